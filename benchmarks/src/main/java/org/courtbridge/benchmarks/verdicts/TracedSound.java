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
import org.courtbridge.gateway.sdp.AudioFormats;
import org.courtbridge.gateway.sdp.SdpException;
import org.courtbridge.gateway.sdp.SessionDescription;

/** The stream of sound in a trace that has the most packets of a payload type that is known. */
final class TracedSound {

    /** The first payload type that is free to be agreed on (RFC 3551, table 6). */
    private static final int DYNAMIC = 96;

    /** Silence that is announced, in clock ticks of a second, up to which it is filled in: ten minutes. */
    private static final int LONGEST_SILENCE = 600;

    private record Arrival(RtpPacket packet, long nanoseconds) {}

    private final Clip clip;
    private final Map<Integer, AudioCodec> formats = new HashMap<>();
    private final List<Arrival> arrivals;
    private final AudioCodec codec;
    private long end = Long.MIN_VALUE;

    TracedSound(Clip clip) {
        this.clip = clip;
        formats.put(0, AudioCodec.PCMU);
        formats.put(8, AudioCodec.PCMA);
        formats.put(9, AudioCodec.G722);
        formats.put(18, AudioCodec.G729);
        clip.description().ifPresent(this::describe);
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
                .or(() -> payloadType >= DYNAMIC ? clip.codec() : Optional.empty());
    }

    private List<Arrival> longest() {
        Map<Long, List<Arrival>> streams = new HashMap<>();
        for (RtpTrace.Datagram datagram : RtpTrace.read(clip.media())) {
            end = Math.max(end, datagram.nanoseconds());
            try {
                RtpPacket packet = new RtpPacket().wrap(datagram.payload(), 0, datagram.payload().length);
                if (codec(packet.payloadType()).isPresent() && packet.paddingFits() && packet.payloadLength() > 0) {
                    streams.computeIfAbsent(packet.ssrc() << 7 | packet.payloadType(), stream -> new ArrayList<>())
                            .add(new Arrival(packet, datagram.nanoseconds()));
                }
            } catch (MalformedPacketException _) {
                // Something else over UDP, as there is in every trace.
            }
        }
        return streams.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow(() -> new ClipException(
                        clip.media() + ": no RTP of a known payload type (say codec or sdp in the label)"));
    }

    /** Figures of the line up to the last datagram of the trace, whatever that is. */
    LineReport line() {
        LineMeter meter = new LineMeter(codec);
        clip.roundTrip().ifPresent(meter::roundTrip);
        for (Arrival arrival : arrivals) {
            meter.packet(arrival.packet().sequenceNumber(), arrival.packet().timestamp(), arrival.nanoseconds());
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
            for (Map.Entry<Long, RtpPacket> numbered : packets.entrySet()) {
                long number = numbered.getKey();
                RtpPacket packet = numbered.getValue();
                long gap = expected < 0 ? 0 : (int) (packet.timestamp() - expected);
                long samples = gap * codec.sampleRate() / codec.clockRate();
                if (samples > 0 && gap < (long) LONGEST_SILENCE * codec.clockRate()) {
                    fill(meter, samples, number == before + 1 ? Origin.ANNOUNCED_SILENCE : Origin.MADE_UP);
                }
                int count = decoder.decode(packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), decoded);
                if (count > 0) {
                    for (int i = 0; i < count; i++) {
                        pcm[i] = (short) Math.clamp(Math.round(decoded[i] * 32_768), -32_768, 32_767);
                    }
                    meter.hear(pcm, 0, count, Origin.RECEIVED);
                }
                expected = packet.timestamp() + (long) Math.max(0, count) * codec.clockRate() / codec.sampleRate();
                before = number;
            }
        }
        return meter;
    }

    private static void fill(SoundMeter meter, long samples, Origin origin) {
        short[] silence = new short[(int) samples];
        meter.hear(silence, 0, silence.length, origin);
    }
}
