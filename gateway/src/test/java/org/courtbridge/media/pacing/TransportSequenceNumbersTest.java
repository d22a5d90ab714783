package org.courtbridge.media.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.courtbridge.codecs.rtp.HeaderExtensions;
import org.courtbridge.codecs.rtp.PacketHistory;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

class TransportSequenceNumbersTest {

    private static final int EXTENSION = 3;

    private final TransportSequenceNumbers numbers = new TransportSequenceNumbers();

    private static RtpPacket packet(int length) {
        byte[] bytes = new byte[length];
        bytes[0] = (byte) 0x80;
        bytes[length - 1] = 42;
        return new RtpPacket().wrap(bytes, 0, length);
    }

    @Test
    void leavesThePacketItselfAsItWas() {
        RtpPacket packet = packet(100);
        byte[] before = packet.getBuffer().clone();
        RtpPacket numbered = numbers.give(packet, EXTENSION, 65_535);
        assertThat(HeaderExtensions.transportSequence(numbered, EXTENSION)).isEqualTo(65_535);
        assertThat(numbered.payloadLength()).isEqualTo(packet.payloadLength());
        assertThat(numbered.getBuffer()[numbered.getOffset() + numbered.getLength() - 1])
                .isEqualTo((byte) 42);
        assertThat(packet.getBuffer()).isEqualTo(before);
        assertThat(HeaderExtensions.transportSequence(numbers.give(packet, EXTENSION, 7), EXTENSION))
                .isEqualTo(7);
    }

    @Test
    void takesTheLongestPacketThatIsEverSent() {
        RtpPacket longest = packet(PacketHistory.SLOT + 2);
        assertThat(TransportSequenceNumbers.canBeGiven(longest, EXTENSION)).isTrue();
        assertThat(HeaderExtensions.transportSequence(numbers.give(longest, EXTENSION, 1), EXTENSION))
                .isEqualTo(1);
        assertThat(TransportSequenceNumbers.canBeGiven(packet(PacketHistory.SLOT + 3), EXTENSION))
                .isFalse();
    }

    @Test
    void cannotBeGivenWithoutAnAgreementOrBesideAnotherExtension() {
        RtpPacket packet = packet(100);
        assertThat(TransportSequenceNumbers.canBeGiven(packet, 0)).isFalse();
        RtpPacket numbered = numbers.give(packet, EXTENSION, 5);
        byte[] copy = Arrays.copyOf(numbered.getBuffer(), numbered.getLength());
        assertThat(TransportSequenceNumbers.canBeGiven(new RtpPacket().wrap(copy, 0, copy.length), EXTENSION))
                .isFalse();
    }
}
