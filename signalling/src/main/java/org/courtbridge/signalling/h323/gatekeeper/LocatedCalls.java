package org.courtbridge.signalling.h323.gatekeeper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.ras.CalledEndpoint;
import org.courtbridge.h323.ras.GatekeeperAction;

/**
 * Calls that neighbours were told to send here, and that have not come yet. Each may come once, and soon. It is known by its
 * identifier, or, if the neighbour did not say that, by who is called: from where it comes, nobody knows before.
 */
final class LocatedCalls {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** More than neighbours send in that time; the oldest go first. */
    static final int MOST = 1_000;

    private final List<Expected> expected = new ArrayList<>();

    private record Expected(GatekeeperAction.Located call, Instant until) {

        boolean is(SignallingBody.Setup setup) {
            return call.callIdentifier().isPresent()
                    ? call.callIdentifier().equals(setup.identity().callIdentifier())
                    : call.destinationInfo().stream()
                            .flatMap(alias -> alias.text().stream())
                            .map(LocatedCalls::folded)
                            .anyMatch(called -> dialled(setup).anyMatch(called::equals));
        }
    }

    private static Stream<String> dialled(SignallingBody.Setup setup) {
        return Stream.concat(
                        setup.parties().called().stream().flatMap(alias -> alias.text().stream()),
                        setup.parties().calledNumber().stream())
                .map(LocatedCalls::folded);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A neighbour that asks once more is told the same, and still sends one call. */
    void add(GatekeeperAction.Located call, Instant now) {
        expected.removeIf(one -> one.call.equals(call) || !one.until.isAfter(now));
        if (expected.size() >= MOST) {
            expected.removeFirst();
        }
        expected.add(new Expected(call, now.plus(PATIENCE)));
    }

    /** @return whom the call goes on to; empty if it was not expected */
    Optional<CalledEndpoint> take(SignallingBody.Setup setup, Instant now) {
        Optional<Expected> found = expected.stream()
                .filter(one -> one.until.isAfter(now) && one.is(setup))
                .findFirst();
        found.ifPresent(expected::remove);
        return found.map(one -> one.call.called());
    }
}
