package org.courtbridge.gateway.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.h460.QosReport;
import org.junit.jupiter.api.Test;

class MeasuredMediaTest {

    private static final QosReport.Channel SOUND = new QosReport.Channel(
            1,
            Optional.of(Duration.ofMillis(1_500)),
            Optional.of(Duration.ofMillis(250)),
            Optional.of(7L),
            Optional.of(2),
            Optional.of(3),
            Optional.of(70L),
            Optional.of(12L),
            Optional.of(640L));
    private static final QosReport.Channel NOTHING = new QosReport.Channel(
            2,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @Test
    void saysAllThatWasMeasured() {
        assertThat(MeasuredMedia.text(new QosReport(Optional.empty(), List.of(SOUND, NOTHING))))
                .isEqualTo("session=1 lost=7 lossRate=2 lossFraction=3 meanJitter=12 worstJitter=70"
                        + " meanDelay=250.0ms worstDelay=1500.0ms throughput=64000; session=2");
    }

    @Test
    void writesTheLastOfVeryMany() {
        List<QosReport.Channel> many = new ArrayList<>(Collections.nCopies(1_000, NOTHING));
        many.add(SOUND);
        assertThat(MeasuredMedia.text(new QosReport(Optional.empty(), many)))
                .hasSizeLessThan(250)
                .contains("session=1 lost=7");
    }
}
