package org.courtbridge.operations.delivery;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Posts JSON to an address of the court's choice, so that its own programs hear of something at once. From any thread; nobody waits for
 * it. What fails for now ({@link SignedPost}) is tried again after growing pauses; any other answer is final.
 */
public final class WebHook implements AutoCloseable {

    private final SignedPost post;
    private final Outbox outbox;

    /**
     * @param secret shared with the receiver
     * @param patience with one attempt
     * @param pauses before the second attempt and those after it; then it is given up
     * @param most messages that may wait at a time
     */
    public record Settings(URI address, byte[] secret, Duration patience, List<Duration> pauses, int most) {

        public Settings {
            pauses = List.copyOf(pauses);
            if (!"https".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
                throw new IllegalArgumentException(
                        "web hook: %s (expected: such as https://court.example/hook)".formatted(address));
            }
            if (secret.length < 16) {
                throw new IllegalArgumentException(
                        "secret of the web hook: %d bytes (expected: at least 16)".formatted(secret.length));
            }
        }

        /** Ten seconds for each attempt, eight of them within about three hours. */
        public static Settings usual(URI address, byte[] secret) {
            return new Settings(
                    address,
                    secret,
                    Duration.ofSeconds(10),
                    List.of(
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(30),
                            Duration.ofMinutes(2),
                            Duration.ofMinutes(10),
                            Duration.ofMinutes(30),
                            Duration.ofHours(1),
                            Duration.ofHours(1)),
                    1_000);
        }

        @Override
        public String toString() {
            return "Settings[" + address.getHost() + "]";
        }
    }

    /** @param trust for whom the receiver must prove to be @param outboxes where messages wait */
    public WebHook(Settings settings, SSLContext trust, Outboxes outboxes, InstantSource clock) {
        this.post = new SignedPost(settings, trust, _ -> true, clock);
        this.outbox = outboxes.open(
                new Outbox.Settings("web-hook", settings.pauses(), settings.most()),
                (id, message) -> post.send(id, message).result());
    }

    /**
     * Has a message posted; at once if nothing else waits.
     *
     * @param id of the message, the same for ever
     * @return whether it will be tried; not if too many wait already, which is logged
     */
    public boolean post(String id, String json) {
        return outbox.add(id, json);
    }

    @Override
    public void close() {
        post.close();
    }
}
