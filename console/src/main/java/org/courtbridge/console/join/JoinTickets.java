package org.courtbridge.console.join;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tickets for one connection each, for those who have shown their code word. */
final class JoinTickets {

    static final Duration LIFE = Duration.ofSeconds(60);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource clock;

    /** Oldest first. */
    private final Map<String, Ticket> byText = new LinkedHashMap<>();

    private record Ticket(String participantId, Instant until) {}

    JoinTickets(InstantSource clock) {
        this.clock = clock;
    }

    synchronized String issue(String participantId) {
        Instant now = clock.instant();
        byText.values().removeIf(ticket -> ticket.until().isBefore(now));
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        byText.put(text, new Ticket(participantId, now.plus(LIFE)));
        return text;
    }

    /** The participant's id; a ticket is good once. */
    synchronized Optional<String> redeem(String text) {
        return Optional.ofNullable(byText.remove(text))
                .filter(ticket -> !ticket.until().isBefore(clock.instant()))
                .map(Ticket::participantId);
    }
}
