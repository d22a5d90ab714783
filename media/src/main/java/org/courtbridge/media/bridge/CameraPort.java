package org.courtbridge.media.bridge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.h224.CameraCapabilities;
import org.courtbridge.codecs.h224.CameraControl;
import org.courtbridge.codecs.h224.CameraMessage;
import org.courtbridge.codecs.h224.H224Frame;
import org.courtbridge.codecs.h224.H224Session;
import org.courtbridge.codecs.h224.HdlcFraming;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.Guard;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.CameraOrder;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.leg.MediaTrace.Way;
import org.courtbridge.media.leg.ObservedTransport;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.jspecify.annotations.Nullable;

/**
 * Moves the camera of one room by H.281, and says what the room wants of the camera of whom it sees; to a room that may not have that,
 * we have no camera. Lives on the transport's event loop; what other threads may call says so.
 */
public final class CameraPort implements RtpListener {

    /** Time after which a movement of a camera stops unless it is ordered again. */
    static final Duration LONGEST_MOVE = Duration.ofSeconds(5);

    private static final long TICK_MILLIS = 50;
    private static final long BETWEEN_GREETINGS = 2_000_000_000;
    private static final int MOST_GREETINGS = 3;

    private static final CameraCapabilities NO_CAMERA = new CameraCapabilities(0, false, List.of());

    /** Whoever is seen may have a camera that can do less; what it cannot do it leaves. */
    private static final CameraCapabilities ANY_CAMERA = new CameraCapabilities(
            15,
            false,
            List.of(new CameraCapabilities.Source(
                    CameraCapabilities.MAIN_CAMERA,
                    "",
                    EnumSet.of(CameraCapabilities.Kind.MOTION),
                    EnumSet.allOf(CameraCapabilities.Motion.class))));

    /** Receives a room's orders to the camera of the party that it sees; on the transport's event loop. */
    interface Wishes {

        /** Whether the room may give such orders now. */
        boolean areHeeded();

        void wish(CameraOrder order);
    }

    private final LegId leg;
    private final RtpTransport transport;
    private final H224Sender sender;
    private final BridgeClock clock;
    private final MediaTrace trace;
    private final Guard guard;
    private final CameraControl control = new CameraControl();
    private final WishedCamera others;
    private final H224Session session;

    private volatile LegMedia.Camera agreed;
    private volatile Optional<CameraCapabilities> told = Optional.empty();
    private int greetings;
    private long nextGreeting;
    private @Nullable ScheduledFuture<?> ticking;
    private boolean ended;

    CameraPort(LegId leg, LegMedia.Camera agreed, BridgeClock clock, MediaTrace trace, Guard guard, Wishes wishes) {
        this.leg = leg;
        this.others = new WishedCamera(wishes, clock);
        this.session = new H224Session(NO_CAMERA, others::asked);
        this.agreed = agreed;
        this.transport = agreed.transport();
        this.sender = new H224Sender(new ObservedTransport(transport, leg, trace, sent -> {}), clock);
        this.clock = clock;
        this.trace = trace;
        this.guard = guard;
        this.nextGreeting = clock.now();
    }

    /** Begins to hear, or goes on with what was agreed now. From any thread. */
    void carry(LegMedia.Camera changed) {
        agreed = changed;
        transport.loop().execute(() -> {
            if (ticking == null && !ended) {
                transport.listener(this);
                ticking = transport
                        .loop()
                        .scheduleAtFixedRate(
                                guard.task(Part.CAMERAS, this::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    /** Whether this goes on by what was agreed anew. From any thread. */
    boolean goesOnAs(LegMedia.Camera changed) {
        return transport == changed.transport();
    }

    /** Has no effect on a room that takes no orders. From any thread. */
    void steer(CameraOrder order) {
        transport.loop().execute(() -> {
            if (!ended) {
                say(
                        switch (order) {
                            case CameraOrder.Move move -> control.move(move.move(), now(), LONGEST_MOVE);
                            case CameraOrder.StorePreset store -> control.storePreset(store.preset());
                            case CameraOrder.RecallPreset recall -> control.activatePreset(recall.preset());
                        });
            }
        });
    }

    /** The room's camera with what it can do, as far as the room has told; empty if it takes no orders. From any thread. */
    Optional<LegStatistics.Camera> camera() {
        return agreed.sent().isEmpty()
                ? Optional.empty()
                : Optional.of(told.map(LegStatistics.Camera::of).orElse(LegStatistics.Camera.UNTOLD));
    }

    private void tick() {
        if (greetings < MOST_GREETINGS
                && !session.hasCamera()
                && clock.now() - nextGreeting >= 0
                && transport.ready()) {
            greetings++;
            nextGreeting = clock.now() + BETWEEN_GREETINGS;
            session.open().forEach(this::send);
        }
        say(control.expire(now()));
        others.offeredAnew().ifPresent(offered -> send(session.has(offered ? ANY_CAMERA : NO_CAMERA)));
        others.tick();
    }

    private Instant now() {
        return Instant.EPOCH.plusNanos(clock.now());
    }

    private void say(List<CameraMessage> messages) {
        messages.forEach(message -> send(message.frame()));
    }

    private void send(H224Frame frame) {
        sender.send(frame, agreed);
    }

    @Override
    public void rtp(RtpPacket received, long arrival) {
        if (ended) {
            return;
        }
        trace.media(Way.FROM_PARTY, leg, transport, received.getBuffer(), received.getOffset(), received.getLength());
        if (agreed.received().isEmpty()
                || received.payloadType() != agreed.received().getAsInt()) {
            transport.refused();
            return;
        }
        try {
            ByteBuf payload =
                    Unpooled.wrappedBuffer(received.getBuffer(), received.payloadAt(), received.payloadLength());
            H224Frame frame = H224Frame.parse(agreed.receivedByHdlc() ? HdlcFraming.open(payload) : payload);
            session.receive(frame).forEach(this::send);
            told = session.capabilities();
        } catch (MalformedPacketException e) {
            transport.refused();
        }
    }

    /** Nothing is measured of these packets. */
    @Override
    public void rtcp(byte[] compound, int offset, int length, long arrival) {}

    /** Sound and picture say when a party is gone. */
    @Override
    public void lost(String reason) {}

    /** The camera stands still, and nothing is heard any more. From any thread. */
    void end() {
        transport.loop().execute(() -> {
            if (ended || ticking == null) {
                return;
            }
            ended = true;
            ticking.cancel(false);
            say(control.stop());
            others.end();
        });
    }
}
