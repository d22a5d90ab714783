package org.courtbridge.console.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Answers that anybody may keep for a while (RFC 9111, section 5.2.2), each with a tag by which it is not sent again to whoever has it (RFC 9110,
 * section 13.1.2). The tag is a weak one, as an answer may be compressed on its way.
 */
public final class CachedReply {

    private static final String TAG = "ETag";
    private static final String CONTROL = "Cache-Control";
    private static final String WEAK = "W/";

    private CachedReply() {}

    /**
     * @param reply as it is without regard to what the asker has
     * @param content the same for as long as the answer means the same
     * @param fresh how long it may be kept without asking again
     */
    public static Reply of(Call call, Reply reply, String content, Duration fresh) {
        String tag = WEAK + "\"" + digest(content) + "\"";
        String control = "public, max-age=" + fresh.toSeconds();
        return isKnown(call, tag)
                ? new Reply(304, Map.of(TAG, tag, CONTROL, control), List.of(), Buffer.buffer())
                : reply.with(TAG, tag).with(CONTROL, control);
    }

    /** Tags are compared weakly. One of somebody else's with a comma in it is none of ours in any case. */
    private static boolean isKnown(Call call, String tag) {
        List<String> fields = call.context().request().headers().getAll("If-None-Match");
        return fields.stream()
                .flatMap(field -> Arrays.stream(field.split(",")))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || weak(one).equals(tag));
    }

    private static String weak(String tag) {
        return tag.startsWith(WEAK) ? tag : WEAK + tag;
    }

    private static String digest(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
