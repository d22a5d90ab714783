package org.courtbridge.gateway.webrtc;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.access.Participant;
import org.courtbridge.gateway.conference.Conferences;
import org.courtbridge.gateway.transport.WebRtcPort;
import org.courtbridge.hearings.EndReason;

/** Where browsers come in: each page that has shown its code word becomes a leg. */
public final class BrowserEndpoint implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(BrowserEndpoint.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final Conferences conferences;
    private final WebRtcPort port;
    private final BrowserConfig config;

    /** By the secret of each leg. */
    private final Map<String, Life> lives = new ConcurrentHashMap<>();

    private volatile boolean closed;

    private record Life(BrowserLeg leg, Thread thread) {}

    public BrowserEndpoint(Conferences conferences, WebRtcPort port, BrowserConfig config) {
        this.conferences = conferences;
        this.port = port;
        this.config = config;
    }

    /** A participant's page, who has proved to be one, is connected. */
    public BrowserConnection connected(Participant participant, SignallingChannel channel) {
        String resume = secret();
        BrowserLeg leg = new BrowserLeg(
                participant, resume, channel, conferences, config, lost -> new BrowserSession(port.session(), lost));
        Thread thread = Thread.ofVirtual().name("browser-" + leg.id()).unstarted(() -> {
            try {
                leg.run();
            } finally {
                lives.remove(resume);
            }
        });
        lives.put(resume, new Life(leg, thread));
        if (closed) {
            leg.end(EndReason.SHUTDOWN);
        }
        thread.start();
        return new BrowserConnection(leg, channel);
    }

    /** A page comes back to its leg by the secret that it was welcomed with; empty if the leg is gone. */
    public Optional<BrowserConnection> resumed(String secret, SignallingChannel channel) {
        return Optional.ofNullable(lives.get(secret))
                .map(Life::leg)
                .filter(leg -> leg.back(channel))
                .map(leg -> new BrowserConnection(leg, channel));
    }

    /** Ends every leg, and waits a little until they have said so. */
    @Override
    public void close() {
        closed = true;
        lives.values().forEach(life -> life.leg().end(EndReason.SHUTDOWN));
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        try {
            for (Life life : lives.values()) {
                if (!life.thread().join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    log.warn("leg {} does not end", life.leg().id());
                    life.thread().interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
