package org.courtbridge.signalling.webrtc;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.Leg;

/** Legs at work, by the secret of each, every one on a virtual thread of its own. From any thread. */
final class LegThreads<L extends Leg> implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(LegThreads.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final String kind;
    private final Map<String, Life<L>> lives = new ConcurrentHashMap<>();

    private volatile boolean closed;

    private record Life<L extends Leg>(L leg, Thread thread) {}

    /** @param kind what their threads are called */
    LegThreads(String kind) {
        this.kind = kind;
    }

    /** A text that nobody guesses, fit for a URL. */
    static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @param life what the leg's thread does; the leg is found until it is done */
    void start(String secret, L leg, Runnable life) {
        Thread thread = Thread.ofVirtual().name(kind + "-" + leg.id()).unstarted(() -> {
            try {
                life.run();
            } finally {
                lives.remove(secret);
            }
        });
        lives.put(secret, new Life<>(leg, thread));
        if (closed) {
            leg.end(EndReason.SHUTDOWN);
        }
        thread.start();
    }

    Optional<L> find(String secret) {
        return Optional.ofNullable(lives.get(secret)).map(Life::leg);
    }

    /** Ends every leg, and waits a little until they have said so. */
    @Override
    public void close() {
        closed = true;
        lives.values().forEach(life -> life.leg().end(EndReason.SHUTDOWN));
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        try {
            for (Life<L> life : lives.values()) {
                if (!life.thread().join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    log.warn("leg {} does not end", life.leg().id());
                    life.thread().interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
