package org.courtbridge.simulators;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * The room's microphone and loudspeaker: says something over and over, and measures how loud what it receives is.
 */
final class SoundLine implements AutoCloseable {

    /** dB below full scale, for nothing at all. */
    static final double SILENCE = -127;

    private static final int BYTES_PER_PACKET = RecordedSound.BYTES_PER_PACKET;
    private static final int CLOCK_RATE = 8_000;

    /**
     * Sound received since the report before.
     *
     * @param level dB below full scale, {@link #SILENCE} to 0
     */
    record Received(int packets, double level) {}

    private final RtpPair ports;
    private final RecordedSound heard;
    private final Loudspeaker loudspeaker;
    private final StreamReports reports;
    private final long ssrc;
    private final AudioDecoder decoder = AudioDecoder.of(AudioCodec.G722);
    private final float[] sound = new float[AudioCodec.G722.sampleRate() * AudioDecoder.MAX_MS / 1_000];
    private final byte[] packet = new byte[RtpPacket.FIXED_HEADER + BYTES_PER_PACKET];
    private final Pace pace;

    private volatile int payloadType;
    private volatile int receivedPayloadType;
    private volatile boolean sends;
    private int sequenceNumber;
    private long timestamp;
    private int spoken;

    private boolean closed;
    private int packets;
    private double squares;
    private long samples;
    private OptionalLong lastReceived = OptionalLong.empty();

    SoundLine(RtpPair ports, String cname, RecordedSound heard, Loudspeaker loudspeaker) {
        this.ports = ports;
        this.heard = heard;
        this.loudspeaker = loudspeaker;
        SecureRandom random = new SecureRandom();
        ssrc = random.nextInt() & 0xFFFF_FFFFL;
        sequenceNumber = random.nextInt(1 << 15);
        timestamp = random.nextInt(1 << 30);
        reports = new StreamReports(ssrc, cname, CLOCK_RATE);
        ports.start("sound", this::receivedRtp, reports::read);
        pace = Pace.start("microphone", Duration.ofMillis(20), this::sendSound);
    }

    /** Both ways at once. @param payloadType what the far end calls G.722 */
    void negotiated(int payloadType, boolean sends) {
        receives(payloadType);
        if (sends) {
            sends(payloadType);
        } else {
            stops();
        }
    }

    /** @param payloadType by which the far end sends G.722 */
    void receives(int payloadType) {
        receivedPayloadType = payloadType;
    }

    /** @param payloadType by which the far end knows G.722 */
    void sends(int payloadType) {
        this.payloadType = payloadType;
        sends = true;
    }

    void stops() {
        sends = false;
    }

    /** {@link System#nanoTime} of the last packet. */
    synchronized OptionalLong lastReceived() {
        return lastReceived;
    }

    private void sendSound() {
        if (sends) {
            packet[0] = (byte) 0x80;
            packet[1] = 0;
            heard.packet(spoken, packet, RtpPacket.FIXED_HEADER);
            RtpPacket view = new RtpPacket().wrap(packet, 0, packet.length);
            view.payloadType(payloadType);
            view.sequenceNumber(sequenceNumber++ & 0xFFFF);
            view.timestamp(timestamp & 0xFFFF_FFFFL);
            view.ssrc(ssrc);
            ports.sendRtp(packet, packet.length);
            reports.sent(timestamp & 0xFFFF_FFFFL, BYTES_PER_PACKET);
        }
        timestamp += BYTES_PER_PACKET;
        spoken = (spoken + 1) % heard.packets();
    }

    private void receivedRtp(byte[] bytes, int length) {
        RtpPacket received;
        try {
            received = new RtpPacket().wrap(bytes, 0, length);
        } catch (MalformedPacketException e) {
            return;
        }
        if (received.payloadType() == receivedPayloadType) {
            reports.received(received);
            measure(received);
        }
    }

    private synchronized void measure(RtpPacket received) {
        if (closed) {
            return;
        }
        lastReceived = OptionalLong.of(System.nanoTime());
        packets++;
        int decoded = decoder.decode(received.getBuffer(), received.payloadAt(), received.payloadLength(), sound);
        for (int n = 0; n < decoded; n++) {
            squares += sound[n] * sound[n];
        }
        samples += Math.max(0, decoded);
        loudspeaker.play(sound, decoded);
    }

    /** Sends the report that is due every few seconds. */
    void report() {
        byte[] compound = reports.write(List.of());
        ports.sendRtcp(compound, compound.length);
    }

    synchronized Received takeReceived() {
        double power = samples == 0 ? 0 : squares / samples;
        double level = Math.max(SILENCE, 10 * Math.log10(power + 1e-13));
        Received received = new Received(packets, level);
        packets = 0;
        squares = 0;
        samples = 0;
        return received;
    }

    @Override
    public void close() {
        pace.close();
        synchronized (this) {
            closed = true;
            decoder.close();
        }
    }
}
