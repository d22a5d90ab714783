package org.courtbridge.signalling.h323.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureParameter;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.ras.UnregistrationMessage;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.h323.Rig;
import org.courtbridge.signalling.h323.TestRegistration;
import org.courtbridge.signalling.h323.TestRoom;
import org.courtbridge.signalling.h323.TestTunnel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms behind a firewall register and call on one connection that they make (H.460.17). */
class TunnelledCallTest {

    private static final PortRange PORTS = new PortRange(43_500, 43_599);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Octets OTHER = Octets.ofHex("ffeeddccbbaa99887766554433221100");

    @TempDir
    private Path folder;

    private Rig rig;
    private Device device;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(folder, PORTS, Rig.MINUTE);
        device = rig.devices.add("Зал 1", "room1", "secret-1");
        rig.devices.add("Зал 2", "room2", "secret-2");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private TestTunnel connected() throws IOException {
        return new TestTunnel(rig.endpoint.port());
    }

    private TestRegistration registered(TestTunnel tunnel) throws IOException {
        return registered(tunnel, "room1", "secret-1");
    }

    private TestRegistration registered(TestTunnel tunnel, String name, String password) throws IOException {
        TestRegistration registration = TestRegistration.on(tunnel, rig::now, rig.endpoint, name, password);
        registration.register();
        return registration;
    }

    @Test
    void registersAndIsCalledOnTheSameConnection() throws Exception {
        try (TestTunnel tunnel = connected();
                TestRoom room = TestRoom.waiting(tunnel)) {
            registered(tunnel);
            assertThat(rig.endpoint.isRegistered(device)).isTrue();
            assertThat(rig.endpoint.tunnels()).isEqualTo(1);

            CompletableFuture<LegId> leg =
                    rig.endpoint.call(device, rig.into("h100")).toCompletableFuture();
            room.awaitSeen(SignallingBody.Setup.class);
            SignallingBody.Setup setup = room.seen(SignallingBody.Setup.class).getFirst();
            assertThat(setup.features().find(Feature.MEDIA_TRAVERSAL))
                    .contains(Feature.of(Feature.MEDIA_TRAVERSAL, FeatureParameter.mark(2)));
            room.picksUp();
            room.await(leg::isDone);
            assertThat(leg.get()).isEqualTo(rig.conferences.leg().id());
            room.await(() -> rig.conferences.media().receivedAudio().isPresent()
                    && rig.conferences.media().sentAudio().isPresent());
            // By the same connection, too.
            assertThat(room.seen(CallAction.ControlOpen.class)).containsExactly(new CallAction.ControlOpen(true));

            room.hangUp();
            rig.conferences.await(() -> rig.conferences.story().contains("left LEFT"));
            assertThat(tunnel.isCutOff()).isFalse();
            assertThat(rig.endpoint.isRegistered(device)).isTrue();
            assertThat(rig.endpoint.turnedAway()).isZero();
        }
    }

    /** Two calls by one connection, told apart by their references; the end of one is not the other's. */
    @Test
    void callsTwiceOnOneConnection() throws Exception {
        try (TestTunnel tunnel = connected()) {
            TestRegistration registration = registered(tunnel);
            registration.calls(TestRoom.CALL, "100");
            registration.calls(OTHER, "100");
            try (TestRoom one = TestRoom.call(tunnel, 5, TestRoom.CALL, "100");
                    TestRoom other = TestRoom.call(tunnel, 6, OTHER, "100")) {
                TestRoom.await(
                        () -> !one.seen(CallAction.Connected.class).isEmpty()
                                && !other.seen(CallAction.Connected.class).isEmpty(),
                        one,
                        other);
                assertThat(rig.endpoint.isInCall(device)).isTrue();
                assertThat(rig.endpoint.calls()).isEqualTo(2);

                one.hangUp();
                rig.conferences.await(() -> rig.endpoint.calls() == 1);
                other.press(new UserInputIndication.Alphanumeric("7"));
                rig.conferences.await(() -> rig.conferences.story().contains("digit 7"));
                assertThat(other.seen(SignallingBody.Release.class)).isEmpty();
                other.hangUp();
                rig.conferences.await(() -> rig.endpoint.calls() == 0);
            }
            assertThat(tunnel.isCutOff()).isFalse();
        }
    }

    /** Registration and calls end when the connection is lost, at once. */
    @Test
    void endsWithItsConnection() throws Exception {
        try (TestTunnel tunnel = connected()) {
            TestRegistration registration = registered(tunnel);
            registration.calls(TestRoom.CALL, "100");
            try (TestRoom room = TestRoom.call(tunnel, 5, TestRoom.CALL, "100")) {
                room.awaitSeen(CallAction.Connected.class);
                tunnel.close();

                rig.conferences.await(() -> rig.conferences.story().contains("left SIGNALLING_LOST"));
                rig.conferences.await(() -> !rig.endpoint.isRegistered(device));
                assertThat(rig.endpoint.tunnels()).isZero();
            }
        }
    }

