package org.courtbridge.operations.publication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.courtbridge.operations.delivery.Outbox;
import org.courtbridge.operations.delivery.Outbox.Result;
import org.courtbridge.operations.delivery.Outboxes;
import org.courtbridge.operations.delivery.Posting;
import org.courtbridge.operations.publication.ListPosts.Attempt;
import org.courtbridge.operations.publication.ListPosts.Outcome;

/**
 * Has the list of hearings for the public posted whenever it is another one than was posted last. To be run every now and then. Of several gateways
 * on one database one alone does, as each has the list of its own hearings.
 *
 * <p>The message that waits says only that the list is to be posted; what is posted is the list as it is at that moment. So one message waits at
 * a time, however long the receiver is away, and no older list comes after a newer one.
 */
public final class PostedList implements Runnable {

    /** After which a list is posted again that was not taken: longer than any pause between two attempts. */
    private static final Duration AGAIN = Duration.ofMinutes(70);

    /** Id of the only message. */
    private static final String MESSAGE = "list";

    /** One more than ever wait. */
    private static final int MOST = 2;

    private final Supplier<String> list;
    private final BiFunction<String, String, Posting> post;
    private final Outbox outbox;
    private final ListPosts log;
    private final InstantSource clock;

    /**
     * @param list as it is now, in JSON
     * @param post sends a message by its id, and tells what came of it
     * @param pauses before the second attempt and those after it
     */
    public PostedList(
            Supplier<String> list,
            BiFunction<String, String, Posting> post,
            Outboxes outboxes,
            List<Duration> pauses,
            ListPosts log,
            InstantSource clock) {
        this.list = list;
        this.post = post;
        this.outbox = outboxes.open(new Outbox.Settings("public-list", pauses, MOST), this::deliver);
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        String digest = digest(list.get());
        if (log.last().filter(last -> isDone(last, digest, now)).isEmpty()) {
            outbox.add(MESSAGE, now.toString());
        }
    }

    private static boolean isDone(Attempt last, String digest, Instant now) {
        return last.digest().equals(digest)
                && (last.outcome() == Outcome.TAKEN || now.isBefore(last.at().plus(AGAIN)));
    }

    /** @param since when the list has to be posted, so that one which is again as it was before has another id */
    private Result deliver(String message, String since) {
        String json = list.get();
        String digest = digest(json);
        Posting posting = post.apply("%s/%s/%s".formatted(message, since, digest), json);
        log.add(new Attempt(clock.instant(), digest, outcome(posting.result()), posting.reason(), posting.detail()));
        return posting.result();
    }

    private static Outcome outcome(Result result) {
        return switch (result) {
            case Result.Taken() -> Outcome.TAKEN;
            case Result.NotNow _ -> Outcome.FAILED;
            case Result.Never _ -> Outcome.REFUSED;
        };
    }

    private static String digest(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
