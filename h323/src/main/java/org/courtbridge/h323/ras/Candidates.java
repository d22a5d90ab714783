package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Gatekeepers that an endpoint may try: those that it was told to, and the alternates that they name. Each is tried once
 * before there is a pause, and not too many in all, however they name each other.
 */
final class Candidates {

    /** Before the same gatekeepers are tried once more; twice as long after each failure. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    /** Of the alternates in one message. */
    private static final int MOST_AT_ONCE = 8;

    /** Between two pauses; those that are configured are always tried. */
    private static final int MOST = 32;

    private final List<InetSocketAddress> configured;
    private final List<InetSocketAddress> left = new ArrayList<>();
    private final Set<InetSocketAddress> tried = new HashSet<>();
    private List<AlternateGatekeeper> alternates = List.of();
    private Optional<InetSocketAddress> last = Optional.empty();
    private int failures;

    Candidates(List<InetSocketAddress> configured) {
        this.configured = configured;
    }

    void startOver() {
        left.clear();
        tried.clear();
        Stream.of(configured.stream(), last.stream(), addresses(alternates))
                .flatMap(Function.identity())
                .distinct()
                .forEach(left::add);
    }

    Optional<InetSocketAddress> next() {
        if (left.isEmpty()) {
            return Optional.empty();
        }
        InetSocketAddress next = left.removeFirst();
        tried.add(next);
        return Optional.of(next);
    }

    /** Tries others, too, and first, before it gives up. @param current who named them */
    void add(List<AlternateGatekeeper> others, InetSocketAddress current) {
        List<InetSocketAddress> named = addresses(others)
                .filter(address -> !address.equals(current) && !tried.contains(address))
                .limit(MOST_AT_ONCE)
                .toList();
        left.removeAll(named);
        int room = Math.max(0, MOST - tried.size() - left.size());
        left.addAll(0, named.stream().limit(room).toList());
    }

    /** Begins anew with those that a gatekeeper sends the endpoint to. @param current which that is */
    void redirect(List<AlternateGatekeeper> others, InetSocketAddress current) {
        startOver();
        add(others, current);
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

    /** An alternate is remembered, too: it may have been gone for a moment, and whoever named it for longer. */
    void succeeded(InetSocketAddress gatekeeper) {
        last = Optional.of(gatekeeper);
        failures = 0;
        tried.clear();
    }

    /** After all of them failed. */
    Duration pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
