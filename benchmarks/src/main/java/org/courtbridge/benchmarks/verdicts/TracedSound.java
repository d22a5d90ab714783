package org.courtbridge.benchmarks.verdicts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.measure.line.LineMeter;
import org.courtbridge.codecs.measure.line.LineReport;
import org.courtbridge.codecs.measure.sound.Origin;
import org.courtbridge.codecs.measure.sound.SoundMeter;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SequenceUnwrapper;
import org.courtbridge.signalling.sdp.AudioFormats;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;

/** The stream of sound in a trace that has the most packets of a payload type that is known. */
final class TracedSound {

    /** The first payload type that is free to be agreed on (RFC 3551, table 6). */
    private static final int DYNAMIC = 96;

    /** Bounds what a trace can make us do, whatever its timestamps say: ten minutes. */
    private static final int MOST_SECONDS = 600;

    private record Arrival(RtpPacket packet, long nanoseconds) {}

    private final Clip clip;
    private final Map<Integer, AudioCodec> formats = new HashMap<>();
    private final List<Arrival> arrivals;
    private final AudioCodec codec;

    /** All packets of the stream: telephone events and comfort noise too. */
    private final Map<Long, List<Arrival>> sources = new HashMap<>();

    private long end = Long.MIN_VALUE;

    TracedSound(Clip clip) {
        this.clip = clip;
        formats.put(0, AudioCodec.PCMU);
        formats.put(8, AudioCodec.PCMA);
        formats.put(9, AudioCodec.G722);
        formats.put(18, AudioCodec.G729);
        clip.traced().description().ifPresent(this::describe);
        arrivals = longest();
        codec = codec(arrivals.getFirst().packet().payloadType()).orElseThrow();
    }

    private void describe(Path file) {
        try {
            SessionDescription description = SessionDescription.parse(Files.readString(file));
            description.media().stream()
                    .filter(medium -> medium.type().equals("audio"))
                    .flatMap(medium -> AudioFormats.of(medium).stream())
                    .forEach((AudioFormat format) -> formats.put(format.payloadType(), format.codec()));
        } catch (IOException | SdpException e) {
            throw new ClipException(file + ": no session description: " + e.getMessage(), e);
        }
    }

    private Optional<AudioCodec> codec(int payloadType) {
        return Optional.ofNullable(formats.get(payloadType))
                .or(() -> payloadType >= DYNAMIC ? clip.traced().codec() : Optional.empty());
    }

    private List<Arrival> longest() {
        Map<Long, List<Arrival>> streams = new HashMap<>();
        for (RtpTrace.Datagram datagram : RtpTrace.read(clip.media())) {
            end = Math.max(end, datagram.nanoseconds());
            try {
                RtpPacket packet = new RtpPacket().wrap(datagram.payload(), 0, datagram.payload().length);
                if (clip.traced().ssrc().orElse(packet.ssrc()) != packet.ssrc()) {
                    continue;
                }
                sources.computeIfAbsent(packet.ssrc(), source -> new ArrayList<>())
                        .add(new Arrival(packet, datagram.nanoseconds()));
                boolean wanted = clip.traced().payloadType().orElse(packet.payloadType()) == packet.payloadType();
                if (wanted
                        && codec(packet.payloadType()).isPresent()
                        && packet.paddingFits()
                        && packet.payloadLength() > 0) {
                    streams.computeIfAbsent(packet.ssrc() << 7 | packet.payloadType(), stream -> new ArrayList<>())
                            .add(new Arrival(packet, datagram.nanoseconds()));
                }
            } catch (MalformedPacketException _) {
                // Something else over UDP, as there is in every trace.
            }
        }
        return streams.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow(() -> new ClipException(clip.media()
                        + ": no RTP of a known payload type (say codec, sdp, payloadType or ssrc in the label)"));
    }

    /** Figures of the line up to the last datagram of the trace, whatever that is. */
    LineReport line() {
        LineMeter meter = new LineMeter(codec);
        clip.roundTrip().ifPresent(meter::roundTrip);
        RtpPacket first = arrivals.getFirst().packet();
        for (Arrival arrival : sources.getOrDefault(first.ssrc(), List.of())) {
            RtpPacket packet = arrival.packet();
            if (packet.payloadType() == first.payloadType()) {
                meter.packet(packet.sequenceNumber(), packet.timestamp(), arrival.nanoseconds());
            } else if (!isControl(packet.payloadType())) {
                meter.other(packet.sequenceNumber(), arrival.nanoseconds());
            }
        }
        meter.end(end);
        return meter.report(end);
    }

    /** Decodes packets in the order of their numbers; where one is missing, nothing came. */
    SoundMeter sound() {
        SequenceUnwrapper unwrapper = new SequenceUnwrapper();
        SortedMap<Long, RtpPacket> packets = new TreeMap<>();
        for (Arrival arrival : arrivals) {
            packets.putIfAbsent(unwrapper.unwrap(arrival.packet().sequenceNumber()), arrival.packet());
        }
        SoundMeter meter = new SoundMeter(codec.sampleRate(), 1);
        float[] decoded = new float[codec.sampleRate() / 1_000 * AudioDecoder.MAX_MS];
        short[] pcm = new short[decoded.length];
        try (AudioDecoder decoder = AudioDecoder.of(codec)) {
            long expected = -1;
            long before = -1;
            long left = (long) MOST_SECONDS * codec.sampleRate();
            for (Map.Entry<Long, RtpPacket> numbered : packets.entrySet()) {
                long number = numbered.getKey();
                RtpPacket packet = numbered.getValue();
                long gap = expected < 0 ? 0 : (int) (packet.timestamp() - expected);
                long samples = gap * codec.sampleRate() / codec.clockRate();
                if (samples > 0) {
                    fill(
                            meter,
                            Math.min(samples, left),
                            number == before + 1 ? Origin.ANNOUNCED_SILENCE : Origin.MADE_UP);
                    left -= samples;
                }
                if (left <= 0) {
                    break;
                }
                int count = decoder.decode(packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), decoded);
                if (count > 0) {
                    for (int i = 0; i < count; i++) {
                        pcm[i] = (short) Math.clamp(Math.round(decoded[i] * 32_768), -32_768, 32_767);
                    }
                    meter.hear(pcm, 0, count, Origin.RECEIVED);
                    left -= count;
                }
                expected = packet.timestamp() + (long) Math.max(0, count) * codec.clockRate() / codec.sampleRate();
                before = number;
            }
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            throw new ClipException(clip.media() + ": does not decode as " + codec + ": " + e.getMessage(), e);
        }
        return meter;
    }

    /** Whether it is RTCP beside the RTP, of which the first byte after looks so (RFC 5761, section 4). */
    private static boolean isControl(int payloadType) {
        return payloadType >= 64 && payloadType < DYNAMIC;
    }

    private void fill(SoundMeter meter, long samples, Origin origin) {
        short[] silence = new short[codec.sampleRate() / 50];
        for (long done = 0; done < samples; done += silence.length) {
            meter.hear(silence, 0, (int) Math.min(silence.length, samples - done), origin);
        }
    }
}
