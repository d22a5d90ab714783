package org.courtbridge.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

class ReceivedSoundTest {

    private static final long TICK = 20_000_000;

    private final ReceivedSound sound = new ReceivedSound();

    /** RFC 3550, appendix A.1. */
    @Test
    void aForgedPacketOfAnotherSourceIsNotReportedOn() {
        for (int i = 0; i < 100; i++) {
            receive(1, 65_500 + i, i);
            if (i % 10 == 5) {
                receive(9, 30_000 + i / 10, i);
            }
        }
        ReportBlock report = sound.report(100 * TICK).orElseThrow();
        assertThat(report.ssrc()).isEqualTo(1);
        assertThat(report.highestSequence()).isEqualTo(65_599);
        assertThat(report.cumulativeLost()).isZero();
        assertThat(sound.snapshot(100 * TICK).traffic().packets()).isEqualTo(100);
    }

    @Test
    void anotherSourceIsReportedOnFromItsSecondPacketOn() {
        receive(1, 100, 0);
        receive(2, 7_000, 1);
        assertThat(sound.report(TICK).orElseThrow().ssrc()).isEqualTo(1);
        receive(2, 7_001, 2);
        ReportBlock report = sound.report(2 * TICK).orElseThrow();
        assertThat(report.ssrc()).isEqualTo(2);
        assertThat(report.highestSequence()).isEqualTo(7_001);
    }

    private void receive(long ssrc, int number, int tick) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + 160];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.ssrc(ssrc);
        packet.sequenceNumber(number & 0xFFFF);
        packet.timestamp(160L * tick);
        sound.received(packet, tick * TICK);
    }
}
