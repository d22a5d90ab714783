package org.courtbridge.codecs.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamStatisticsTest {

    private static final long MILLISECOND = 1_000_000;

    @Test
    void countsLossesAcrossTheWrapOfSequenceNumbers() {
        var statistics = new ReceptionStatistics(8000);
        for (int i = 0; i < 100; i++) {
            if (i % 10 != 5) {
                statistics.received(65_500 + i & 0xFFFF, 160L * i, 160, 20 * MILLISECOND * i);
            }
        }
        assertThat(statistics.lost()).isEqualTo(10);
        assertThat(statistics.packets()).isEqualTo(90);
        ReportBlock block = statistics.report(1, 0);
        assertThat(block.cumulativeLost()).isEqualTo(10);
        assertThat(block.fractionLost()).isEqualTo(25);
        assertThat(block.highestSequence()).isEqualTo(65_599);
        assertThat(block.jitter()).isZero();
        assertThat(statistics.report(1, 0).fractionLost()).isZero();
    }

    @Test
    void measuresJitterAsRfc3550Does() {
        var statistics = new ReceptionStatistics(8000);
        for (int i = 0; i < 1000; i++) {
            long late = i % 2 == 0 ? 0 : 5 * MILLISECOND;
            statistics.received(i, 160L * i, 160, 20 * MILLISECOND * i + late);
        }
        assertThat(statistics.jitterMillis()).isCloseTo(5, within(0.01));
    }

    @Test
    void startsAnewAfterALeapThatIsConfirmed() {
        var statistics = new ReceptionStatistics(8000);
        statistics.received(1, 0, 1, 0);
        statistics.received(3, 0, 1, 0);
        statistics.received(30_000, 0, 1, 0);
        assertThat(statistics.lost()).isEqualTo(1);
        statistics.received(30_001, 0, 1, 0);
        statistics.received(30_003, 0, 1, 0);
        assertThat(statistics.lost()).isEqualTo(2);
    }

    @Test
    void aLeapToAnotherSourceIsNoLoss() {
        var statistics = new ReceptionStatistics(8000);
        statistics.received(1, 0, 1, 0);
        statistics.received(3, 0, 1, 0);
        statistics.restart();
        statistics.received(500, 0, 1, 0);
        statistics.received(502, 0, 1, 0);
        assertThat(statistics.lost()).isEqualTo(2);
        assertThat(statistics.expected()).isEqualTo(6);
        assertThat(statistics.report(1, 0).cumulativeLost()).isEqualTo(1);
    }

    @Test
    void numbersThatWerePassedOverAreNotLostOnTheWay() {
        var sending = new SendingStatistics(1, 90_000);
        sending.passedOver(3);
        sending.passedOver(-1);
        sending.reported(new ReportBlock(1, 0, 5, 65_530, 0, 0, 0), Instant.EPOCH);
        sending.reported(new ReportBlock(1, 0, 6, 65_540, 0, 0, 0), Instant.EPOCH);
        assertThat(sending.reportedLost()).isEqualTo(4);
        assertThat(sending.reportedExpected()).isEqualTo(10);
    }

    @Test
    void roundTripComesFromTheReportsOfBothSides() {
        Instant start = Instant.parse("2026-03-01T10:00:00Z");
        var sending = new SendingStatistics(1, 90_000);
        sending.sent(5000, 1000, 0);
        SenderReport sent = sending.report(100 * MILLISECOND, start, List.of());
        assertThat(sent.rtpTimestamp()).isEqualTo(5000 + 9000);
        assertThat(sent.packets()).isEqualTo(1);

        var receiving = new ReceptionStatistics(90_000);
        receiving.received(1, 5000, 1000, 0);
        receiving.senderReport(sent, 0);
        ReportBlock block = receiving.report(1, 300 * MILLISECOND);

        sending.reported(block, start.plusMillis(350));
        assertThat(sending.roundTrip().orElseThrow()).isCloseTo(50, within(0.1));
    }

    @Test
    void asksForWhatIsMissingOnceARoundTripAndGivesUp() {
        var nacks = new NackGenerator();
        nacks.received(65_534, 0);
        nacks.received(2, 0);
        assertThat(nacks.due(9 * MILLISECOND, 0)).isEmpty();
        nacks.received(0, 9 * MILLISECOND);
        assertThat(nacks.due(10 * MILLISECOND, 100 * MILLISECOND)).containsExactly(65_535, 1);
        assertThat(nacks.due(109 * MILLISECOND, 100 * MILLISECOND)).isEmpty();
        assertThat(nacks.due(110 * MILLISECOND, 100 * MILLISECOND)).containsExactly(65_535, 1);
        assertThat(nacks.takeGivenUp()).isFalse();
        for (int i = 0; i < 10; i++) {
            nacks.due(200 * MILLISECOND * i, 0);
        }
        assertThat(nacks.hasMissing()).isFalse();
        assertThat(nacks.takeGivenUp()).isTrue();
        assertThat(nacks.takeGivenUp()).isFalse();
    }

    @Test
    void leavesABigGapToAKeyframe() {
        var nacks = new NackGenerator();
        nacks.received(0, 0);
        nacks.received(1000, 0);
        assertThat(nacks.hasMissing()).isFalse();
        assertThat(nacks.takeGivenUp()).isTrue();
    }

    @Test
    void historyGivesBackWhatIsAskedForOnceARoundTrip() {
        var history = new PacketHistory(8);
        for (int sequence = 65_530; sequence < 65_540; sequence++) {
            byte[] slot = history.slot(sequence & 0xFFFF);
            slot[0] = (byte) 0x80;
            new RtpPacket().wrap(slot, 0, 20).sequenceNumber(sequence);
            history.keep(sequence & 0xFFFF, 20, 0);
        }
        var packet = new RtpPacket();
        assertThat(history.recall(65_531, packet, 0)).as("too old").isFalse();
        assertThat(history.recall(3, packet, 0)).isTrue();
        assertThat(packet.sequenceNumber()).isEqualTo(3);
        assertThat(history.recall(3, packet, MILLISECOND)).as("just sent").isFalse();
        assertThat(history.recall(3, packet, 10 * MILLISECOND)).isTrue();
    }

    @Test
    void retransmissionsBecomeWhatTheyRepeat() {
        byte[] bytes = new byte[64];
        bytes[0] = (byte) 0x80;
        var original = new RtpPacket().wrap(bytes, 0, 20);
        original.payloadType(97);
        original.sequenceNumber(77);
        original.timestamp(123);
        original.ssrc(5);
        original.marker(true);
        bytes[12] = 42;

        byte[] packed = new byte[64];
        int length = Retransmission.pack(original, packed, 98, 6, 1);
        var repeated = new RtpPacket().wrap(packed, 0, length);
        assertThat(repeated.payloadType()).isEqualTo(98);
        assertThat(repeated.ssrc()).isEqualTo(6);
        assertThat(repeated.sequenceNumber()).isEqualTo(1);
        assertThat(repeated.payloadLength()).isEqualTo(10);

        assertThat(Retransmission.unpack(repeated, 97, 5)).isTrue();
        byte[] unpacked = new byte[repeated.getLength()];
        repeated.readRegionToBuff(0, unpacked.length, unpacked);
        assertThat(unpacked).isEqualTo(java.util.Arrays.copyOf(bytes, 20));

        assertThat(Retransmission.unpack(
                        new RtpPacket().wrap(new byte[] {(byte) 0x80, 98, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 0, 13),
                        97,
                        5))
                .isFalse();
    }

    @Test
    void transportFeedbackTellsEveryArrival() {
        var recorder = new TransportCcRecorder(0);
        recorder.received(65_535, 130 * MILLISECOND);
        recorder.received(1, 131 * MILLISECOND);
        recorder.received(2, 130 * MILLISECOND);
        TransportFeedback feedback = recorder.report(1, 2).orElseThrow();
        assertThat(feedback.baseSequence()).isEqualTo(65_535);
        assertThat(feedback.referenceTime()).isEqualTo(2);
        assertThat(feedback.deltas().stream().map(d -> d.isPresent() ? d.getAsInt() : null))
                .containsExactly(8, null, 4, -4);
        assertThat(recorder.report(1, 2)).isEmpty();

        recorder.received(4, 200 * MILLISECOND);
        TransportFeedback next = recorder.report(1, 2).orElseThrow();
        assertThat(next.baseSequence()).isEqualTo(3);
        assertThat(next.deltas()).hasSize(2);
        assertThat(next.feedbackCount()).isEqualTo(1);
    }

    @Test
    void aSenderReportSaysWhenWhatWasSentIsToBeSeenAndNotWhenItLeft() {
        var sending = new SendingStatistics(1, 90_000);
        assertThat(sending.isUnreported()).isFalse();
        sending.sent(0xFFFF_FFFFL, 100, 40 * MILLISECOND);
        assertThat(sending.isUnreported()).isTrue();
        SenderReport report = sending.report(50 * MILLISECOND, Instant.EPOCH, List.of());
        assertThat(report.rtpTimestamp()).isEqualTo(899);
        assertThat(sending.isUnreported()).isFalse();
        assertThat(sending.report(30 * MILLISECOND, Instant.EPOCH, List.of()).rtpTimestamp())
                .as("before that")
                .isEqualTo(0xFFFF_FFFFL - 900);
    }

    @Test
    void ntpTimeIsNanosecondsSince1900() {
        Instant moment = Instant.parse("2026-03-01T10:00:00.123456789Z");
        long nanos = NtpTime.toNanosSince1900(NtpTime.of(moment));
        long expected = (moment.getEpochSecond() + 2_208_988_800L) * 1_000_000_000L + moment.getNano();
        assertThat(nanos).isBetween(expected - 1, expected);
        assertThat(NtpTime.toNanosSince1900(0xFFFF_FFFF_8000_0000L)).isEqualTo(4_294_967_295_500_000_000L);
    }
}
