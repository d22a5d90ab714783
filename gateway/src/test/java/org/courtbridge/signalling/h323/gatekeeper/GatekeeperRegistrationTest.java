package org.courtbridge.signalling.h323.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.h323.ras.AdmittedCall;
import org.courtbridge.h323.ras.AlternateGatekeeper;
import org.courtbridge.h323.ras.EndpointProfile;
import org.courtbridge.h323.ras.GatekeeperAction;
import org.courtbridge.h323.ras.Registration;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.signalling.h323.Rig;
import org.courtbridge.signalling.h323.TestGatekeeper;
import org.courtbridge.signalling.h323.TestRoom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as an endpoint of the court's own gatekeeper. */
class GatekeeperRegistrationTest {

    private static final String WITH_PIN = "100**" + RememberingConferences.PIN;

    private static final Octets AGAIN = Octets.ofHex("ffeeddccbbaa99887766554433221100");

    private static final PortRange PORTS = new PortRange(43_000, 43_999);

    @TempDir
    private Path folder;

    /** @param gatekeeper where it is to register */
    private Rig rig(TestGatekeeper gatekeeper) throws IOException {
        return new Rig(
                folder,
                PORTS,
                new GatekeeperAccount(
                        List.of(gatekeeper.address()),
                        Optional.empty(),
                        List.of("7000", "hearings"),
                        List.of("45"),
                        Optional.of(new EndpointProfile.Login("courtbridge", TestGatekeeper.PASSWORD)),
                        Duration.ofMinutes(2),
                        false));
    }

    private static boolean somebodyArrived(Rig rig) {
        return rig.conferences.story().stream().anyMatch(one -> one.startsWith("arrived"));
    }

    @Test
    void asksAboutACallAndTellsOfItsEnd() throws Exception {
        try (TestGatekeeper gatekeeper = new TestGatekeeper(1_000_000);
                Rig rig = rig(gatekeeper)) {
            Registration us =
                    gatekeeper.await(GatekeeperAction.Registered.class).endpoint();
            assertThat(us.name()).contains("courtbridge");
            assertThat(us.callSignalAddress().getPort()).isEqualTo(rig.endpoint.port());
            assertThat(us.aliases())
                    .contains(new AliasAddress.DialledDigits("7000"), new AliasAddress.H323Id("hearings"));
            try (TestRoom room = TestRoom.call(rig.endpoint.port(), WITH_PIN, true, false)) {
                AdmittedCall call =
                        gatekeeper.await(GatekeeperAction.Admitted.class).call();
                assertThat(call.answered()).isTrue();
                assertThat(call.callIdentifier()).contains(TestRoom.CALL);
                room.await(() -> somebodyArrived(rig));
                room.await(() -> !rig.conferences.media().sentVideos().isEmpty());
                // Of the 2 Mbit/s that the gatekeeper grants both ways together.
                assertThat(rig.conferences.media().sentVideos().getFirst().bitrate())
                        .isEqualTo(936_000);
                room.hangUp();
            }
            gatekeeper.await(GatekeeperAction.Ended.class);
            rig.endpoint.close();
            gatekeeper.await(GatekeeperAction.Unregistered.class);
        }
    }

    @Test
    void endsACallThatTheGatekeeperRefuses() throws Exception {
        try (TestGatekeeper gatekeeper = new TestGatekeeper(0);
                Rig rig = rig(gatekeeper)) {
            gatekeeper.await(GatekeeperAction.Registered.class);
            try (TestRoom room = TestRoom.call(rig.endpoint.port(), WITH_PIN, true, false)) {
                gatekeeper.answerNext();
                room.awaitSeen(SignallingBody.Release.class);
                assertThat(room.seen(SignallingBody.Release.class)
                                .getFirst()
                                .reason()
                                .reason())
                        .contains("gatekeeperResources");
            }
            assertThat(rig.conferences.story()).isEmpty();
        }
    }

