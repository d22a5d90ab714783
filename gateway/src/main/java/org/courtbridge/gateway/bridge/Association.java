package org.courtbridge.gateway.bridge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.rtp.ApplicationDefined;
import org.courtbridge.codecs.rtp.FullIntraRequest;
import org.courtbridge.codecs.rtp.GenericNack;
import org.courtbridge.codecs.rtp.Goodbye;
import org.courtbridge.codecs.rtp.HeaderExtensions;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.ReceiverReport;
import org.courtbridge.codecs.rtp.ReceptionStatistics;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.codecs.rtp.SourceDescription;
import org.courtbridge.codecs.rtp.TransportCcRecorder;
import org.courtbridge.codecs.rtp.TransportFeedback;
import org.courtbridge.codecs.rtp.UnknownRtcp;
import org.courtbridge.gateway.bridge.LegMedia.Feedback;
import org.courtbridge.gateway.bridge.LegMedia.KeyframeWay;
import org.courtbridge.gateway.bridge.LegMedia.ReceivedAudio;
import org.courtbridge.gateway.bridge.LegMedia.SentAudio;
import org.courtbridge.gateway.bridge.MediaTrace.Way;
import org.courtbridge.gateway.transport.RtpListener;
import org.courtbridge.gateway.transport.RtpTransport;
import org.jspecify.annotations.Nullable;

/**
 * One transport of a leg, and all the streams that share it: tells them apart by payload type and SSRC, and keeps up
 * RTCP with the party. Lives on the transport's event loop; what other threads may call says so.
 */
final class Association implements RtpListener, PictureSource.Uplink {

    private static final Logger log = LogManager.getLogger();

    private static final long TICK_MILLIS = 50;
    private static final long FEEDBACK_INTERVAL = 100_000_000;
    private static final long REPORT_INTERVAL = 1_000_000_000;

    /** bit/s that a browser may send if no receiver has a lower limit: plenty for 720p. */
    private static final long USUAL_BITRATE_CAP = 2_500_000;

    private enum Kind {
        UNKNOWN,
        SOUND,
        PICTURE
    }

    /**
     * The streams on this transport, as they stand now.
     *
     * @param port takes the received sound
     */
    record Streams(
            Optional<ReceivedAudio> receivedAudio,
            Optional<SentAudio> sentAudio,
            Optional<PictureSource> source,
            List<PictureOutput> outputs,
            AudioPort port,
            String cname) {}

    private final BridgeLeg leg;
    private final RtpTransport transport;
    private final RtpTransport observed;
    private final EventLoop loop;
    private final BridgeClock clock;
    private final MediaTrace trace;
    private final Runnable lost;
    private final Kind[] kinds = new Kind[128];
    private final ByteBuf rtcp = Unpooled.buffer(1500);

    /** Speaks for us where we send nothing. */
    private final long silentSsrc = ThreadLocalRandom.current().nextLong(1, 0x1_0000_0000L);

    private @Nullable Streams streams;
    private @Nullable ReceptionStatistics soundReception;
    private @Nullable SendingStatistics soundSending;
    private int soundClock;
    private long soundSsrc = -1;
    private final RateMeter soundReceived = new RateMeter();
    private final RateMeter soundSent = new RateMeter();
    private int transportCcId = -1;
    private @Nullable TransportCcRecorder transportCc;
    private int firSequence;
    private long nextFeedback;
    private long nextReport;
    private boolean saidGoodbye;
    private @Nullable ScheduledFuture<?> ticking;
    private long strange;

    private volatile List<LegStatistics.Stream> snapshot = List.of();

    /** @param lost runs when the way to the party is gone */
    Association(BridgeLeg leg, RtpTransport transport, BridgeClock clock, MediaTrace trace, Runnable lost) {
        this.leg = leg;
        this.transport = transport;
        this.loop = transport.loop();
        this.clock = clock;
        this.trace = trace;
        this.lost = lost;
        this.observed = new ObservedTransport(transport, leg.id(), trace, this::sent);
        Arrays.fill(kinds, Kind.UNKNOWN);
    }

    /** What everything that this bridge sends must go through. */
    RtpTransport observed() {
        return observed;
    }

