package org.courtbridge.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.junit.jupiter.api.Test;

class ReportedStreamTest {

    private static final long SSRC = 77;
    private static final long SECOND = 1_000_000_000L;

    private final SendingStatistics sent = new SendingStatistics(SSRC, 8_000);
    private final ReportedStream stream = new ReportedStream(sent);
    private long now;

    /** 50 packets a second. */
    private void send(int seconds) {
        for (int i = 0; i < seconds; i++) {
            for (int packet = 0; packet < 50; packet++) {
                sent.sent(160L * sent.packets(), 160, now);
            }
            stream.tick(now);
            now += SECOND;
        }
    }

    private void report(long ssrc, long highest, int lost) {
        ReportBlock block = new ReportBlock(ssrc, 0, lost, highest, 0, 0, 0);
        sent.reported(block, Instant.EPOCH);
        stream.reported(List.of(block), List.of(SSRC), now);
    }

    private void reportOfNothing() {
        stream.reported(List.of(), List.of(SSRC), now);
    }

    @Test
    void isWhatThePartySays() {
        send(5);
        report(SSRC, 1_000 + 250, 0);
        send(5);
        report(SSRC, 1_000 + 500, 25);
        assertThat(stream.loss()).hasValue(5);
    }

    @Test
    void nothingIsKnownOfAPartyThatDoesNotReport() {
        send(30);
        assertThat(stream.loss()).isEmpty();
    }

    @Test
    void whoReportsButNeverOfTheStreamGetsNothingOfIt() {
        send(5);
        reportOfNothing();
        assertThat(stream.loss()).as("too soon").isEmpty();
        send(2);
        reportOfNothing();
        assertThat(stream.loss()).hasValue(100);
    }

    @Test
    void aStreamThatHasNotBegunIsNotMissed() {
        now = 10 * SECOND;
        reportOfNothing();
        reportOfNothing();
        assertThat(stream.loss()).isEmpty();
    }

    @Test
    void anOldDeviceThatNamesStreamsOfNobodyTellsNothing() {
        send(7);
        stream.reported(List.of(new ReportBlock(5, 0, 0, 100, 0, 0, 0)), List.of(SSRC), now);
        assertThat(stream.loss()).isEmpty();
    }

    @Test
    void whatIsSentWhileNothingArrivesAnyMoreIsLost() {
        send(5);
        report(SSRC, 250, 0);
        send(5);
        report(SSRC, 250, 0);
        assertThat(stream.loss()).hasValue(50);
        send(10);
        reportOfNothing();
        assertThat(stream.loss()).hasValue(75);
    }

    /** A browser, of sound every five seconds or so, and of pictures each second. */
    @Test
    void reportsOfOthersMeanwhileDoNotMeanThatNothingArrives() {
        send(1);
        report(SSRC, 50, 0);
        send(3);
        reportOfNothing();
        assertThat(stream.loss()).as("sent 3 s later").hasValue(0);
        report(SSRC, 200, 0);
        for (int second = 0; second < 7; second++) {
            send(1);
            reportOfNothing();
            assertThat(stream.loss()).hasValue(0);
        }
        report(SSRC, 550, 0);
        send(13);
        reportOfNothing();
        assertThat(stream.loss()).as("not yet").hasValue(0);
        send(1);
        reportOfNothing();
        assertThat(stream.loss().orElseThrow()).isEqualTo(100.0 * 700 / 1_250);
    }
}
