package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h460.ComingControl;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureParameter;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.h460.IncomingCall;
import org.courtbridge.h323.h460.TraversalParameters;
import org.courtbridge.h323.q931.TpktDecoder;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms behind a NAT come for our calls (H.460.18); nobody else does. */
class TraversedCallTest {

    private static final PortRange PORTS = new PortRange(43_700, 43_799);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    /** On the same machine, but not where the room has registered. */
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("127.0.0.2");

    @TempDir
    private Path folder;

    private Rig rig;
    private Device device;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(folder, PORTS, Rig.MINUTE);
        device = rig.devices.add("Зал 1", "room1", "secret-1");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private TestRegistration registered() throws IOException {
        return TestRegistration.behindNat(rig.endpoint, "room1", "secret-1");
    }

    private CompletableFuture<LegId> call() {
        return rig.endpoint.call(device, rig.into("h100")).toCompletableFuture();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callsARoomThatComes(boolean tunnelling) throws Exception {
        try (TestRoom room = TestRoom.behindNat(tunnelling);
                TestRegistration registration = registered()) {
            CompletableFuture<LegId> leg = call();
            IncomingCall waiting = registration.invited();
            assertThat(waiting.callSignalAddress()).isEqualTo(new InetSocketAddress(HERE, rig.endpoint.port()));
            room.comes(HERE, waiting);
            room.awaitSeen(SignallingBody.Setup.class);
            SignallingBody.Setup setup = room.seen(SignallingBody.Setup.class).getFirst();
            assertThat(setup.identity().callIdentifier()).contains(waiting.callIdentifier());
            assertThat(setup.features())
                    .isEqualTo(FeatureSet.supporting(Feature.of(Feature.MEDIA_TRAVERSAL, FeatureParameter.mark(2))));
            room.picksUp();
            room.await(leg::isDone);
            assertThat(leg.get()).isEqualTo(rig.conferences.leg().id());
            room.await(() -> rig.conferences.media().receivedAudio().isPresent()
                    && rig.conferences.media().sentAudio().isPresent());

            assertThat(room.seen(CallAction.ControlOpen.class)).containsExactly(new CallAction.ControlOpen(tunnelling));
            // H.245 is connected by the room, too, and its channels say where to send what keeps the way open.
            assertThat(room.seen(ControlAction.OpenRequested.class))
                    .isNotEmpty()
                    .allSatisfy(opened -> {
                        TraversalParameters said = TraversalParameters.of(
                                        opened.channel().genericInformation())
                                .orElseThrow();
                        assertThat(said.keepAlive())
                                .hasValueSatisfying(address ->
                                        assertThat(address.getPort()).isBetween(PORTS.first(), PORTS.last()));
                        assertThat(said.keepAliveInterval()).contains(Duration.ofSeconds(19));
                    });
            room.hangUp();
            rig.conferences.await(() -> rig.conferences.story().contains("left LEFT"));
        }
    }

    /** Who forges a Facility gets no call: neither from elsewhere, nor without the call's identifier, nor after the room. */
    @Test
    void givesACallToTheRoomAlone() throws Exception {
        try (TestRoom room = TestRoom.behindNat(true);
                TestRoom thief = TestRoom.behindNat(true);
                TestRoom guesser = TestRoom.behindNat(true);
                TestRoom late = TestRoom.behindNat(true);
                TestRegistration registration = registered()) {
            CompletableFuture<LegId> leg = call();
            IncomingCall waiting = registration.invited();

            thief.comes(ELSEWHERE, waiting);
            guesser.comes(
                    HERE,
                    new IncomingCall(waiting.callSignalAddress(), Octets.ofHex("00112233445566778899aabbccddeeff")));
            assertClosed(thief, guesser);
            room.comes(HERE, waiting);
            room.awaitSeen(SignallingBody.Setup.class);
            late.comes(HERE, waiting);
            assertClosed(late);

            room.picksUp();
            room.await(leg::isDone);
            assertThat(leg.get()).isEqualTo(rig.conferences.leg().id());
            for (TestRoom other : List.of(thief, guesser, late)) {
                assertThat(other.seen(SignallingBody.Setup.class)).isEmpty();
            }
            assertThat(rig.endpoint.turnedAway()).isEqualTo(3);
            room.hangUp();
        }
    }

    private static void assertClosed(TestRoom... rooms) throws InterruptedException {
        for (TestRoom room : rooms) {
            room.await(room::isCutOff);
        }
    }

    /** Nor the connection of H.245, whose port is there for all to see. */
    @Test
    void takesH245FromTheRoomAlone() throws Exception {
        try (TestRoom room = TestRoom.behindNat(false);
                TestRegistration registration = registered()) {
            CompletableFuture<LegId> leg = call();
            room.comes(HERE, registration.invited());
            room.awaitSeen(SignallingBody.Setup.class);
            room.connectsLate();
            room.picksUp();
            room.awaitSeen(CallAction.ConnectControl.class);
            InetSocketAddress control =
                    room.seen(CallAction.ConnectControl.class).getFirst().address();

            try (Socket stranger = new Socket(control.getAddress(), control.getPort(), ELSEWHERE, 0)) {
                stranger.setSoTimeout(60_000);
                stranger.getOutputStream().write(SentMessages.NO_MESSAGE.toArray());
                assertThat(stranger.getInputStream().read()).isEqualTo(-1);
            }
            try (Socket neighbour = new Socket(control.getAddress(), control.getPort(), HERE, 0)) {
                neighbour.setSoTimeout(60_000);
                Octets another = Octets.ofHex("ffffffffffffffffffffffffffffffff");
                byte[] coming = new ComingControl(another, true).encode().toArray();
                neighbour.getOutputStream().write(TpktDecoder.packet(coming));
                neighbour.getOutputStream().write(SentMessages.NO_MESSAGE.toArray());
                assertThat(neighbour.getInputStream().read()).isEqualTo(-1);
            }
            try (Socket silent = new Socket(control.getAddress(), control.getPort(), HERE, 0)) {
                silent.setSoTimeout(60_000);
                room.connectsNow();
                room.awaitSeen(ControlAction.OpenRequested.class);
                assertThat(silent.getInputStream().read()).isEqualTo(-1);
            }
            room.await(leg::isDone);
            room.hangUp();
        }
    }

    @Test
    void saysThatARoomDoesNotCome() throws Exception {
        try (TestRegistration registration = registered()) {
            CompletableFuture<LegId> leg = call();
            registration.refusesToCome();

            assertThatThrownBy(() -> leg.get(60, TimeUnit.SECONDS))
                    .cause()
                    .hasMessage("cannot reach the room: no connection");
        }
    }

    /** A room that may be reached is called as ever. */
    @Test
    void callsARoomThatIsReachedWithoutAskingItToCome() throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = TestRegistration.made(rig.endpoint, "room1", "secret-1", room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            assertThat(room.seen(SignallingBody.Setup.class).getFirst().features())
                    .isEqualTo(FeatureSet.NONE);
            room.picksUp();
            room.await(leg::isDone);
            rig.conferences.leg().end(EndReason.REMOVED);
            room.awaitSeen(SignallingBody.Release.class);
        }
    }

    /** Facilities for calls that there are not cost a connection each, which is closed at once. */
    @Test
    void keepsNothingOfAFlood() throws Exception {
        for (int i = 0; i < 200; i++) {
            try (TestRoom stranger = TestRoom.behindNat(true)) {
                stranger.comes(
                        HERE,
                        new IncomingCall(
                                new InetSocketAddress(HERE, rig.endpoint.port()), Octets.ofHex("%032x".formatted(i))));
                assertClosed(stranger);
            }
        }
        assertThat(rig.endpoint.turnedAway()).isEqualTo(200);
        assertThat(rig.endpoint.malformed()).isZero();
        // And whoever means it is heard.
        callsARoomThatComes(true);
    }
}
