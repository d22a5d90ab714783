package org.courtbridge.media.bridge;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.TransportStats;

/** A party that speaks and hears RTP in simulated time: its own encoder and decoder, no network. */
public final class SimulatedParty implements RtpTransport {

    public static final int EVENTS = 101;

    public final LegId leg;
    public final AudioFormat format;
    public final List<Sent> packets = new ArrayList<>();

    /** Whether it says by tones which keys it presses, and has no telephone events. */
    public boolean keysAsTones;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final AudioEncoder encoder;
    private final AudioDecoder decoder;
    private final LongToDoubleFunction voice;
    private float[] heard = new float[1 << 16];
    private int heardCount;
    private int sequence = 65_530;
    private long timestamp = 0xFFFF_F000L;
    private long spoken;

    /** A packet that the gateway sent. */
    public record Sent(int sequence, long timestamp, boolean marker, long ssrc, int payloadType) {}

    /** @param voice the sample at a time in samples of the codec's rate */
    public SimulatedParty(String name, AudioFormat format, LongToDoubleFunction voice) {
        this.leg = new LegId(name);
        this.format = format;
        this.encoder = AudioEncoder.of(format);
        this.decoder = AudioDecoder.of(format.codec());
        this.voice = voice;
    }

    public static SimulatedParty tone(String name, AudioCodec codec, double frequency, double loudness) {
        return new SimulatedParty(
                name,
                AudioFormat.withoutParameters(codec, payloadType(codec)),
                n -> loudness * Math.sin(2 * Math.PI * frequency * n / codec.sampleRate()));
    }

    public static int payloadType(AudioCodec codec) {
        return switch (codec) {
            case PCMU -> 0;
            case PCMA -> 8;
            case G722, G722_16K -> 9;
            case G729 -> 18;
            case OPUS -> 111;
            case L16_8K, L16_16K, L16_32K, L16_48K -> 102;
        };
    }

    /** Another with the same voice. */
    public SimulatedParty twin() {
        return new SimulatedParty(leg.value(), format, voice);
    }

    public Optional<ReceivedAudio> received() {
        Map<Integer, AudioFormat> formats = Map.of(format.payloadType(), format);
        return Optional.of(
                keysAsTones
                        ? ReceivedAudio.plain(this, formats, Map.of()).withKeysAsTones()
                        : ReceivedAudio.plain(this, formats, Map.of(EVENTS, 8_000)));
    }

    public Optional<SentAudio> sent() {
        return Optional.of(SentAudio.plain(this, 77, format, "cname"));
    }

    /** The next 20 ms of its voice, as a packet. */
    public RtpPacket speak() {
        int samples = format.codec().sampleRate() / 50;
        float[] block = new float[samples];
        for (int i = 0; i < samples; i++) {
            block[i] = (float) voice.applyAsDouble(spoken + i);
        }
        spoken += samples;
        byte[] payload = new byte[AudioEncoder.MAX_BYTES];
        return packet(format.payloadType(), payload, encoder.encode(block, payload, 0));
    }

    public RtpPacket packet(int payloadType, byte[] payload, int length) {
        RtpPacket packet = packet(payloadType, timestamp, payload, length);
        timestamp = timestamp + format.codec().clockRate() / 50 & 0xFFFF_FFFFL;
        return packet;
    }

    public RtpPacket packet(int payloadType, long at, byte[] payload, int length) {
        byte[] bytes = new byte[12 + length];
        bytes[0] = (byte) 0x80;
        System.arraycopy(payload, 0, bytes, 12, length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.payloadType(payloadType);
        packet.sequenceNumber(sequence++ & 0xFFFF);
        packet.timestamp(at);
        packet.ssrc(4_711);
        return packet;
    }

    /** Lets the event loop do what it was given. */
    public void settle() {
        channel.runPendingTasks();
    }

    /** What it heard, at its codec's rate. */
    public float[] heard() {
        return Arrays.copyOf(heard, heardCount);
    }

    public void forget() {
        heardCount = 0;
    }

    @Override
    public EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    public void send(RtpPacket packet) {
        packets.add(new Sent(
                packet.sequenceNumber(), packet.timestamp(), packet.marker(), packet.ssrc(), packet.payloadType()));
        float[] samples = new float[5_760];
        int count = decoder.decode(packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), samples);
        if (heardCount + count > heard.length) {
            heard = Arrays.copyOf(heard, 2 * heard.length);
        }
        System.arraycopy(samples, 0, heard, heardCount, count);
        heardCount += count;
    }

    @Override
    public void listener(RtpListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendRtcp(byte[] compound, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TransportStats stats() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
        channel.close();
    }
}