    /** Begins to hear, or goes on with other streams. From any thread. */
    void carry(Streams carried) {
        loop.execute(() -> {
            boolean first = streams == null;
            streams = carried;
            learnKinds(carried);
            if (first) {
                long now = clock.now();
                nextFeedback = now + FEEDBACK_INTERVAL;
                nextReport = now + REPORT_INTERVAL;
                transport.listener(this);
                ticking = loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void learnKinds(Streams carried) {
        Arrays.fill(kinds, Kind.UNKNOWN);
        transportCcId = -1;
        carried.receivedAudio().ifPresent(sound -> {
            sound.formats().keySet().forEach(payloadType -> kinds[payloadType & 0x7F] = Kind.SOUND);
            sound.telephoneEvents().keySet().forEach(payloadType -> kinds[payloadType & 0x7F] = Kind.SOUND);
            learnTransportCc(sound.transportCcExtension());
            int rate = sound.formats().values().stream()
                    .map(AudioFormat::codec)
                    .mapToInt(codec -> codec.clockRate())
                    .findFirst()
                    .orElse(8000);
            if (soundReception == null || rate != soundClock) {
                soundClock = rate;
                soundReception = new ReceptionStatistics(rate);
            }
        });
        carried.source().ifPresent(source -> {
            var picture = source.agreed();
            picture.formats().keySet().forEach(payloadType -> kinds[payloadType & 0x7F] = Kind.PICTURE);
            picture.retransmissions().keySet().forEach(payloadType -> kinds[payloadType & 0x7F] = Kind.PICTURE);
            learnTransportCc(picture.transportCcExtension());
        });
        carried.sentAudio().ifPresent(sound -> {
            if (soundSending == null) {
                soundSending = new SendingStatistics(
                        sound.ssrc(), sound.format().codec().clockRate());
            }
        });
    }

    private void learnTransportCc(OptionalInt id) {
        if (id.isPresent()) {
            transportCcId = id.getAsInt();
            if (transportCc == null) {
                transportCc = new TransportCcRecorder(clock.now());
            }
        }
    }

    @Override
    public void rtp(RtpPacket packet, long arrival) {
        assert loop.inEventLoop();
        Streams carried = streams;
        if (carried == null) {
            return;
        }
        trace.media(Way.FROM_PARTY, leg.id(), transport, packet.getBuffer(), packet.getOffset(), packet.getLength());
        noteTransportSequence(packet, arrival);
        switch (kinds[packet.payloadType()]) {
            case SOUND -> sound(carried, packet, arrival);
            case PICTURE -> {
                if (carried.source().isPresent()) {
                    carried.source().get().rtp(packet, arrival);
                }
            }
            case UNKNOWN -> strange++;
        }
    }

    private void noteTransportSequence(RtpPacket packet, long arrival) {
        if (transportCc != null && transportCcId >= 0) {
            int sequence = HeaderExtensions.transportSequence(packet, transportCcId);
            if (sequence >= 0) {
                transportCc.received(sequence, arrival);
            }
        }
    }

    private void sound(Streams carried, RtpPacket packet, long arrival) {
        soundSsrc = packet.ssrc();
        if (soundReception != null) {
            soundReception.received(packet.sequenceNumber(), packet.timestamp(), packet.payloadLength(), arrival);
        }
        carried.port().rtp(packet, arrival);
    }

    /** Sound on its way out; pictures count themselves. */
    private void sent(RtpPacket packet) {
        if (soundSending != null
                && streams != null
                && streams.sentAudio().isPresent()
                && packet.ssrc() == streams.sentAudio().get().ssrc()) {
            soundSending.sent(packet.timestamp(), packet.payloadLength(), clock.now());
        }
    }

    @Override
    public void rtcp(byte[] compound, int offset, int length, long arrival) {
        assert loop.inEventLoop();
        trace.media(Way.FROM_PARTY, leg.id(), transport, compound, offset, length);
        List<RtcpPacket> packets;
        try {
            packets = RtcpPacket.parse(Unpooled.wrappedBuffer(compound, offset, length));
        } catch (MalformedPacketException e) {
            strange++;
            return;
        }
        packets.forEach(packet -> heard(packet, arrival));
    }

    private void heard(RtcpPacket packet, long arrival) {
        switch (packet) {
            case SenderReport report -> {
                receptionOf(report.ssrc()).ifPresent(reception -> reception.senderReport(report, arrival));
                report.reports().forEach(this::heard);
            }
            case ReceiverReport report -> report.reports().forEach(this::heard);
            case GenericNack nack -> output(nack.mediaSsrc()).ifPresent(output -> output.resend(nack.lost(), arrival));
            case PictureLossIndication loss ->
                output(loss.mediaSsrc()).ifPresent(output -> output.keyframeWanted(arrival));
            case FullIntraRequest request ->
                request.entries()
                        .forEach(entry -> output(entry.ssrc())
                                .ifPresent(output -> output.fullIntraRequest(entry.sequence(), arrival)));
            // The signalling says who a party is and when it leaves; and pictures are not coded here, so that there
            // is no rate to adapt.
            case SourceDescription ignored -> {}
            case Goodbye ignored -> {}
            case ApplicationDefined ignored -> {}
            case TransportFeedback ignored -> {}
            case MaximumBitrate ignored -> {}
            case UnknownRtcp ignored -> {}
        }
    }

    private void heard(ReportBlock block) {
        if (streams == null) {
            return;
        }
        if (soundSending != null
                && streams.sentAudio()
                        .filter(sound -> sound.ssrc() == block.ssrc())
                        .isPresent()) {
            soundSending.reported(block, clock.wall().instant());
        }
        for (PictureOutput output : streams.outputs()) {
            if (output.ssrc() == block.ssrc()) {
                output.statistics().reported(block, clock.wall().instant());
            }
        }
    }

    private Optional<ReceptionStatistics> receptionOf(long ssrc) {
        if (ssrc == soundSsrc && soundReception != null) {
            return Optional.of(soundReception);
        }
        return streams == null
                ? Optional.empty()
                : streams.source().filter(source -> source.ssrc() == ssrc).map(PictureSource::reception);
    }

    /** The picture with this SSRC; the only one there is if the party names no SSRC that we know, as old devices do. */
    private Optional<PictureOutput> output(long ssrc) {
        if (streams == null) {
            return Optional.empty();
        }
        List<PictureOutput> outputs = streams.outputs();
        Optional<PictureOutput> named =
                outputs.stream().filter(output -> output.ssrc() == ssrc).findFirst();
        return named.isEmpty() && outputs.size() == 1 && leg.isRoom() ? Optional.of(outputs.getFirst()) : named;
    }

    @Override
    public void lost(String reason) {
        log.info("leg {}: lost its media: {}", leg.id(), reason);
        lost.run();
    }

    @Override
    public void askForKeyframe(KeyframeWay way, long ssrc) {
        switch (way) {
            case PLI -> sendFeedback(new PictureLossIndication(ownSsrc(), ssrc));
            case FIR -> {
                firSequence = firSequence + 1 & 0xFF;
                sendFeedback(new FullIntraRequest(ownSsrc(), List.of(new FullIntraRequest.Entry(ssrc, firSequence))));
            }
            case SIP_INFO -> leg.leg().requestKeyframe();
        }
    }

    @Override
    public void askForPackets(List<Integer> lostPackets, long ssrc) {
        sendFeedback(new GenericNack(ownSsrc(), ssrc, lostPackets));
    }

    private void tick() {
        Streams carried = streams;
        if (carried == null) {
            return;
        }
        long now = clock.now();
        carried.source().ifPresent(source -> source.tick(now));
        if (now - nextFeedback >= 0) {
            nextFeedback = now + FEEDBACK_INTERVAL;
            if (transportCc != null) {
                transportCc.report(ownSsrc(), receivedSsrc(carried)).ifPresent(this::sendFeedback);
            }
        }
        if (now - nextReport >= 0) {
            nextReport = now + REPORT_INTERVAL;
            report(carried, now);
            capBitrate(carried);
            publish(carried, now);
        }
    }

    private static long receivedSsrc(Streams carried) {
        return carried.source()
                .map(PictureSource::ssrc)
                .filter(ssrc -> ssrc >= 0)
                .orElse(0L);
    }

    /** SR for each stream that we send, RR if there is none (RFC 3550, section 6.1); and who we are. */
    private void report(Streams carried, long now) {
        List<ReportBlock> blocks = blocks(carried, now);
        List<RtcpPacket> compound = new ArrayList<>();
        List<SourceDescription.Chunk> chunks = new ArrayList<>();
        List<SendingStatistics> sending = new ArrayList<>();
        if (soundSending != null && carried.sentAudio().isPresent()) {
            sending.add(soundSending);
        }
        carried.outputs().forEach(output -> sending.add(output.statistics()));
        for (SendingStatistics stream : sending) {
            if (stream.active() && compound.size() < 30) {
                SenderReport report =
                        stream.report(now, clock.wall().instant(), compound.isEmpty() ? blocks : List.of());
                compound.add(report);
                chunks.add(chunk(report.ssrc(), carried.cname()));
            }
        }
        if (compound.isEmpty()) {
            compound.add(new ReceiverReport(ownSsrc(), blocks));
            chunks.add(chunk(ownSsrc(), carried.cname()));
        }
        compound.add(new SourceDescription(chunks));
        sendCompound(compound);
    }

    private static SourceDescription.Chunk chunk(long ssrc, String cname) {
        return new SourceDescription.Chunk(ssrc, List.of(new SourceDescription.Item(SourceDescription.CNAME, cname)));
    }

    private List<ReportBlock> blocks(Streams carried, long now) {
        List<ReportBlock> blocks = new ArrayList<>(2);
        if (soundReception != null && soundSsrc >= 0 && carried.receivedAudio().isPresent()) {
            blocks.add(soundReception.report(soundSsrc, now));
        }
        carried.source()
                .filter(source -> source.ssrc() >= 0)
                .ifPresent(source -> blocks.add(source.reception().report(source.ssrc(), now)));
        return blocks;
    }

    /** A browser must not send more than the weakest of those who see it takes. */
    private void capBitrate(Streams carried) {
        carried.source()
                .filter(source ->
                        source.ssrc() >= 0 && source.agreed().feedback().contains(Feedback.REMB))
                .ifPresent(source -> sendFeedback(new MaximumBitrate(
                        ownSsrc(), Math.min(USUAL_BITRATE_CAP, source.bitrateCap()), List.of(source.ssrc()))));
    }

    private void sendFeedback(RtcpPacket feedback) {
        // Whole compound packets: not every room agreed to the reduced size of RFC 5506.
        String cname = streams == null ? "" : streams.cname();
        sendCompound(
                List.of(new ReceiverReport(ownSsrc(), List.of()), SourceDescription.cname(ownSsrc(), cname), feedback));
    }

    private void sendCompound(List<RtcpPacket> compound) {
        if (saidGoodbye) {
            return;
        }
        rtcp.clear();
        RtcpPacket.writeCompound(compound, rtcp);
        observed.sendRtcp(rtcp.array(), rtcp.arrayOffset(), rtcp.readableBytes());
    }

    /** An SSRC that the party knows to be ours, if there is one. */
    private long ownSsrc() {
        if (streams == null) {
            return silentSsrc;
        }
        if (streams.sentAudio().isPresent()) {
            return streams.sentAudio().get().ssrc();
        }
        return streams.outputs().isEmpty()
                ? silentSsrc
                : streams.outputs().getFirst().ssrc();
    }

    private void publish(Streams carried, long now) {
        List<LegStatistics.Stream> published = new ArrayList<>();
        carried.receivedAudio().ifPresent(sound -> published.add(soundReceived(now)));
        carried.sentAudio().ifPresent(sound -> published.add(soundSent(sound, now)));
        carried.source().ifPresent(source -> published.add(source.snapshot(now)));
        carried.outputs().forEach(output -> published.add(output.snapshot(now)));
        snapshot = List.copyOf(published);
    }

    private LegStatistics.Stream soundReceived(long now) {
        ReceptionStatistics reception = soundReception == null ? new ReceptionStatistics(8000) : soundReception;
        return new LegStatistics.Stream(
                LegStatistics.Direction.RECEIVED,
                LegStatistics.Medium.AUDIO,
                "main",
                "",
                reception.packets(),
                reception.octets(),
                soundReceived.bitsPerSecond(reception.octets(), now),
                reception.lost(),
                reception.jitterMillis(),
                OptionalDouble.empty(),
                0,
                0,
                0,
                0,
                0);
    }

    private LegStatistics.Stream soundSent(SentAudio sound, long now) {
        SendingStatistics sending = soundSending == null
                ? new SendingStatistics(sound.ssrc(), sound.format().codec().clockRate())
                : soundSending;
        return new LegStatistics.Stream(
                LegStatistics.Direction.SENT,
                LegStatistics.Medium.AUDIO,
                "main",
                sound.format().codec().name(),
                sending.packets(),
                sending.octets(),
                soundSent.bitsPerSecond(sending.octets(), now),
                sending.reportedLost(),
                sending.reportedJitter(),
                sending.roundTrip(),
                sending.packets(),
                0,
                0,
                0,
                0);
    }

    /** As of the last second. From any thread. */
    List<LegStatistics.Stream> snapshot() {
        return snapshot;
    }

    /** Packets that belonged to nothing agreed, or were malformed. */
    long strange() {
        return strange;
    }

    /** Says goodbye and hears nothing more. From any thread. */
    void end() {
        loop.execute(() -> {
            Streams carried = streams;
            if (carried == null || saidGoodbye) {
                return;
            }
            List<Long> ssrcs = new ArrayList<>();
            carried.sentAudio().ifPresent(sound -> ssrcs.add(sound.ssrc()));
            carried.outputs().forEach(output -> ssrcs.add(output.ssrc()));
            if (ssrcs.isEmpty()) {
                ssrcs.add(silentSsrc);
            }
            sendCompound(List.of(
                    new ReceiverReport(ownSsrc(), List.of()),
                    SourceDescription.cname(ownSsrc(), carried.cname()),
                    new Goodbye(ssrcs.subList(0, Math.min(31, ssrcs.size())), "")));
            saidGoodbye = true;
            streams = null;
            if (ticking != null) {
                ticking.cancel(false);
            }
        });
    }
}
