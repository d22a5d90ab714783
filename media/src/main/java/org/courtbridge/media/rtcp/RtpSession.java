package org.courtbridge.media.rtcp;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.congestion.ReportEstimator;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.leg.MediaTrace.Way;
import org.courtbridge.media.leg.ObservedTransport;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.video.Party;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.receive.VideoReceiver;
import org.courtbridge.media.video.send.VideoSender;
import org.jspecify.annotations.Nullable;

/**
 * One transport of a leg, and all the streams that share it: leads each packet to its stream, and has RTCP kept up with
 * the party. Lives on the transport's event loop; what other threads may call says so.
 */
public final class RtpSession implements RtpListener {

    private static final Logger log = LogManager.getLogger();

    private static final long TICK_MILLIS = 50;

    private final Party party;
    private final LegId id;
    private final RtpTransport transport;
    private final PacedTransport line;
    private final EventLoop loop;
    private final BridgeClock clock;
    private final MediaTrace trace;
    private final Runnable lost;

    private final PayloadTypes payloadTypes = new PayloadTypes();
    private final CarriedStreams streams = new CarriedStreams();
    private final RtcpExchange rtcp;

    private @Nullable ScheduledFuture<?> ticking;
    private boolean ended;

    private volatile Optional<Snapshot> snapshot = Optional.empty();

    /** @param at {@link System#nanoTime} when it was taken */
    public record Snapshot(List<LegStatistics.Stream> streams, long at) {}

    /**
     * @param lost runs when the way to the party is gone
     * @param lineChanged runs when the party can be sent more or less than before
     */
    public RtpSession(
            Party party,
            RtpTransport transport,
            BridgeClock clock,
            MediaTrace trace,
            Runnable lost,
            Runnable lineChanged) {
        this.party = party;
        this.id = party.leg().id();
        this.transport = transport;
        this.loop = transport.loop();
        this.clock = clock;
        this.trace = trace;
        this.lost = lost;
        this.line = new PacedTransport(
                new ObservedTransport(transport, id, trace, this::sent), clock, party.guard(), lineChanged);
        this.rtcp = new RtcpExchange(party, streams, line, clock);
    }

    /** The transport that everything this bridge sends must go through. */
    public PacedTransport line() {
        return line;
    }

    /** The sender of requests to the party for keyframes and lost packets. */
    public VideoReceiver.Uplink requests() {
        return rtcp.requests();
    }

    /** Begins to hear, or goes on with other streams. From any thread. */
    public void carry(Streams carried) {
        loop.execute(() -> {
            streams.agreed(carried);
            payloadTypes.agreed(carried);
            line.agreed(carried.sentAudio(), carried.outputs());
            rtcp.agreed(clock.now());
            if (ticking == null && !ended) {
                rtcp.begin(clock.now());
                transport.listener(this);
                ticking = loop.scheduleAtFixedRate(
                        party.guard().task(Part.MEDIA_CONTROL, this::tick),
                        TICK_MILLIS,
                        TICK_MILLIS,
                        TimeUnit.MILLISECONDS);
            }
        });
    }

    @Override
    public void rtp(RtpPacket packet, long arrival) {
        assert loop.inEventLoop();
        if (ended) {
            return;
        }
        if (party.mayBeTraced()) {
            trace.media(Way.FROM_PARTY, id, transport, packet.getBuffer(), packet.getOffset(), packet.getLength());
        }
        rtcp.arrived(packet, arrival);
        switch (payloadTypes.of(packet.payloadType())) {
            case SOUND -> {
                streams.receivedSound().received(packet, arrival);
                party.port().rtp(packet, arrival);
            }
            case PICTURE -> {
                Optional<SimulcastReceiver> source = streams.agreed().source();
                if (source.isPresent() && !source.get().rtp(packet, arrival)) {
                    transport.refused();
                }
            }
            case UNKNOWN -> transport.refused();
        }
    }

    /** Sound on its way out; pictures count themselves. */
    private void sent(RtpPacket packet) {
        streams.sent(packet, clock);
    }

    @Override
    public void rtcp(byte[] compound, int offset, int length, long arrival) {
        assert loop.inEventLoop();
        if (ended) {
            return;
        }
        trace.media(Way.FROM_PARTY, id, transport, compound, offset, length);
        List<RtcpPacket> packets;
        try {
            packets = RtcpPacket.parse(Unpooled.wrappedBuffer(compound, offset, length));
        } catch (MalformedPacketException e) {
            transport.refused();
            return;
        }
        rtcp.heard(packets, arrival);
    }

    @Override
    public void ready() {
        streams.agreed().outputs().forEach(output -> output.ready(clock.now()));
    }

    @Override
    public void moved() {
        line.moved(clock.now());
    }

    @Override
    public void lost(String reason) {
        log.info("leg {}: lost its media: {}", id, reason);
        lost.run();
    }

    private void tick() {
        long now = clock.now();
        Streams carried = streams.agreed();
        carried.source().ifPresent(source -> source.tick(now));
        rtcp.sayArrivals(now);
        line.tick(now);
        carried.outputs().forEach(output -> output.tick(now));
        int train = line.train(now);
        if (train > 0) {
            line.trained(train, rtcp.train(train, now), now);
        }
        line.ask(now).ifPresent(asked -> ask(asked, now));
        if (rtcp.report(transport.ready(), now)) {
            publish(now);
        }
    }

    private void ask(ReportEstimator.Question asked, long now) {
        rtcp.load(asked.octets());
        int question = line.asked(asked.octets(), now);
        // What was written leaves with the loop's next task; a question that overtakes its train finds no queue.
        loop.execute(() -> {
            for (int i = 0; i < asked.times(); i++) {
                party.leg().echo(() -> loop.execute(() -> line.answered(question, clock.now())));
            }
        });
    }

    private void publish(long now) {
        List<LegStatistics.Stream> published = streams.snapshot(now);
        rtcp.publishLoss(now);
        Optional<PacketProtection> protection = transport.protection();
        snapshot = Optional.of(new Snapshot(
                published.stream().map(stream -> stream.under(protection)).toList(), now));
    }

    /** Per cent of what it is sent that the party misses, as of {@link ReportedStream#loss}; of the first picture. From any thread. */
    public OptionalDouble reportedLoss(LegStatistics.Medium medium) {
        return rtcp.reportedLoss(medium);
    }

    /** As of the last second. From any thread. */
    public List<LegStatistics.Stream> snapshot() {
        return snapshot.map(Snapshot::streams).orElse(List.of());
    }

    /** The same, with its time. From any thread. */
    public Optional<Snapshot> timedSnapshot() {
        return snapshot;
    }

    /** Says goodbye and hears nothing more. From any thread. */
    public void end() {
        loop.execute(() -> {
            if (ended || ticking == null) {
                return;
            }
            ended = true;
            ticking.cancel(false);
            rtcp.goodbye();
            streams.agreed().outputs().forEach(VideoSender::end);
            streams.end();
        });
    }
}