    /** A call goes on where it began; others begin where the room has registered since. */
    @Test
    void keepsItsCallWhenItRegistersAnew() throws Exception {
        try (TestTunnel before = connected();
                TestTunnel now = connected()) {
            registered(before).calls(TestRoom.CALL, "100");
            try (TestRoom room = TestRoom.call(before, 5, TestRoom.CALL, "100");
                    TestRoom next = TestRoom.waiting(now)) {
                room.awaitSeen(CallAction.Connected.class);
                registered(now);
                assertThat(rig.endpoint.tunnels()).isEqualTo(1);
                room.press(new UserInputIndication.Alphanumeric("7"));
                rig.conferences.await(() -> rig.conferences.story().contains("digit 7"));
                rig.endpoint.call(device, rig.into("h100"));
                next.awaitSeen(SignallingBody.Setup.class);
                assertThat(before.isCutOff()).isFalse();

                room.hangUp();
                rig.conferences.await(before::isCutOff);
                assertThat(now.isCutOff()).isFalse();
            }
        }
    }

    /** For other rooms we connect to nobody but who registered; the clerk's rooms may have another address for calls than for RAS. */
    @Test
    void connectsToNoThirdPartyButForTheClerk() throws Exception {
        InetAddress third = addressOnANetwork();
        try (TestTunnel tunnel = connected();
                ServerSocket victim = new ServerSocket(0, 1, third);
                TestRegistration liar = TestRegistration.made(
                        rig.endpoint, "room2", "secret-2", new InetSocketAddress(third, victim.getLocalPort()))) {
            assertThat(registered(tunnel).refused(TestRoom.CALL, "room2")).isEqualTo("calledPartyNotRegistered");
            liar.disengages(TestRoom.CALL);
            Device room2 = rig.devices.byUsername("room2").orElseThrow();
            assertThat(rig.endpoint.isRegistered(room2)).isTrue();
            rig.endpoint.call(room2, rig.into("h100"));
            victim.setSoTimeout(60_000);
            victim.accept().close();
        }
    }

    /** One of this machine's that is not the loopback's: what a room says of those is not believed. */
    private static InetAddress addressOnANetwork() throws SocketException {
        Optional<InetAddress> address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(one -> one instanceof Inet4Address && !one.isLoopbackAddress() && !one.isLinkLocalAddress())
                .findFirst();
        assumeThat(address).as("an address on a network").isPresent();
        return address.orElseThrow();
    }

    /** Whoever says that he is where a connection of another's ends is not called on it. */
    @Test
    void isNotCalledForWhoNamesTheOtherEndOfItsConnection() throws Exception {
        rig.devices.add("Зал 3", "room3", "secret-3");
        try (TestTunnel tunnel = connected();
                TestTunnel other = connected();
                TestRoom room = TestRoom.waiting(tunnel);
                TestRegistration namesake = TestRegistration.made(rig.endpoint, "room3", "secret-3", tunnel.seen())) {
            registered(tunnel);
            namesake.answers(OTHER);
            registered(other, "room2", "secret-2").calls(TestRoom.CALL, "room3");
            try (TestRoom caller = TestRoom.call(other, 9, TestRoom.CALL, "room3")) {
                caller.awaitSeen(SignallingBody.Release.class);
                assertThat(caller.seen(SignallingBody.Release.class).getFirst().reason())
                        .isEqualTo(ReleaseReason.UNREACHABLE);
            }
            assertThat(room.seen).isEmpty();
            assertThat(tunnel.others).isEmpty();
        }
    }

    /** A call that was admitted to a room on its connection is made by it alone, and not by others of the same address. */
    @Test
    void isNotTakenForOthersOfItsAddress() throws Exception {
        try (TestTunnel tunnel = connected();
                TestTunnel other = connected();
                TestRoom called = TestRoom.waiting(true, false);
                TestRegistration outside = TestRegistration.made(rig.endpoint, "room2", "secret-2", called.address())) {
            rig.devices.add("Зал 3", "room3", "secret-3");
            registered(other, "room3", "secret-3");
            TestRegistration inside = registered(tunnel);
            inside.calls(TestRoom.CALL, "room2");
            try (TestRoom neighbour = TestRoom.call(HERE, rig.endpoint.port(), "room2", true, false);
                    TestRoom onOther = TestRoom.call(other, 7, TestRoom.CALL, "room2")) {
                neighbour.awaitSeen(SignallingBody.Release.class);
                onOther.awaitSeen(SignallingBody.Release.class);
                assertThat(called.seen).isEmpty();
            }
            try (TestRoom caller = TestRoom.call(tunnel, 9, TestRoom.CALL, "room2")) {
                called.awaitSeen(SignallingBody.Setup.class);
                outside.answers(TestRoom.CALL);
                caller.hangUp();
            }
        }
    }

    /** A room that has lost its connection and not been told so has one registration all the same: the last. */
    @Test
    void replacesTheConnectionOfBefore() throws Exception {
        try (TestTunnel before = connected();
                TestTunnel now = connected();
                TestRoom room = TestRoom.waiting(now)) {
            registered(before);
            registered(now);
            rig.conferences.await(before::isCutOff);
            assertThat(rig.endpoint.isRegistered(device)).isTrue();
            assertThat(rig.endpoint.tunnels()).isEqualTo(1);

            rig.endpoint.call(device, rig.into("h100"));
            room.awaitSeen(SignallingBody.Setup.class);
        }
    }

