package org.courtbridge.media.video.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.courtbridge.codecs.rtp.Retransmission;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.leg.LegMedia.SentVideo.Retransmissions;
import org.junit.jupiter.api.Test;

/** RFC 4588, section 4. */
class RetransmissionStreamTest {

    private static final Retransmissions AGREED = new Retransmissions(77, Map.of(96, 97));

    private final RetransmissionStream stream = new RetransmissionStream();

    private static RtpPacket packet(int payloadType) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + 10];
        bytes[0] = (byte) 0x80;
        bytes[RtpPacket.FIXED_HEADER] = 42;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.payloadType(payloadType);
        packet.ssrc(1);
        packet.sequenceNumber(500);
        packet.timestamp(9_000);
        return packet;
    }

    @Test
    void repeatsWhatWasSent() {
        RtpPacket packet = packet(96);
        assertThat(stream.repeat(packet, AGREED)).isTrue();
        assertThat(packet.ssrc()).isEqualTo(77);
        assertThat(packet.payloadType()).isEqualTo(97);
        assertThat(packet.timestamp()).isEqualTo(9_000);
        assertThat(Retransmission.unpack(packet, 96, 1)).isTrue();
        assertThat(packet.sequenceNumber()).isEqualTo(500);
        assertThat(packet.payloadLength()).isEqualTo(10);
        assertThat(packet.getBuffer()[packet.payloadAt()]).isEqualTo((byte) 42);
    }

    @Test
    void hasNumbersOfItsOwn() {
        RtpPacket first = packet(96);
        stream.repeat(first, AGREED);
        int number = first.sequenceNumber();
        RtpPacket padding = packet(96);
        stream.pad(padding, AGREED, 1_234);
        assertThat(padding.sequenceNumber()).isEqualTo(number + 1);
        assertThat(padding.payloadType()).isEqualTo(97);
        assertThat(padding.ssrc()).isEqualTo(77);
        assertThat(padding.timestamp()).isEqualTo(1_234);
        assertThat(Retransmission.unpack(padding, 96, 1)).as("padding alone").isFalse();
        RtpPacket second = packet(96);
        stream.repeat(second, AGREED);
        assertThat(second.sequenceNumber()).isEqualTo(number + 2);
    }

    @Test
    void leavesAloneWhatMayNotBeRepeated() {
        RtpPacket packet = packet(100);
        assertThat(stream.repeat(packet, AGREED)).isFalse();
        assertThat(packet.ssrc()).isEqualTo(1);
        assertThat(packet.sequenceNumber()).isEqualTo(500);
        RtpPacket agreed = packet(96);
        stream.repeat(agreed, AGREED);
        int number = agreed.sequenceNumber();
        RtpPacket next = packet(96);
        stream.repeat(next, AGREED);
        assertThat(next.sequenceNumber()).isEqualTo(number + 1);
    }
}
