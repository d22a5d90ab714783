package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.courtbridge.codecs.h224.CameraCapabilities;
import org.courtbridge.codecs.h224.CameraMove;
import org.courtbridge.codecs.h224.ControlledCamera;
import org.courtbridge.codecs.h224.ControlledCamera.Order;
import org.courtbridge.codecs.h224.H224Frame;
import org.courtbridge.codecs.h224.H224Session;
import org.courtbridge.codecs.h224.HdlcFraming;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.DataCapability.Framing;
import org.courtbridge.h323.h245.FastStart;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.CameraOrder;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.signalling.sip.RealBridge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of far-end camera control with a room of H.323, both ways, by sockets. */
class MovedCameraTest {

    private static final CameraMove LEFT = CameraMove.of(CameraMove.Pan.LEFT);
    private static final int ROOM_SENDS = 100;

    private final List<Order> orders = new ArrayList<>();
    private final ControlledCamera moved = new ControlledCamera();
    private final H224Session session = new H224Session(
            new CameraCapabilities(
                    4,
                    false,
                    List.of(new CameraCapabilities.Source(
                            1, "", Set.of(CameraCapabilities.Kind.MOTION), Set.of(CameraCapabilities.Motion.PAN)))),
            message -> orders.addAll(moved.receive(message, Instant.now())));

    private Rig rig;
    private RememberingConferences conferences;
    private RealBridge media;
    private TestRoom room;
    private DatagramSocket socket;
    private Framing framing = Framing.OCTETS;
    private int sequence;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = new Rig(folder, new PortRange(42_400, 42_499), Rig.MINUTE);
        conferences = rig.conferences;
        media = new RealBridge(conferences);
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(20);
        room = TestRoom.call(rig.endpoint.port(), "100**" + RememberingConferences.PIN, true, false);
    }

    @AfterEach
    void close() throws Exception {
        room.close();
        socket.close();
        media.close();
        rig.close();
    }

    private void talks(Framing way) throws InterruptedException {
        framing = way;
        InetSocketAddress own = (InetSocketAddress) socket.getLocalSocketAddress();
        room.hasCamera(way, new FastStart.Ports(own, own));
        room.await(() -> room.seen(ControlAction.Opened.class).size() == 3
                && conferences
                        .media()
                        .camera()
                        .filter(camera ->
                                camera.sent().isPresent() && camera.received().isPresent())
                        .isPresent());
    }

    /** Hears what comes until it holds, and answers it. */
    private void await(BooleanSupplier condition) throws IOException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("orders so far: %s", orders).isLessThan(deadline);
            orders.addAll(moved.expire(Instant.now()));
            DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException _) {
                continue;
            }
            ByteBuf payload = Unpooled.wrappedBuffer(packet.getData(), 12, packet.getLength() - 12);
            assertThat(packet.getData()[1] & 0x7F).isEqualTo(97);
            for (H224Frame answer :
                    session.receive(H224Frame.parse(framing == Framing.HDLC ? HdlcFraming.open(payload) : payload))) {
                send(answer);
            }
        }
    }

    private void send(H224Frame frame) throws IOException {
        ByteBuf plain = Unpooled.buffer();
        frame.write(plain);
        ByteBuf packet = Unpooled.buffer();
        packet.writeByte(0x80)
                .writeByte(0x80 | ROOM_SENDS)
                .writeShort(sequence++)
                .writeInt(sequence)
                .writeInt(4711)
                .writeBytes(framing == Framing.HDLC ? HdlcFraming.wrap(plain) : plain);
        byte[] bytes = ByteBufUtil.getBytes(packet);
        int gateway = room.seen(ControlAction.Opened.class)
                .getLast()
                .media()
                .orElseThrow()
                .getPort();
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), gateway));
    }

    @ParameterizedTest
    @EnumSource
    void theClerkMovesIt(Framing way) throws Exception {
        talks(way);
        LegId leg = conferences.leg().id();
        for (H224Frame greeting : session.open()) {
            send(greeting);
        }
        await(() -> media.bridge().statistics().stream()
                .flatMap(figures -> figures.camera().stream())
                .anyMatch(camera -> camera.equals(new LegStatistics.Camera(Set.of(CameraCapabilities.Motion.PAN), 4))));

        media.bridge().steer(leg, new CameraOrder.Move(LEFT));
        await(() -> orders.contains(new Order.Move(LEFT)));
        media.bridge().steer(leg, new CameraOrder.Move(CameraMove.NONE));
        await(() -> orders.getLast().equals(new Order.Move(CameraMove.NONE)));
        media.bridge().steer(leg, new CameraOrder.StorePreset(3));
        media.bridge().steer(leg, new CameraOrder.RecallPreset(2));
        await(() -> orders.contains(new Order.Activate(2)));
        assertThat(orders)
                .containsExactly(
                        new Order.Move(LEFT),
                        new Order.Move(CameraMove.NONE),
                        new Order.Store(3),
                        new Order.Activate(2));
    }

    @Test
    void aRoomWithoutACameraIsOfferedNoChannel() throws Exception {
        room.await(() -> room.seen(ControlAction.Opened.class).size() == 2
                && conferences.media().receivedVideo().isPresent());
        assertThat(conferences.media().camera()).isEmpty();
    }
}
