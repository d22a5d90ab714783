package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Gatekeepers that an endpoint may try: those that it was told to, and the alternates that they name. */
final class Candidates {

    /** Before the same gatekeepers are tried once more; twice as long after each failure. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    /** Of the alternates in one message. */
    private static final int MOST_AT_ONCE = 8;

    private final List<InetSocketAddress> configured;
    private final List<InetSocketAddress> left = new ArrayList<>();
    private List<AlternateGatekeeper> alternates = List.of();
    private int failures;

    Candidates(List<InetSocketAddress> configured) {
        this.configured = configured;
    }

    void startOver() {
        left.clear();
        Stream.concat(configured.stream(), addresses(alternates)).distinct().forEach(left::add);
    }

    Optional<InetSocketAddress> next() {
        return left.isEmpty() ? Optional.empty() : Optional.of(left.removeFirst());
    }

    /** Tries others, too, before it gives up. @param current who named them */
    void add(List<AlternateGatekeeper> others, InetSocketAddress current) {
        addresses(others)
                .filter(address -> !address.equals(current) && !left.contains(address))
                .limit(MOST_AT_ONCE)
                .forEach(left::add);
    }

    private static Stream<InetSocketAddress> addresses(List<AlternateGatekeeper> others) {
        return others.stream()
                .sorted(Comparator.comparing(AlternateGatekeeper::priority))
                .map(AlternateGatekeeper::rasAddress);
    }

    /** Remembers those of the gatekeeper where the endpoint is registered, or is going to be. */
    void alternates(List<AlternateGatekeeper> named) {
        alternates = named;
    }

    void succeeded() {
        failures = 0;
    }

    /** After all of them failed. */
    Duration pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
