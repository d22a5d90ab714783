package org.courtbridge.media.video.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.courtbridge.codecs.rtp.Retransmission;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

class FollowedSourceTest {

    private static final int PICTURES = 96;
    private static final int RTX = 97;
    private static final long MILLISECOND = 1_000_000;

    private final FollowedSource source = new FollowedSource();
    private final List<String> given = new ArrayList<>();
    private long now = MILLISECOND;

    FollowedSourceTest() {
        source.retransmissions(Map.of(RTX, PICTURES));
    }

    private static RtpPacket packet(long ssrc, int sequence) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + 10];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.payloadType(PICTURES);
        packet.ssrc(ssrc);
        packet.sequenceNumber(sequence);
        packet.timestamp(sequence * 3_000L);
        return packet;
    }

    private void put(long ssrc, int sequence) {
        put(packet(ssrc, sequence));
    }

    /** Notes what is given by SSRC and sequence number, with ! where something begins. */
    private void put(RtpPacket packet) {
        now += MILLISECOND;
        source.put(packet, now);
        for (RtpPacket next = source.next(); next != null; next = source.next()) {
            given.add(next.ssrc() + ":" + next.sequenceNumber() + (source.begins() ? "!" : ""));
        }
    }

    private void sendAgain(long ssrc, int sequence) {
        byte[] bytes = new byte[100];
        int length = Retransmission.pack(packet(ssrc, sequence), bytes, RTX, 99, 5);
        put(new RtpPacket().wrap(bytes, 0, length));
    }

    @Test
    void aStreamBeginsWithItsFirstPacketAndGoesOn() {
        assertThat(source.ssrc()).isEqualTo(FollowedSource.NO_SSRC);
        assertThat(source.report(now)).isEmpty();
        put(1, 65_535);
        put(1, 0);
        put(1, 2);
        assertThat(given).containsExactly("1:65535!", "1:0", "1:2");
        assertThat(source.ssrc()).isEqualTo(1);
        assertThat(source.report(now)).isPresent();
        assertThat(source.packets()).isEqualTo(3);
        assertThat(source.octets()).isEqualTo(30);
    }

    @Test
    void whatComesTwiceIsGivenOnceHoweverItComes() {
        put(1, 10);
        put(1, 12);
        put(1, 12);
        sendAgain(1, 11);
        sendAgain(1, 11);
        sendAgain(1, 10);
        assertThat(given).containsExactly("1:10!", "1:12", "1:11");
    }

    @Test
    void nothingIsSentAgainOfAStreamThatHasNotBegun() {
        sendAgain(1, 10);
        assertThat(given).isEmpty();
        put(1, 10);
        assertThat(given).containsExactly("1:10!");
    }

    /** Its first packet, with which a keyframe often begins, is not lost. */
    @Test
    void anotherSourceIsFollowedFromItsFirstPacketOnOnceASecondHasCome() {
        put(1, 10);
        put(2, 700);
        put(1, 11);
        put(2, 701);
        assertThat(given).as("two in a row").containsExactly("1:10!", "1:11");
        put(2, 702);
        assertThat(given).containsExactly("1:10!", "1:11", "2:701!", "2:702");
        assertThat(source.ssrc()).isEqualTo(2);
        put(1, 12);
        put(2, 703);
        assertThat(given).last().isEqualTo("2:703");
    }

    @Test
    void anotherSourceMayHaveTheSameNumbersAndTimestamps() {
        put(1, 10);
        put(1, 11);
        put(2, 10);
        put(2, 11);
        assertThat(given).containsExactly("1:10!", "1:11", "2:10!", "2:11");
    }

    @Test
    void numbersThatLeapBeginAnewWithTheSecondOfThem() {
        put(1, 10);
        put(1, 20_000);
        assertThat(given).containsExactly("1:10!");
        put(1, 20_001);
        put(1, 20_002);
        put(1, 20_001);
        assertThat(given).containsExactly("1:10!", "1:20001!", "1:20002");
    }

    @Test
    void aPacketMayComeAgainWhereNumbersAreCountedAnew() {
        put(1, 10);
        source.forgetRepeated();
        put(1, 10);
        assertThat(given).containsExactly("1:10!", "1:10");
    }
}
