package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.codecs.congestion.ReportHistory.Seen;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.junit.jupiter.api.Test;

class ReportHistoryTest {

    private static final long SECOND = 1_000_000_000L;

    /** A packet each 10 ms, of 1,000 octets: 800,000 bit/s. */
    private final SentNumbers numbers = new SentNumbers();

    private final ReportHistory history = new ReportHistory();

    ReportHistoryTest() {
        for (int i = 0; i < 2_000; i++) {
            numbers.sent(i, 1_000, i * SECOND / 100);
        }
    }

    private static ReportBlock block(long highest, int lost) {
        return new ReportBlock(1, 0, lost, highest, 0, 0, 0);
    }

    @Test
    void tellsWhatWasLostAndSentSinceTheOneBefore() {
        assertThat(history.isEmpty()).isTrue();
        assertThat(history.begins(block(99, 0), numbers, SECOND)).isTrue();
        assertThat(history.isEmpty()).isFalse();

        assertThat(history.begins(block(199, 25), numbers, 2 * SECOND)).isFalse();
        assertThat(history.heard(2 * SECOND)).isEqualTo(SECOND);
        Seen seen = history.compare(block(199, 25), numbers, 2 * SECOND);
        assertThat(seen.packets()).isEqualTo(100);
        assertThat(seen.loss()).isEqualTo(0.25);
        assertThat(seen.sent()).isEqualTo(800_000);
        assertThat(seen.arrives()).isEqualTo(600_000);
        assertThat(seen.sentFrom()).isEqualTo(99 * SECOND / 100);
    }

    @Test
    void waitsForTheNextWhereOneTellsOfFewPackets() {
        history.begins(block(99, 0), numbers, SECOND);
        history.heard(2 * SECOND);
        assertThat(history.compare(block(110, 0), numbers, 2 * SECOND)).isEqualTo(Seen.NOTHING);
        history.heard(3 * SECOND);
        assertThat(history.compare(block(111, 0), numbers, 3 * SECOND).packets())
                .as("since the first")
                .isEqualTo(12);
    }

    @Test
    void beginsAnewWherePacketsAreNoLongerKnown() {
        history.begins(block(50_000, 0), numbers, SECOND);
        assertThat(history.begins(block(99, 0), numbers, 2 * SECOND)).isTrue();
        assertThat(history.begins(block(199, 0), numbers, 3 * SECOND)).isFalse();
    }

    @Test
    void countsALongWaitOnlyByAndBy() {
        history.begins(block(99, 0), numbers, 0);
        history.heard(SECOND);
        assertThat(history.interval()).isEqualTo(SECOND);
        history.heard(11 * SECOND);
        assertThat(history.interval()).isEqualTo(5 * SECOND / 4);
        assertThat(history.areSeldom()).isFalse();
        assertThat(history.areSeldom(13 * SECOND)).isFalse();
        assertThat(history.areSeldom(13 * SECOND + 1)).as("the next is late").isTrue();
    }
}
