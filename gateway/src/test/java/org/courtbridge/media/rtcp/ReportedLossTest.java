package org.courtbridge.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.junit.jupiter.api.Test;

class ReportedLossTest {

    private static final long SECOND = 1_000_000_000L;

    private final ReportedLoss loss = new ReportedLoss();
    private long now;

    private void send(SendingStatistics stream, int packets) {
        for (int i = 0; i < packets; i++) {
            stream.sent(160L * stream.packets(), 160, now);
        }
    }

    private void report(SendingStatistics stream, long highest, int lost, SendingStatistics... sending) {
        ReportBlock block = new ReportBlock(stream.ssrc(), 0, lost, highest, 0, 0, 0);
        stream.reported(block, Instant.EPOCH);
        loss.reported(List.of(block), List.of(sending), now);
    }

    private void publish(SendingStatistics sound, SendingStatistics picture) {
        loss.publish(Optional.of(sound), Optional.of(picture), now);
    }

    @Test
    void eachMediumHasItsOwn() {
        SendingStatistics sound = new SendingStatistics(1, 8_000);
        SendingStatistics picture = new SendingStatistics(2, 90_000);
        send(sound, 100);
        send(picture, 100);
        publish(sound, picture);
        assertThat(loss.of(Medium.AUDIO)).isEmpty();
        report(sound, 100, 0, sound, picture);
        report(picture, 100, 0, sound, picture);
        send(sound, 100);
        send(picture, 100);
        now += SECOND;
        report(sound, 200, 0, sound, picture);
        report(picture, 200, 50, sound, picture);
        assertThat(loss.of(Medium.VIDEO)).as("not published yet").isEmpty();
        publish(sound, picture);
        assertThat(loss.of(Medium.AUDIO)).hasValue(0);
        assertThat(loss.of(Medium.VIDEO)).hasValue(25);
    }

    @Test
    void aReportOfOneStreamTellsThatTheOtherIsMissed() {
        SendingStatistics sound = new SendingStatistics(1, 8_000);
        SendingStatistics picture = new SendingStatistics(2, 90_000);
        send(sound, 100);
        send(picture, 100);
        publish(sound, picture);
        now += ReportedStream.TELLING;
        report(sound, 100, 0, sound, picture);
        publish(sound, picture);
        assertThat(loss.of(Medium.AUDIO)).hasValue(0);
        assertThat(loss.of(Medium.VIDEO)).hasValue(100);
    }

    @Test
    void aStreamThatBeginsAnewWithTheSameSsrcHasNoLossOfBefore() {
        SendingStatistics before = new SendingStatistics(1, 8_000);
        SendingStatistics picture = new SendingStatistics(2, 90_000);
        send(before, 100);
        publish(before, picture);
        now += ReportedStream.TELLING;
        report(before, 100, 100, before);
        publish(before, picture);
        assertThat(loss.of(Medium.AUDIO)).hasValue(100);
        publish(new SendingStatistics(1, 8_000), picture);
        assertThat(loss.of(Medium.AUDIO)).isEmpty();
    }

    @Test
    void nothingIsKeptOfAStreamThatIsGone() {
        SendingStatistics sound = new SendingStatistics(1, 8_000);
        SendingStatistics picture = new SendingStatistics(2, 90_000);
        send(sound, 100);
        publish(sound, picture);
        now += ReportedStream.TELLING;
        report(sound, 100, 100, sound);
        loss.keep(List.of(2L));
        publish(sound, picture);
        assertThat(loss.of(Medium.AUDIO)).isEmpty();
    }
}
