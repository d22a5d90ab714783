package org.courtbridge.signalling.h323.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.CalledEndpoint;
import org.courtbridge.h323.ras.GatekeeperAction;
import org.junit.jupiter.api.Test;

class LocatedCallsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Octets CALL = Octets.ofHex("00112233445566778899aabbccddeeff");

    private final LocatedCalls calls = new LocatedCalls();

    private static InetSocketAddress room(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), port);
    }

    private static GatekeeperAction.Located located(String number, int port) {
        return new GatekeeperAction.Located(
                List.of(new AliasAddress.DialledDigits(number)),
                Optional.empty(),
                new CalledEndpoint.Reached(room(port)));
    }

    private static SignallingBody.Setup setup(List<AliasAddress> called, Optional<String> number) {
        return SignallingBody.Setup.of(
                new SignallingBody.Setup.Identity(Optional.of(CALL), CALL),
                new SignallingBody.Setup.Parties(List.of(), called, number, Optional.empty(), Optional.empty()),
                SignallingBody.Setup.Early.NONE,
                30);
    }

    private Optional<InetSocketAddress> take(String number, Instant at) {
        return calls.take(setup(List.of(), Optional.of(number)), at).map(CalledEndpoint::address);
    }

    @Test
    void knowsWhoIsCalledHoweverItIsSaid() {
        calls.add(located("7002", 1), NOW);
        calls.add(located("7003", 2), NOW);
        assertThat(take("7004", NOW)).isEmpty();
        assertThat(take("7003", NOW)).contains(room(2));
        assertThat(calls.take(setup(List.of(new AliasAddress.H323Id("7002")), Optional.empty()), NOW))
                .contains(new CalledEndpoint.Reached(room(1)));
        assertThat(take("7002", NOW)).as("once more").isEmpty();
    }

    @Test
    void expectsACallSoon() {
        calls.add(located("7002", 1), NOW);
        assertThat(take("7002", NOW.plus(LocatedCalls.PATIENCE))).isEmpty();
        assertThat(take("7002", NOW.plus(LocatedCalls.PATIENCE).minusMillis(1))).contains(room(1));
    }

    /** The same request comes again over UDP. */
    @Test
    void expectsOneCallHoweverOftenItIsAskedFor() {
        calls.add(located("7002", 1), NOW);
        calls.add(located("7002", 1), NOW);
        assertThat(take("7002", NOW)).isPresent();
        assertThat(take("7002", NOW)).isEmpty();
    }

    @Test
    void forgetsTheOldestOfTooMany() {
        for (int number = 0; number <= LocatedCalls.MOST; number++) {
            calls.add(located("7" + number, 1), NOW);
        }
        assertThat(take("70", NOW)).isEmpty();
        assertThat(take("71", NOW)).isPresent();
    }
}
