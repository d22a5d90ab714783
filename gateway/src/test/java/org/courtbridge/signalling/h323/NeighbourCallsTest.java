package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.ras.AdmissionMessage;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.LocationMessage;
import org.courtbridge.h323.ras.RasMessage;
import org.courtbridge.media.transport.PortRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls between a room of our gatekeeper, which routes, and one of a neighbour's. */
class NeighbourCallsTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final InetAddress NEIGHBOUR = InetAddress.ofLiteral("127.0.0.3");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("127.0.0.4");
    private static final PortRange PORTS = new PortRange(45_100, 45_199);
    private static final Octets OTHER_CALL = Octets.ofHex("ffeeddccbbaa99887766554433221100");

    @TempDir
    private Path folder;

    private DatagramSocket neighbour;
    private DatagramSocket stranger;

    @BeforeEach
    void open() throws IOException {
        neighbour = socket(NEIGHBOUR);
        stranger = socket(ELSEWHERE);
    }

    private static DatagramSocket socket(InetAddress address) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, address);
        socket.setSoTimeout(60_000);
        return socket;
    }

    @AfterEach
    void close() {
        neighbour.close();
        stranger.close();
    }

    private Rig rig(CallModel callModel) throws IOException {
        Rig rig = Rig.of(
                callModel,
                folder,
                PORTS,
                SentMessages.trace(),
                new InetSocketAddress(NEIGHBOUR, neighbour.getLocalPort()));
        rig.devices.add("Зал 1", "room1", "secret-1");
        rig.devices.add("Зал 2", "room2", "secret-2");
        return rig;
    }

    private static RasMessage received(DatagramSocket at) throws IOException {
        return RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(datagram(at)));
    }

    private static byte[] datagram(DatagramSocket at) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        at.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private static void send(DatagramSocket from, RasMessage message, int port) throws IOException {
        byte[] octets = message.encode();
        from.send(new DatagramPacket(octets, octets.length, HERE, port));
    }

    private static RasMessage asks(DatagramSocket from, Rig rig, String called, Optional<Octets> call)
            throws IOException {
        LocationMessage.Request request = new LocationMessage.Request(
                1,
                Optional.empty(),
                List.of(new AliasAddress.H323Id(called)),
                Optional.of((InetSocketAddress) from.getLocalSocketAddress()),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                call);
        send(from, request, rig.endpoint.rasPort());
        return received(from);
    }

    private static TestRoom calls(Rig rig, Octets identifier) throws IOException {
        return TestRoom.call(identifier, ELSEWHERE, rig.endpoint.port(), "Room2", true, false);
    }

    private static ReleaseReason released(TestRoom room) throws InterruptedException {
        room.awaitSeen(SignallingBody.Release.class);
        return room.seen(SignallingBody.Release.class).getFirst().reason();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesOneCallThatANeighbourWasToldToSend(boolean identified) throws Exception {
        try (Rig rig = rig(CallModel.GATEKEEPER_ROUTED);
                TestRoom callee = TestRoom.waiting(true, false);
                TestRegistration room2 = TestRegistration.made(rig.endpoint, "room2", "secret-2", callee.address())) {
            RasMessage answer =
                    asks(neighbour, rig, "room2", identified ? Optional.of(TestRoom.CALL) : Optional.empty());
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            LocationMessage.Confirm.class,
                            confirm -> assertThat(confirm.callSignalAddress())
                                    .contains(new InetSocketAddress(HERE, rig.endpoint.port())));
            if (identified) {
                try (TestRoom other = calls(rig, OTHER_CALL)) {
                    assertThat(released(other)).isEqualTo(ReleaseReason.NO_PERMISSION);
                }
            }
            try (TestRoom caller = calls(rig, TestRoom.CALL)) {
                callee.awaitSeen(SignallingBody.Setup.class);
                assertThat(rig.endpoint.routedCalls()).isEqualTo(1);
                room2.answers(TestRoom.CALL);
                callee.refuses(ReleaseReason.BUSY);
                assertThat(released(caller)).isEqualTo(ReleaseReason.BUSY);
            }
            rig.conferences.await(() -> rig.endpoint.routedCalls() == 0);
            try (TestRoom again = calls(rig, TestRoom.CALL)) {
                assertThat(released(again)).isEqualTo(ReleaseReason.NO_PERMISSION);
            }
        }
    }

    /** A stranger who asks where a room is opens no way to it. */
    @Test
    void takesNoCallOfWhoeverIsNoNeighbour() throws Exception {
        try (Rig rig = rig(CallModel.GATEKEEPER_ROUTED);
                TestRoom callee = TestRoom.waiting(true, false);
                TestRegistration _ = TestRegistration.made(rig.endpoint, "room2", "secret-2", callee.address())) {
            assertThat(asks(stranger, rig, "room2", Optional.of(TestRoom.CALL)))
                    .isInstanceOf(LocationMessage.Reject.class);
            assertThat(asks(neighbour, rig, "room9", Optional.of(TestRoom.CALL)))
                    .isInstanceOf(LocationMessage.Reject.class);
            try (TestRoom caller = calls(rig, TestRoom.CALL)) {
                assertThat(released(caller)).isEqualTo(ReleaseReason.NO_PERMISSION);
            }
            assertThat(callee.seen).isEmpty();
        }
    }

    /** The neighbour answers with an address: there it goes by us, or the room calls it itself. */
    @ParameterizedTest
    @CsvSource({"DIRECT, far", "GATEKEEPER_ROUTED, far", "DIRECT, 5009", "GATEKEEPER_ROUTED, 5009"})
    void findsANeighboursRoom(CallModel callModel, String called) throws Exception {
        try (Rig rig = rig(callModel);
                TestRoom callee = TestRoom.waiting(true, false);
                TestRegistration room1 =
                        TestRegistration.made(rig.endpoint, "room1", "secret-1", new InetSocketAddress(HERE, 17_999))) {
            CompletableFuture<LocationMessage.Request> asked = CompletableFuture.supplyAsync(() -> {
                try {
                    LocationMessage.Request request = (LocationMessage.Request) received(neighbour);
                    send(
                            neighbour,
                            new LocationMessage.Confirm(
                                    request.requestSeqNum(),
                                    Optional.of(callee.address()),
                                    Optional.of((InetSocketAddress) neighbour.getLocalSocketAddress()),
                                    List.of()),
                            rig.endpoint.rasPort());
                    return request;
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            AdmissionMessage.Confirm admitted = room1.calls(TestRoom.CALL, called);
            assertThat(asked.get().callIdentifier()).contains(TestRoom.CALL);
            assertThat(admitted.callModel()).isEqualTo(callModel);
            if (callModel == CallModel.DIRECT) {
                assertThat(admitted.destCallSignalAddress()).contains(callee.address());
                return;
            }
            assertThat(admitted.destCallSignalAddress()).contains(new InetSocketAddress(HERE, rig.endpoint.port()));
            try (TestRoom caller = TestRoom.call(rig.endpoint.port(), called, true, false)) {
                callee.awaitSeen(SignallingBody.Setup.class);
                callee.refuses(ReleaseReason.BUSY);
                assertThat(released(caller)).isEqualTo(ReleaseReason.BUSY);
            }
        }
    }
}
