package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.h224.CameraCapabilities;
import org.courtbridge.codecs.h224.CameraCapabilities.Kind;
import org.courtbridge.codecs.h224.CameraCapabilities.Motion;
import org.courtbridge.codecs.h224.CameraCapabilities.Source;
import org.courtbridge.codecs.h224.CameraControl;
import org.courtbridge.codecs.h224.CameraMessage;
import org.courtbridge.codecs.h224.CameraMove;
import org.courtbridge.codecs.h224.ClientId;
import org.courtbridge.codecs.h224.ControlledCamera;
import org.courtbridge.codecs.h224.ControlledCamera.Order;
import org.courtbridge.codecs.h224.H224Frame;
import org.courtbridge.codecs.h224.H224Session;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.Guard;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.CameraOrder;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.MediaTrace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A camera port with a room behind it, in simulated time. */
class CameraPortTest {

    private static final CameraMove LEFT = CameraMove.of(CameraMove.Pan.LEFT);
    private static final int SENT = 99;
    private static final int RECEIVED = 107;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final SimulatedTransport transport = new SimulatedTransport(channel.eventLoop());
    private final CameraPort port = new CameraPort(
            new LegId("room"),
            camera(OptionalInt.of(SENT)),
            new BridgeClock(() -> Instant.EPOCH, ticker::nanoTime),
            MediaTrace.OFF,
            new Guard(new InternalErrors(InstantSource.system()), "the room", () -> ended = true),
            new CameraPort.Wishes() {
                @Override
                public boolean areHeeded() {
                    if (faulty) {
                        throw new IllegalStateException("a fault, as a test wants it");
                    }
                    return heeded;
                }

                @Override
                public void wish(CameraOrder order) {
                    wishes.add(order);
                }
            });

    private boolean heeded;
    private boolean faulty;
    private boolean ended;
    private final List<CameraOrder> wishes = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final ControlledCamera moved = new ControlledCamera();
    private final H224Session room = new H224Session(
            new CameraCapabilities(
                    8, false, List.of(new Source(1, "", Set.of(Kind.MOTION), Set.of(Motion.PAN, Motion.TILT)))),
            message -> orders.addAll(moved.receive(message, Instant.EPOCH.plusNanos(ticker.nanoTime()))));

    private int heard;
    private int sequence;

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private LegMedia.Camera camera(OptionalInt sent) {
        return new LegMedia.Camera(transport, 4711, sent, OptionalInt.of(RECEIVED), false, false);
    }

    private void carry() {
        port.carry(camera(OptionalInt.of(SENT)));
        channel.runPendingTasks();
    }

    @Test
    void aCameraMovesWhileItIsWishedAndNoLonger() {
        carry();
        steer(new CameraOrder.Move(LEFT));
        later(3_000);
        assertThat(orders).containsExactly(new Order.Move(LEFT));
        steer(new CameraOrder.Move(CameraMove.NONE));
        assertThat(orders).containsExactly(new Order.Move(LEFT), new Order.Move(CameraMove.NONE));

        steer(new CameraOrder.StorePreset(3));
        steer(new CameraOrder.RecallPreset(15));
        assertThat(orders).endsWith(new Order.Store(3), new Order.Activate(15));
    }

    @Test
    void aCameraThatNobodyStopsStandsStillAllTheSame() {
        carry();
        steer(new CameraOrder.Move(LEFT));
        later(4_900);
        assertThat(orders).hasSize(1);
        later(200);
        assertThat(orders).containsExactly(new Order.Move(LEFT), new Order.Move(CameraMove.NONE));
    }

    @Test
    void theRoomIsAskedWhatItHasUntilItSaysSo() {
        carry();
        assertThat(port.camera()).contains(LegStatistics.Camera.UNTOLD);
        later(100);
        List<H224Frame> greeting = frames();
        assertThat(greeting)
                .hasSize(4)
                .allSatisfy(frame -> assertThat(frame.client()).isEqualTo(ClientId.MANAGEMENT));
        later(2_000);
        assertThat(frames()).hasSize(8);
        greeting.forEach(frame -> room.receive(frame).forEach(this::arrive));
        assertThat(port.camera()).contains(new LegStatistics.Camera(Set.of(Motion.PAN, Motion.TILT), 8));
        later(6_000);
        assertThat(frames()).hasSize(8);
    }

    @Test
    void aFaultInItEndsTheRoomsCall() {
        carry();
        later(100);
        assertThat(ended).isFalse();
        faulty = true;
        later(100);
        assertThat(ended).isTrue();
    }

    @Test
    void aRoomThatSaysNothingIsNotAskedForEver() {
        carry();
        later(20_000);
        assertThat(frames()).hasSize(12);
    }

    @Test
    void aRoomSeesACameraOnlyWhereItMayMoveOne() {
        carry();
        later(100);
        frames().forEach(frame -> room.receive(frame).forEach(this::arrive));
        assertThat(room.capabilities().orElseThrow().sources()).isEmpty();
        int before = frames().size();
        heeded = true;
        later(100);
        frames().stream().skip(before).forEach(room::receive);
        assertThat(room.capabilities().orElseThrow().sources().getFirst().motions())
                .containsExactlyInAnyOrder(Motion.values());
    }

