package org.courtbridge.signalling.h323.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
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

    private static final Octets CALL = Octets.ofHex("00112233445566778899aabbccddeeff");

    @Test
    void saysAllThatWasMeasured() {
        assertThat(MeasuredMedia.text(new QosReport(Optional.empty(), List.of(SOUND, NOTHING))))
                .isEqualTo("session=1 lost=7 lossRate=2 lossFraction=3 meanJitter=12 worstJitter=70"
                        + " meanDelay=250.0ms worstDelay=1500.0ms throughput=64000; session=2");
    }

    /** However often an endpoint reports, there is one line for each end of a call. */
    @Test
    void tellsTheLastOfItOnce() {
        MeasuredMedia media = new MeasuredMedia();
        MeasuredMedia.Part caller = new MeasuredMedia.Part(CALL, false, "one");
        MeasuredMedia.Part called = new MeasuredMedia.Part(CALL, true, "other");
        QosReport sound = new QosReport(Optional.empty(), List.of(SOUND));
        QosReport nothing = new QosReport(Optional.empty(), List.of(NOTHING));
        for (int i = 0; i < 100; i++) {
            media.measured(caller, sound);
        }
        media.measured(called, new QosReport(Optional.empty(), List.of(SOUND, NOTHING, SOUND)));
        media.measured(caller, nothing);
        media.measured(caller, new QosReport(Optional.empty(), List.of()));

        assertThat(media.missedPackets()).isZero();
        assertThat(media.ended(called)).isPresent();
        assertThat(media.missedPackets()).as("of one session").isEqualTo(7);
        assertThat(media.ended(caller))
                .contains("call=00112233-4455-6677-8899-aabbccddeeff endpoint=one measured session=2");
        assertThat(media.ended(caller)).isEmpty();
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
