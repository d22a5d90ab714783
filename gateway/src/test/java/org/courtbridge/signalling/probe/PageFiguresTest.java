package org.courtbridge.signalling.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.media.probe.ProbeFigures;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Rates;
import org.courtbridge.signalling.webrtc.PageStatistics;
import org.junit.jupiter.api.Test;

class PageFiguresTest {

    private static final Rates CAME = new Rates(OptionalDouble.of(400), true, OptionalDouble.of(700), true);

    @Test
    void aPageThatTakesItsLineToBeNarrowIsBelieved() {
        assertThat(PageFigures.rates(CAME, said(450, true)))
                .isEqualTo(new Rates(OptionalDouble.of(450), false, OptionalDouble.of(700), true));
        assertThat(PageFigures.rates(CAME, said(300, true)).up())
                .as("more came")
                .hasValue(400);
    }

    @Test
    void noPageMakesItsLineWiderThanItWasSeenToBe() {
        assertThat(PageFigures.rates(CAME, said(1_200, true))).isEqualTo(CAME);
        assertThat(PageFigures.rates(CAME, said(5_000, false))).isEqualTo(CAME);
        assertThat(PageFigures.rates(Rates.UNKNOWN, said(5_000, false))).isEqualTo(Rates.UNKNOWN);
    }

    @Test
    void aPageThatSendsLittleAsThereIsLittleToSendSaysNothingOfItsLine() {
        assertThat(PageFigures.rates(CAME, said(450, false))).isEqualTo(CAME);
        assertThat(PageFigures.rates(CAME, said(0, true))).isEqualTo(CAME);
        assertThat(PageFigures.rates(CAME, Optional.empty())).isEqualTo(CAME);
    }

    @Test
    void nothingIsBelievedOfItsLineWhereTheGatewayWasLate() {
        assertThat(PageFigures.rates(figures(OptionalDouble.of(15)), said(450, true)))
                .isEqualTo(new Rates(OptionalDouble.of(450), false, OptionalDouble.of(700), true));
        assertThat(PageFigures.rates(figures(OptionalDouble.empty()), said(450, true)))
                .isEqualTo(CAME);
    }

    private static ProbeFigures figures(OptionalDouble perSecond) {
        PictureReport picture = new PictureReport(
                100, 12, Optional.empty(), perSecond, Optional.empty(), Optional.empty(), Optional.empty());
        return new ProbeFigures(
                Optional.empty(),
                Optional.of(picture),
                Optional.empty(),
                CAME,
                ProbeReport.Sent.UNKNOWN,
                Optional.empty(),
                ProbeReport.Codings.UNKNOWN);
    }

    private static Optional<PageStatistics> said(double outgoing, boolean limited) {
        return Optional.of(new PageStatistics(25, 0, 1, 20, outgoing, limited));
    }
}
