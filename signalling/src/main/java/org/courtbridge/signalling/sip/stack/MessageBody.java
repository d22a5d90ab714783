package org.courtbridge.signalling.sip.stack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sip.header.Header;
import javax.sip.message.Message;

/**
 * The body of a message of which a session description is wanted (RFC 3261, section 8.2.3), alone or in a multipart body (RFC
 * 5621). A part that we do not understand is passed over where its {@code Content-Disposition} has {@code handling=optional};
 * else the whole body is not understood.
 */
public sealed interface MessageBody {

    /** The types that are read, for an {@code Accept}. */
    List<String> TYPES = List.of("application/sdp", "multipart/mixed", "multipart/alternative");

    /** No session description, and nothing else that has to be understood. */
    record Empty() implements MessageBody {}

    /** A session description. */
    record Description(String text) implements MessageBody {}

    /** Something that has to be understood and is not. @param type in lower case */
    record Unknown(String type) implements MessageBody {}

    /** A coding that we do not read. @param coding in lower case */
    record Encoded(String coding) implements MessageBody {}

    /** It cannot be read. @param why in English */
    record Malformed(String why) implements MessageBody {}

    /** Reads the body of a message. */
    static MessageBody of(Message message) {
        byte[] content = message.getRawContent();
        if (content == null || content.length == 0) {
            return new Empty();
        }
        return new BodyPart(
                        value(message, "Content-Type"),
                        value(message, "Content-Disposition"),
                        value(message, "Content-Encoding"),
                        "",
                        new String(content, StandardCharsets.ISO_8859_1))
                .read(0);
    }

    private static String value(Message message, String name) {
        Header header = message.getHeader(name);
        String line = header == null ? "" : header.toString();
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
