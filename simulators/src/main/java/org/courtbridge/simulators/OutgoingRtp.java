package org.courtbridge.simulators;

import java.security.SecureRandom;
import org.courtbridge.codecs.rtp.RtpPacket;

/** The RTP packets of one stream that the room sends, numbered one after the other. One thread sends; any says what and whether. */
final class OutgoingRtp {

    private final RtpPair ports;
    private final StreamReports reports;
    private final long ssrc;
    private final byte[] packet;
    private int sequenceNumber = new SecureRandom().nextInt(1 << 15);
    private volatile int payloadType;
    private volatile boolean sends;

    /**
     * @param reports that tell what is sent
     * @param maxPayload octets of one packet at most
     */
    OutgoingRtp(RtpPair ports, StreamReports reports, long ssrc, int maxPayload) {
        this.ports = ports;
        this.reports = reports;
        this.ssrc = ssrc;
        this.packet = new byte[RtpPacket.FIXED_HEADER + maxPayload];
    }

    /** @param type by which the far end knows what is sent */
    void start(int type) {
        payloadType = type;
        sends = true;
    }

    void stop() {
        sends = false;
    }

    /** Whether anything is to be sent now. */
    boolean isStarted() {
        return sends;
    }

    /** Sends a packet. @param timestamp 0 to 2^32 - 1 */
    void send(byte[] payload, int length, boolean marker, long timestamp) {
        int size = RtpPacket.FIXED_HEADER + length;
        packet[0] = (byte) 0x80;
        packet[1] = 0;
        System.arraycopy(payload, 0, packet, RtpPacket.FIXED_HEADER, length);
        RtpPacket view = new RtpPacket().wrap(packet, 0, size);
        view.payloadType(payloadType);
        view.marker(marker);
        view.sequenceNumber(sequenceNumber++ & 0xFFFF);
        view.timestamp(timestamp);
        view.ssrc(ssrc);
        ports.sendRtp(packet, size);
        reports.sent(timestamp, length);
    }
}