    @Test
    void whatARoomWantsIsWishedForAsLongAsItSaysSo() {
        carry();
        CameraControl theirs = new CameraControl();
        theirs.move(LEFT, now(), Duration.ofMinutes(1)).forEach(message -> arrive(message.frame()));
        for (int passed = 0; passed < 6_000; passed += 50) {
            later(50);
            theirs.expire(now()).forEach(message -> arrive(message.frame()));
        }
        assertThat(wishes).hasSizeBetween(4, 6).containsOnly(new CameraOrder.Move(LEFT));

        theirs.stop().forEach(message -> arrive(message.frame()));
        assertThat(wishes.getLast()).isEqualTo(new CameraOrder.Move(CameraMove.NONE));
        theirs.activatePreset(7).forEach(message -> arrive(message.frame()));
        assertThat(wishes.getLast()).isEqualTo(new CameraOrder.RecallPreset(7));
        int all = wishes.size();
        later(5_000);
        assertThat(wishes).hasSize(all);
    }

    @Test
    void aRoomThatFallsSilentMovesNothingAnyMore() {
        carry();
        new CameraControl().move(LEFT, now(), Duration.ofMinutes(1)).forEach(message -> arrive(message.frame()));
        later(900);
        assertThat(wishes).containsExactly(new CameraOrder.Move(LEFT), new CameraOrder.Move(CameraMove.NONE));
    }

    private Instant now() {
        return Instant.EPOCH.plusNanos(ticker.nanoTime());
    }

    @Test
    void packetsAreOneStream() {
        carry();
        steer(new CameraOrder.Move(LEFT));
        later(1_000);
        List<RtpPacket> packets = transport.packets();
        assertThat(packets).hasSizeGreaterThan(5).allSatisfy(packet -> {
            assertThat(packet.ssrc()).isEqualTo(4711);
            assertThat(packet.payloadType()).isEqualTo(SENT);
        });
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).sequenceNumber())
                    .isEqualTo(packets.get(i - 1).sequenceNumber() + 1 & 0xFFFF);
        }
        // 4800 units a second; the last was sent after 0.9 to 1 s.
        assertThat(packets.getLast().timestamp()).isBetween(4_000L, 4_801L);
    }

    @Test
    void whoTakesNoOrdersIsSentNothing() {
        port.carry(camera(OptionalInt.empty()));
        steer(new CameraOrder.Move(LEFT));
        later(1_000);
        assertThat(transport.packets()).isEmpty();
        assertThat(port.camera()).isEmpty();
    }

    @Test
    void whatTheRoomWantsOfOthersMovesNothingAndJunkIsRefused() {
        carry();
        arrive(new CameraMessage.StartAction(LEFT, CameraMessage.LONGEST_TIMEOUT).frame());
        arrive(new byte[] {1, 2, 3});
        later(3_000);
        assertThat(frames()).noneSatisfy(frame -> assertThat(frame.client()).isEqualTo(ClientId.CAMERA));
    }

    @Test
    void theLastWordIsToStandStill() {
        carry();
        steer(new CameraOrder.Move(LEFT));
        port.end();
        channel.runPendingTasks();
        hear();
        assertThat(orders).containsExactly(new Order.Move(LEFT), new Order.Move(CameraMove.NONE));
        int said = frames().size();
        steer(new CameraOrder.Move(LEFT));
        later(1_000);
        assertThat(frames()).hasSize(said);
    }

    private void steer(CameraOrder order) {
        port.steer(order);
        channel.runPendingTasks();
        hear();
    }

    private void later(long millis) {
        for (long passed = 0; passed < millis; passed += 10) {
            ticker.advance(10, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
            hear();
        }
    }

    private List<H224Frame> frames() {
        return transport.packets().stream()
                .map(packet -> H224Frame.parse(
                        Unpooled.wrappedBuffer(packet.getBuffer(), packet.payloadAt(), packet.payloadLength())))
                .toList();
    }

    /** The camera does what it has been told. */
    private void hear() {
        orders.addAll(moved.expire(Instant.EPOCH.plusNanos(ticker.nanoTime())));
        List<H224Frame> all = frames();
        for (; heard < all.size(); heard++) {
            if (all.get(heard).client().equals(ClientId.CAMERA)) {
                room.receive(all.get(heard));
            }
        }
    }

    private void arrive(H224Frame frame) {
        ByteBuf payload = Unpooled.buffer();
        frame.write(payload);
        byte[] bytes = new byte[payload.readableBytes()];
        payload.readBytes(bytes);
        arrive(bytes);
    }

    private void arrive(byte[] payload) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + payload.length];
        bytes[0] = (byte) 0x80;
        System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, payload.length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.payloadType(RECEIVED);
        packet.sequenceNumber(sequence++);
        transport.arrive(packet, ticker.nanoTime());
        channel.runPendingTasks();
    }
}
