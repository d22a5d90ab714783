package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.junit.jupiter.api.Test;

/** Registrations with wrong proofs in the name of a room, from its address, which anybody can forge over UDP. */
class ForgedRegistrationsTest {

    private static final String NAME = "room3";
    private static final InetSocketAddress ROOM = Lan.address(3, 1719);
    private static final Random RANDOM = new Random(323);

    private final Gatekeeper gatekeeper =
            new Gatekeeper(Lan.policy(1, CallModel.DIRECT), Lan.SUBSCRIBERS, new Random(1));
    private Instant now = Lan.START;
    private int number;

    private RasMessage register(InetSocketAddress from, String name, String password) {
        EndpointMessages endpoint = new EndpointMessages(new EndpointProfile(
                new EndpointProfile.Gatekeepers(List.of(Lan.address(1, 1719)), Optional.of("GK1")),
                new EndpointProfile.Endpoint(
                        from, Lan.address(3, 1720), List.of(new AliasAddress.H323Id(name)), Lan.TERMINAL, Lan.VENDOR),
                Optional.empty(),
                Duration.ofMinutes(1),
                false));
        now = now.plusMillis(1);
        byte[] octets =
                new Seal(name, Optional.of("GK1"), password, now, RANDOM).encode(endpoint.registration(++number));
        return gatekeeper.receive(octets, from, now).stream()
                .filter(GatekeeperAction.Send.class::isInstance)
                .map(GatekeeperAction.Send.class::cast)
                .map(send -> RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(send.octets())))
                .findFirst()
                .orElseThrow();
    }

    /** Its port is another after it was switched off and on, as that of whoever forges is. */
    @Test
    void roomThatHasRegisteredBeforeComesBack() {
        assertThat(register(ROOM, NAME, "secret-" + NAME)).isInstanceOf(RegistrationMessage.Confirm.class);
        for (int i = 0; i < 100; i++) {
            assertThat(register(Lan.address(3, 40_000 + i), i % 2 == 0 ? NAME : "nobody" + i, "wrong"))
                    .isInstanceOf(RegistrationMessage.Reject.class);
        }
        assertThat(register(Lan.address(3, 50_000), NAME, "secret-" + NAME))
                .isInstanceOf(RegistrationMessage.Confirm.class);
    }

    @Test
    void whoHasNeverBeenThereIsSlowedDown() {
        for (int i = 0; i < 3; i++) {
            register(Lan.address(66, 1719), NAME, "wrong");
        }
        assertThat(register(Lan.address(66, 1719), NAME, "secret-" + NAME))
                .isInstanceOf(RegistrationMessage.Reject.class);
        assertThat(register(ROOM, NAME, "secret-" + NAME)).isInstanceOf(RegistrationMessage.Confirm.class);
    }
}
