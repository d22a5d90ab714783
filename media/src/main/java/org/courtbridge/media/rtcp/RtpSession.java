package org.courtbridge.media.rtcp;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.congestion.ReportEstimator;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.codecs.rtp.ReceiverReport;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.leg.MediaTrace.Way;
import org.courtbridge.media.leg.ObservedTransport;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.video.Party;
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
    private static final long REPORT_INTERVAL = 1_000_000_000;

    /** A receiver needs two reports of a new stream before it can align it with another. */
    private static final long SECOND_REPORT = 500_000_000;

    private final Party party;
    private final LegId id;
    private final RtpTransport transport;
    private final PacedTransport line;
    private final EventLoop loop;
    private final BridgeClock clock;
    private final MediaTrace trace;
    private final Runnable lost;

    private final PayloadTypes payloadTypes = new PayloadTypes();
    private final ReceivedSound receivedSound = new ReceivedSound();
    private Optional<SentSound> sentSound = Optional.empty();
    private final RtcpSender rtcp;
    private final VideoReceiver.Uplink requests;
    private final TransportFeedbackSender arrivals;
    private final BitrateLimit bitrateLimit;
    private final RtcpReceiver.Limits limits;

    private Streams streams = Streams.NONE;
    private RtcpReceiver receiver;
    private long nextReport;
    private @Nullable ScheduledFuture<?> ticking;
    private boolean ended;

    private volatile Optional<Snapshot> snapshot = Optional.empty();

    /** @param at {@link System#nanoTime} when it was taken */
    public record Snapshot(List<LegStatistics.Stream> streams, long at) {}

    /** By SSRC. */
    private final Map<Long, ReportedStream> reported = new HashMap<>();

    private volatile Map<LegStatistics.Medium, OptionalDouble> reportedLoss = Map.of();

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
        this.rtcp = new RtcpSender(line, clock);
        this.requests = new RtcpFeedbackRequests(rtcp, party.leg());
        this.arrivals = new TransportFeedbackSender(rtcp);
        this.bitrateLimit = new BitrateLimit(rtcp, party.leg());
        this.limits = new RtcpReceiver.Limits(new TmmbrReceiver(rtcp, line), bitrateLimit);
        this.receiver = receiver(streams, sentSound);
    }

    private RtcpReceiver receiver(Streams carried, Optional<SentSound> sound) {
        return new RtcpReceiver(
                carried,
                receivedSound,
                party.port().clock(),
                sound,
                line,
                limits,
                party.leg().kind() == Leg.Kind.ROOM);
    }

    /** The transport that everything this bridge sends must go through. */
    public PacedTransport line() {
        return line;
    }

    /** The sender of requests to the party for keyframes and lost packets. */
    public VideoReceiver.Uplink requests() {
        return requests;
    }

    /** Begins to hear, or goes on with other streams. From any thread. */
    public void carry(Streams carried) {
        loop.execute(() -> {
            streams = carried;
            reported.keySet().retainAll(carried.sentSsrcs());
            payloadTypes.agreed(carried);
            carried.receivedAudio().ifPresent(receivedSound::agreed);
            carried.sentAudio().ifPresent(sound -> sentSound = Optional.of(SentSound.following(sentSound, sound)));
            arrivals.agreed(carried, clock.now());
            rtcp.agreed(carried);
            line.agreed(carried.sentAudio(), carried.outputs());
            limits.ours().keep(Set.copyOf(carried.sentSsrcs()), clock.now());
            receiver = receiver(carried, carried.sentAudio().flatMap(any -> sentSound));
            if (ticking == null && !ended) {
                nextReport = clock.now() + REPORT_INTERVAL;
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
        trace.media(Way.FROM_PARTY, id, transport, packet.getBuffer(), packet.getOffset(), packet.getLength());
        arrivals.note(packet, arrival);
        switch (payloadTypes.of(packet.payloadType())) {
            case SOUND -> {
                receivedSound.received(packet, arrival);
                party.port().rtp(packet, arrival);
            }
            case PICTURE -> {
                if (streams.source().isPresent() && !streams.source().get().rtp(packet, arrival)) {
                    transport.refused();
                }
            }
            case UNKNOWN -> transport.refused();
        }
    }

    /** Sound on its way out; pictures count themselves. */
    private void sent(RtpPacket packet) {
        if (sentSound.isPresent() && streams.sentAudio().isPresent()) {
            sentSound.get().sent(packet, clock.now());
        }
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
        Instant wall = clock.wall().instant();
        packets.forEach(packet -> {
            receiver.heard(packet, arrival, wall);
            heard(packet, arrival);
        });
    }

    private void heard(RtcpPacket packet, long arrival) {
        if (packet instanceof SenderReport report) {
            heard(report.reports(), arrival);
        } else if (packet instanceof ReceiverReport report) {
            heard(report.reports(), arrival);
        }
    }

    private void heard(List<ReportBlock> blocks, long arrival) {
        List<Long> ours = streams.sentSsrcs();
        sending().forEach(sent -> reported(sent).reported(blocks, ours, arrival));
    }

    private ReportedStream reported(SendingStatistics sent) {
        ReportedStream known = reported.get(sent.ssrc());
        if (known == null || known.sent() != sent) {
            known = new ReportedStream(sent);
            reported.put(sent.ssrc(), known);
        }
        return known;
    }

    @Override
    public void ready() {
        streams.outputs().forEach(output -> output.ready(clock.now()));
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
        streams.source().ifPresent(source -> source.tick(now));
        arrivals.tick(streams, now);
        line.tick(now);
        streams.outputs().forEach(output -> output.tick(now));
        int train = line.train(now);
        if (train > 0) {
            line.trained(train, rtcp.train(train, sending(), now), now);
        }
        line.ask(now).ifPresent(asked -> ask(asked, now));
        boolean early = hasNews() && transport.ready() && !line.awaitsReport(now);
        if (early || now - nextReport >= 0) {
            nextReport = now + (early ? SECOND_REPORT : REPORT_INTERVAL);
            rtcp.report(line.awaitsReport(now) ? List.of() : sending(), received(now), now);
            bitrateLimit.tell(streams);
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

    /** Whether a stream has begun of which nothing was reported. */
    private boolean hasNews() {
        boolean news = streams.sentAudio().isPresent()
                && sentSound.isPresent()
                && sentSound.get().statistics().isUnreported();
        for (VideoSender output : streams.outputs()) {
            news |= output.statistics().isUnreported();
        }
        return news;
    }

    private List<SendingStatistics> sending() {
        List<SendingStatistics> sending = new ArrayList<>();
        if (streams.sentAudio().isPresent()) {
            sentSound.ifPresent(sound -> sending.add(sound.statistics()));
        }
        streams.outputs().forEach(output -> sending.add(output.statistics()));
        return sending;
    }

    private List<ReportBlock> received(long now) {
        List<ReportBlock> blocks = new ArrayList<>(2);
        if (streams.receivedAudio().isPresent()) {
            receivedSound.report(now).ifPresent(blocks::add);
        }
        streams.source().ifPresent(source -> blocks.addAll(source.reports(now)));
        return blocks;
    }

    private void publish(long now) {
        List<LegStatistics.Stream> published = new ArrayList<>();
        streams.receivedAudio().ifPresent(any -> published.add(receivedSound.snapshot(now)));
        if (streams.sentAudio().isPresent()) {
            sentSound.ifPresent(sound -> published.add(sound.snapshot(now)));
        }
        streams.source().ifPresent(source -> published.addAll(source.snapshot(now)));
        streams.outputs().forEach(output -> published.add(output.snapshot(now)));
        publishLoss(now);
        Optional<PacketProtection> protection = transport.protection();
        snapshot = Optional.of(new Snapshot(
                published.stream().map(stream -> stream.under(protection)).toList(), now));
    }

    private void publishLoss(long now) {
        Map<LegStatistics.Medium, OptionalDouble> loss = new EnumMap<>(LegStatistics.Medium.class);
        if (streams.sentAudio().isPresent()) {
            sentSound.ifPresent(sound -> loss.put(LegStatistics.Medium.AUDIO, loss(sound.statistics(), now)));
        }
        streams.outputs().stream()
                .findFirst()
                .ifPresent(output -> loss.put(LegStatistics.Medium.VIDEO, loss(output.statistics(), now)));
        reportedLoss = loss;
    }

    private OptionalDouble loss(SendingStatistics sent, long now) {
        ReportedStream stream = reported(sent);
        stream.tick(now);
        return stream.loss();
    }

    /** Per cent of what it is sent that the party misses, as of {@link ReportedStream#loss}; of the first picture. From any thread. */
    public OptionalDouble reportedLoss(LegStatistics.Medium medium) {
        return reportedLoss.getOrDefault(medium, OptionalDouble.empty());
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
            streams.outputs().forEach(VideoSender::end);
            streams = Streams.NONE;
        });
    }
}
