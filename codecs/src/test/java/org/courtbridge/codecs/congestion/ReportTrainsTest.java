package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.codecs.rtp.ReportBlock;
import org.junit.jupiter.api.Test;

class ReportTrainsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000;
    private static final long ESTIMATE = 400_000;

    private final ReportHistory history = new ReportHistory();
    private final ReportTrains trains = new ReportTrains();

    ReportTrainsTest() {
        history.begins(new ReportBlock(1, 0, 0, 0, 0, 0, 0), new SentNumbers(), 0);
    }

    /** Reports come each second. */
    private void report(int second) {
        history.heard(second * SECOND);
        trains.reported(history, ESTIMATE, true, second * SECOND);
    }

    @Test
    void oneGoesJustBeforeTheNextReport() {
        report(1);
        assertThat(trains.due(ESTIMATE, false, SECOND + 699 * MILLISECOND)).isZero();
        assertThat(trains.due(ESTIMATE, false, SECOND + 700 * MILLISECOND)).isEqualTo(7_000);
    }

    @Test
    void oneReportInFiveIsWithoutATrain() {
        for (int second = 1; second <= 5; second++) {
            report(second);
            long due = second * SECOND + 700 * MILLISECOND;
            assertThat(trains.due(ESTIMATE, false, due) > 0).isEqualTo(second < 5);
            assertThat(trains.due(ESTIMATE, true, due)).isPositive();
        }
    }

    @Test
    void isAsLongAsTheEstimateAsksFor() {
        assertThat(ReportTrains.octets(50_000)).isEqualTo(4_500);
        assertThat(ReportTrains.octets(200_000)).isEqualTo(5_000);
        assertThat(ReportTrains.octets(2_000_000)).isEqualTo(8_000);
    }

    @Test
    void theReportOfItsSenderReportTellsOfIt() {
        report(1);
        trains.sent(7_000, 77, SECOND);
        assertThat(trains.isBefore(77)).isTrue();
        assertThat(trains.isBefore(78)).isFalse();
        assertThat(trains.isAwaited(SECOND)).isTrue();
        assertThat(trains.due(ESTIMATE, true, 9 * SECOND)).isZero();

        assertThat(trains.answered(78, true, 2 * SECOND)).isEmpty();
        assertThat(trains.answered(77, false, 2 * SECOND)).isEmpty();
        assertThat(trains.answered(77, true, 2 * SECOND)).hasValue(7_000);
        assertThat(trains.isAwaited(2 * SECOND)).isFalse();
        assertThat(trains.answered(77, true, 2 * SECOND)).isEmpty();
    }

    @Test
    void isLostIfALaterReportDoesNotTellOfIt() {
        trains.sent(7_000, 77, SECOND);
        assertThat(trains.answered(76, true, 2 * SECOND + 1)).isEmpty();
        assertThat(trains.isAwaited(2 * SECOND + 1)).isFalse();
    }

    @Test
    void threeThatAreLostBeforeQuestionsAreOfNoUseUntilOneIsAnswered() {
        trains.lostBeforeQuestion();
        trains.lostBeforeQuestion();
        assertThat(trains.areLost()).isFalse();
        trains.lostBeforeQuestion();
        assertThat(trains.areLost()).isTrue();
        trains.answeredToQuestion();
        assertThat(trains.areLost()).isFalse();
    }

    @Test
    void takesNoMoreThanAFifthOfWhatTheLineCarries() {
        report(1);
        trains.sent(7_000, 77, SECOND);
        trains.answered(77, true, SECOND);
        assertThat(trains.due(ESTIMATE, true, SECOND + 700 * MILLISECOND - 1)).isZero();
        assertThat(trains.due(ESTIMATE, true, SECOND + 700 * MILLISECOND)).isPositive();
        trains.sent(7_000, 78, SECOND + 300 * MILLISECOND);
        trains.answered(78, true, SECOND + 300 * MILLISECOND);
        assertThat(trains.due(ESTIMATE, true, SECOND + 999 * MILLISECOND)).isZero();
        assertThat(trains.due(ESTIMATE, true, 2 * SECOND)).isPositive();
    }
}
