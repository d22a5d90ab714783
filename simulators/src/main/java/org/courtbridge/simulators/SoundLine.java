package org.courtbridge.simulators;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
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
    private final StreamReports reports;
    private final RecordedSound spoken;
    private final byte[] payload = new byte[BYTES_PER_PACKET];
    private final OutgoingRtp outgoing;
    private final Pace pace;
    private long timestamp;
    private int next;

    private final SoundReceiver received;
    private volatile int receivedPayloadType;

    SoundLine(RtpPair ports, String cname, RecordedSound spoken, Loudspeaker loudspeaker) {
        this.ports = ports;
        this.spoken = spoken;
        received = new SoundReceiver(loudspeaker);
        SecureRandom random = new SecureRandom();
        long ssrc = random.nextInt() & 0xFFFF_FFFFL;
        timestamp = random.nextInt(1 << 30);
        reports = new StreamReports(ssrc, cname, CLOCK_RATE);
        outgoing = new OutgoingRtp(ports, reports, ssrc, BYTES_PER_PACKET);
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
        outgoing.start(payloadType);
    }

    void stops() {
        outgoing.stop();
    }

    /** {@link System#nanoTime} of the last packet. */
    OptionalLong lastReceived() {
        return received.last();
    }

    private void sendSound() {
        if (outgoing.isStarted()) {
            spoken.packet(next, payload, 0);
            outgoing.send(payload, payload.length, false, timestamp & 0xFFFF_FFFFL);
        }
        timestamp += BYTES_PER_PACKET;
        next = (next + 1) % spoken.packets();
    }

    private void receivedRtp(byte[] bytes, int length) {
        RtpPacket packet;
        try {
            packet = new RtpPacket().wrap(bytes, 0, length);
        } catch (MalformedPacketException e) {
            return;
        }
        if (packet.payloadType() == receivedPayloadType) {
            reports.received(packet);
            received.push(packet);
        }
    }

    /** Sends the report that is due every few seconds. */
    void report() {
        byte[] compound = reports.write(List.of());
        ports.sendRtcp(compound, compound.length);
    }

    Received takeReceived() {
        return received.take();
    }

    @Override
    public void close() {
        pace.close();
        received.close();
    }
}