    @Test
    void endsACallThatTheGatekeeperWantsToEnd() throws Exception {
        try (TestGatekeeper gatekeeper = new TestGatekeeper(1_000_000);
                Rig rig = rig(gatekeeper)) {
            gatekeeper.await(GatekeeperAction.Registered.class);
            try (TestRoom room = TestRoom.call(rig.endpoint.port(), WITH_PIN, true, false)) {
                AdmittedCall call =
                        gatekeeper.await(GatekeeperAction.Admitted.class).call();
                room.awaitSeen(CallAction.Connected.class);
                gatekeeper.does(gatekeeper.machine().disengage(call, Instant.now()));
                room.awaitSeen(SignallingBody.Release.class);
                rig.conferences.await(() -> rig.conferences.story().contains("left REMOVED"));
            }
        }
    }

    /** Names that the gateway has at the gatekeeper say nothing of a hearing. */
    @Test
    void takesItsOwnNamesForTheMenu() throws Exception {
        for (String name : List.of("hearings", "45", "7000")) {
            try (TestGatekeeper gatekeeper = new TestGatekeeper(1_000_000);
                    Rig rig = rig(gatekeeper)) {
                gatekeeper.await(GatekeeperAction.Registered.class);
                try (TestRoom room = TestRoom.call(rig.endpoint.port(), name, true, false)) {
                    gatekeeper.await(GatekeeperAction.Admitted.class);
                    room.awaitSeen(CallAction.Connected.class);
                }
            }
        }
    }

    /** Within a minute, which a registration lasts, and what nobody answers in; and without loss of calls. */
    @Test
    void turnsToTheAlternateWhenTheGatekeeperIsGone() throws Exception {
        try (TestGatekeeper second = new TestGatekeeper(1_000_000);
                TestGatekeeper first = new TestGatekeeper(
                        1_000_000, List.of(new AlternateGatekeeper(second.address(), Optional.of("Court"), true, 0)));
                Rig rig = rig(first)) {
            first.await(GatekeeperAction.Registered.class);
            try (TestRoom room = TestRoom.call(rig.endpoint.port(), WITH_PIN, true, false)) {
                first.await(GatekeeperAction.Admitted.class);
                // Nothing that it waits for is left.
                room.await(() -> room.seen(ControlAction.Opened.class).size() == 2
                        && rig.conferences.media().receivedVideo().isPresent()
                        && rig.conferences.media().receivedAudio().isPresent()
                        && rig.conferences.media().sentAudio().isPresent()
                        && !rig.conferences.media().sentVideos().isEmpty());
                first.close();
                int seconds = 0;
                while (!second.rouses(first.endpoint(), 60)) {
                    rig.pass(Duration.ofSeconds(1));
                    assertThat(++seconds).as("until it is registered").isLessThan(75);
                }
                rig.conferences.await(rig.endpoint::isRegistered);
                second.await(GatekeeperAction.Registered.class);

                room.press(new UserInputIndication.Alphanumeric("7"));
                rig.conferences.await(() -> rig.conferences.story().contains("digit 7"));
                assertThat(rig.conferences.story()).noneMatch(happened -> happened.startsWith("left"));
                try (TestRoom other = TestRoom.call(
                        AGAIN, InetAddress.getLoopbackAddress(), rig.endpoint.port(), WITH_PIN, true, false)) {
                    assertThat(second.await(GatekeeperAction.Admitted.class)
                                    .call()
                                    .callIdentifier())
                            .contains(AGAIN);
                    other.awaitSeen(CallAction.Connected.class);
                    assertThat(rig.endpoint.calls()).isEqualTo(2);
                }
            }
        }
    }

    /** Hearings go on without a gatekeeper that is away. */
    @Test
    void takesCallsWhileNobodyAnswers() throws Exception {
        try (TestGatekeeper gatekeeper = new TestGatekeeper(1_000_000);
                Rig rig = rig(gatekeeper);
                TestRoom room = TestRoom.call(rig.endpoint.port(), WITH_PIN, true, false)) {
            assertThat(rig.endpoint.isRegistered()).isFalse();
            room.await(() -> somebodyArrived(rig));
        }
    }
}