    /** Light registrations go by it, and empty packets are nothing. */
    @Test
    void keepsTheConnectionAlive() throws Exception {
        try (TestTunnel tunnel = connected()) {
            TestRegistration registration = registered(tunnel);
            for (int renewed = 0; renewed < 9; renewed++) {
                tunnel.write(new byte[] {3, 0, 0, 4});
                rig.pass(Duration.ofSeconds(20));
                registration.renews();
            }
            assertThat(rig.endpoint.isRegistered(device)).isTrue();
            assertThat(tunnel.isCutOff()).isFalse();
            assertThat(rig.endpoint.malformed()).isZero();

            // Once may be missed.
            rig.pass(Duration.ofSeconds(41));
            TestRegistration.of(rig::now, rig.endpoint, "room2", "secret-2").register();
            assertThat(registration.dismissal()).isEqualTo("ttlExpired");
            assertThat(rig.endpoint.isRegistered(device)).isFalse();
        }
    }

    /** Passwords are asked for as ever, and whoever guesses is slowed down. */
    @Test
    void registersNobodyWithAWrongPassword() throws Exception {
        for (int i = 0; i < 4; i++) {
            try (TestTunnel tunnel = connected()) {
                TestRegistration guess = TestRegistration.on(tunnel, rig::now, rig.endpoint, "room1", "guess-" + i);
                assertThat(guess.refusal()).isEqualTo("securityDenial");
            }
        }
        assertThat(rig.endpoint.denied()).isGreaterThanOrEqualTo(4);
        assertThat(rig.endpoint.hasWrongPassword(device)).isTrue();
        assertThat(rig.endpoint.isRegistered(device)).isFalse();
        assertThat(rig.endpoint.tunnels()).isZero();
        try (TestTunnel tunnel = connected()) {
            // Even with the right one, now.
            TestRegistration late = TestRegistration.on(tunnel, rig::now, rig.endpoint, "room1", "secret-1");
            assertThat(late.refusal()).isEqualTo("securityDenial");
        }
        rig.pass(Duration.ofSeconds(30));
        try (TestTunnel tunnel = connected()) {
            registered(tunnel);
        }
    }

    /** Nobody calls before he has registered; nor are there messages of calls that there are not. */
    @Test
    void answersWhatLeadsNowhere() throws Exception {
        try (TestTunnel tunnel = connected()) {
            tunnel.send(new UnregistrationMessage.Confirm(1).encode());
            tunnel.sends(withReference(7));
            assertThat(refusal(tunnel).reason()).contains("callerNotRegistered");

            registered(tunnel);
            tunnel.sends(SignallingMessage.ofBody(
                            CallReference.ofOriginator(8), SignallingBody.Facility.coming(OTHER), Optional.of(true))
                    .toMessage()
                    .encode());
            assertThat(refusal(tunnel).cause()).contains(81);
            tunnel.sends(SignallingMessage.ofBody(
                            CallReference.ofOriginator(9).reversed(), new SignallingBody.Empty(), Optional.of(true))
                    .toMessage()
                    .encode());
            assertThat(refusal(tunnel).cause()).contains(81);
            assertThat(rig.endpoint.calls()).isZero();
            assertThat(tunnel.isCutOff()).isFalse();
        }
    }

    private static byte[] withReference(int reference) {
        byte[] packet = TestRoom.setupPacket("100");
        byte[] contents = Arrays.copyOfRange(packet, 4, packet.length);
        contents[3] = (byte) reference;
        return contents;
    }

    /** Why it may not call, or what was of no call. */
    private static ReleaseReason refusal(TestTunnel tunnel) throws InterruptedException {
        SignallingMessage answer = tunnel.others.poll(60, TimeUnit.SECONDS);
        assertThat(answer).isNotNull();
        return ((SignallingBody.Release) answer.body()).reason();
    }

    @Test
    void takesNoSuchConnectionsWhereTheSettingSaysSo() throws Exception {
        try (Rig without = Rig.withoutTraversal(folder.resolve("without"), PORTS);
                TestTunnel tunnel = new TestTunnel(without.endpoint.port())) {
            TestRegistration.on(tunnel, without::now, without.endpoint, "room1", "secret-1")
                    .begins();
            without.conferences.await(tunnel::isCutOff);
            assertThat(without.endpoint.turnedAway()).isEqualTo(1);
            assertThat(tunnel.receive()).isEmpty();
        }
    }

    @Test
    void saysWhenTheRoomIsGone() throws Exception {
        try (TestTunnel tunnel = connected()) {
            registered(tunnel);
            CompletableFuture<LegId> leg =
                    rig.endpoint.call(device, rig.into("h100")).toCompletableFuture();
            assertThat(tunnel.others.poll(60, TimeUnit.SECONDS)).isNotNull();
            tunnel.close();
            assertThatThrownBy(() -> leg.get(60, TimeUnit.SECONDS))
                    .cause()
                    .hasMessage("cannot reach the room: no connection");
        }
    }
}
