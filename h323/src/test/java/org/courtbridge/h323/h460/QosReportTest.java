package org.courtbridge.h323.h460;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.RandomValues;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.generic.Addresses;
import org.courtbridge.h323.per.PerException;
import org.junit.jupiter.api.Test;

/** H.460.9. */
class QosReportTest {

    private static final int MANY = 2_000;
    private static final Octets CALL = Octets.ofHex("00112233445566778899aabbccddeeff");
    private static final Octets CONFERENCE = Octets.ofHex("ffeeddccbbaa99887766554433221100");

    private static final QosReport.Channel SOUND = new QosReport.Channel(
            1,
            Optional.of(Duration.ofMillis(1_500)),
            Optional.of(Duration.ofMillis(250)),
            Optional.of(4_294_967_295L),
            Optional.of(65_535),
            Optional.of(3),
            Optional.of(70_000L),
            Optional.of(12L),
            Optional.of(640L));
    private static final QosReport.Channel PICTURE = new QosReport.Channel(
            255,
            Optional.empty(),
            Optional.empty(),
            Optional.of(7L),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    private static final QosReport PERIODIC =
            new QosReport(Optional.of(new QosReport.CallName(CALL, CONFERENCE, 65_535)), List.of(SOUND, PICTURE));
    private static final QosReport LAST = new QosReport(Optional.empty(), List.of(PICTURE));

    private static Feature feature(Octets data) {
        return Feature.of(Feature.QOS_MONITORING, FeatureParameter.raw(1, data));
    }

    private static byte[] data(Feature feature) {
        return feature.parameter(1).flatMap(FeatureParameter::raw).orElseThrow().toArray();
    }

    @Test
    void comesBackAsItWas() {
        assertThat(QosReport.of(List.of(PERIODIC.toFeature(), Feature.of(Feature.MEDIA_TRAVERSAL), LAST.toFeature())))
                .containsExactly(PERIODIC, LAST);
    }

    /** Whoever can report says so by the same feature, and nothing more. */
    @Test
    void isNothingWhereNothingIsReported() {
        assertThat(QosReport.of(List.of(Feature.of(Feature.QOS_MONITORING)))).isEmpty();
        assertThat(QosReport.of(List.of(Feature.of(Feature.QOS_MONITORING, FeatureParameter.flag(1, true)))))
                .isEmpty();
        Feature another = Feature.of(Feature.SIGNALLING_TRAVERSAL, FeatureParameter.raw(1, Octets.ofHex("00")));
        assertThat(QosReport.of(List.of(another))).isEmpty();
    }

    /** Delays are the middle of an NTP timestamp: in 65,536ths of a second. */
    @Test
    void readsDelays() {
        Sequence sent = QosTypes.MEDIA_SENDER_MEASURES
                .build()
                .set("meanEstimatedEnd2EndDelay", 16_384L)
                .set("worstEstimatedEnd2EndDelay", 4_294_967_295L)
                .done();
        Sequence measures = QosTypes.RTCP_MEASURES
                .build()
                .set("rtpAddress", Addresses.TRANSPORT_CHANNEL_INFO.build().done())
                .set("rtcpAddress", Addresses.TRANSPORT_CHANNEL_INFO.build().done())
                .set("sessionId", 2)
                .set("mediaSenderMeasures", sent)
                .done();
        Choice data = QosTypes.QOS_MONITORING_REPORT_DATA.value(
                "interGK",
                QosTypes.INTER_GK_QOS_MON_REPORT
                        .build()
                        .set("mediaInfo", List.of(measures))
                        .done());
        QosReport.Channel read = QosReport.of(
                        List.of(feature(Octets.of(QosTypes.QOS_MONITORING_REPORT_DATA.encode(data)))))
                .getFirst()
                .channels()
                .getFirst();

        assertThat(read.meanDelay()).contains(Duration.ofMillis(250));
        assertThat(read.worstDelay().orElseThrow()).isBetween(Duration.ofSeconds(65_535), Duration.ofSeconds(65_536));
        assertThat(read.lost()).isEmpty();
    }

    @Test
    void refusesEveryTruncation() {
        for (QosReport report : List.of(PERIODIC, LAST)) {
            byte[] whole = data(report.toFeature());
            for (int length = 0; length < whole.length; length++) {
                List<Feature> cut = List.of(feature(Octets.of(Arrays.copyOf(whole, length))));

                assertThatThrownBy(() -> QosReport.of(cut)).isInstanceOf(PerException.class);
            }
        }
    }

    @Test
    void readsWhateverTheTypesHold() {
        RandomValues values = new RandomValues(new Random(9));
        for (int i = 0; i < MANY; i++) {
            Object value = values.of(QosTypes.QOS_MONITORING_REPORT_DATA);
            List<QosReport> read =
                    QosReport.of(List.of(feature(Octets.of(QosTypes.QOS_MONITORING_REPORT_DATA.encode(value)))));

            for (QosReport report : read) {
                assertThat(QosReport.of(List.of(report.toFeature()))).containsExactly(report);
            }
        }
    }

    /** It is read, or refused as what it is. */
    @Test
    void survivesEveryChange() {
        Random random = new Random(10);
        byte[] whole = data(PERIODIC.toFeature());
        int refused = 0;
        for (int i = 0; i < MANY; i++) {
            byte[] changed = whole.clone();
            for (int j = 0; j <= random.nextInt(3); j++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(QosReport.of(List.of(feature(Octets.of(changed))))).hasSizeLessThan(256);
            } catch (PerException _) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, MANY - 1);
    }
}
