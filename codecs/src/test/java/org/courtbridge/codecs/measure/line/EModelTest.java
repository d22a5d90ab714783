package org.courtbridge.codecs.measure.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.courtbridge.codecs.audio.AudioCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EModelTest {

    /** ITU-T G.107, clause 7.7: with all defaults R = 93.2; table B.1: MOS-CQE 4.41. */
    @Test
    void hasTheDefaultsOfTheRecommendations() {
        double narrow = EModel.NARROWBAND.rating(Connection.PERFECT);
        assertThat(narrow).isCloseTo(93.2, within(0.05));
        assertThat(EModel.NARROWBAND.meanOpinionScore(narrow)).isCloseTo(4.41, within(0.005));
        assertThat(EModel.WIDEBAND.rating(Connection.PERFECT)).isEqualTo(129);
        assertThat(EModel.FULLBAND.rating(Connection.PERFECT)).isEqualTo(148);
    }

    /** ITU-T G.107, table B.1: R of 90, 80, 70, 60, 50 are 4.34, 4.03, 3.60, 3.10, 2.58. */
    @ParameterizedTest
    @CsvSource({"90, 4.34", "80, 4.03", "70, 3.60", "60, 3.10", "50, 2.58", "0, 1", "-5, 1", "100, 4.5", "110, 4.5"})
    void hasTheRecommendationsScores(double rating, double score) {
        assertThat(EModel.NARROWBAND.meanOpinionScore(rating)).isCloseTo(score, within(0.006));
        assertThat(EModel.WIDEBAND.meanOpinionScore(1.29 * rating)).isCloseTo(score, within(0.006));
        assertThat(EModel.FULLBAND.meanOpinionScore(1.48 * rating)).isCloseTo(score, within(0.006));
    }

    /** As an implementation in Go by others gives it (manucorporat/e-model): T, Ta; TELR; Ie; Bpl; Ppl; BurstR. */
    @ParameterizedTest
    @CsvSource({
        "0, 65, 0, 4.3, 0, 1, 93.206",
        "50, 65, 0, 4.3, 0, 1, 91.756",
        "150, 65, 0, 25.1, 0, 1, 89.539",
        "150, 55, 0, 25.1, 1, 1, 78.339",
        "300, 65, 11, 19, 2, 1, 53.666",
        "400, 65, 0, 25.1, 5, 2, 45.037",
        "150, 40, 0, 4.3, 0, 1, 50.917",
        "80, 45, 11, 19, 1, 1.5, 59.102"
    })
    void agreesWithOthers(
            double delay, double telr, double ie, double bpl, double loss, double ratio, double expected) {
        Connection connection = new Connection(delay, telr, ie, bpl, loss, ratio);
        assertThat(EModel.NARROWBAND.rating(connection)).isCloseTo(expected, within(0.01));
    }

    /** AMR-WB at 12.65 kbit/s, two ears, 2 % of loss: Ie,wb 20, Bpl,wb 4.3 give 43.81 and 3.41, as others (sipnab) have it. */
    @Test
    void hasTheEquipmentImpairmentOfWidebandModel() {
        Connection lossy = Connection.PERFECT.withCodec(20, 4.3).withLoss(2, 1);
        assertThat(EModel.WIDEBAND.equipmentImpairment(lossy)).isCloseTo(43.81, within(0.005));
        assertThat(EModel.WIDEBAND.meanOpinionScore(EModel.WIDEBAND.rating(lossy)))
                .isCloseTo(3.406, within(0.001));
    }

    /** G.107, table 3: BurstR is 1 to 8. Losses that avoid each other are no better than by chance. */
    @Test
    void takesNoBurstRatioThatTheModelIsNotMadeFor() {
        Connection chance = Connection.PERFECT.withCodec(0, 25.1).withLoss(5, 1);
        Connection bursty = chance.withLoss(5, 8);
        assertThat(EModel.NARROWBAND.rating(chance.withLoss(5, 0.9))).isEqualTo(EModel.NARROWBAND.rating(chance));
        assertThat(EModel.NARROWBAND.rating(chance.withLoss(5, 50))).isEqualTo(EModel.NARROWBAND.rating(bursty));
    }

    /** As rtpengine has it: EVS, Ie,fb 10.2 and Bpl,fb 4.3; 200 ms, 3 %. */
    @Test
    void hasTheFullbandModelOfOthers() {
        Connection connection =
                Connection.PERFECT.withCodec(10.2, 4.3).withLoss(3, 1).withDelay(200);
        assertThat(EModel.FULLBAND.equipmentImpairment(connection)).isCloseTo(10.2 + 121.8 * 3 / 7.3, within(1e-9));
        assertThat(EModel.FULLBAND.rating(connection)).isCloseTo(83.239, within(0.01));
    }

    @Test
    void disturbsMoreTheLaterAndTheMoreIsLost() {
        for (EModel model : EModel.values()) {
            double before = 200;
            for (double delay = 0; delay < 1_000; delay += 10) {
                double rating = model.rating(Connection.PERFECT.withDelay(delay));
                assertThat(rating).isLessThanOrEqualTo(before + 0.2);
                before = rating;
            }
            Connection random = Connection.PERFECT.withCodec(0, 25.1).withLoss(2, 1);
            Connection bursty = Connection.PERFECT.withCodec(0, 25.1).withLoss(2, 2);
            assertThat(model.rating(bursty)).isLessThan(model.rating(random));
        }
    }

    /** G.113 (09/2024), appendices I and IV. */
    @Test
    void hasWhatIsPublishedOfCodecs() {
        assertThat(Equipment.of(AudioCodec.PCMA))
                .hasValue(new Equipment(EModel.NARROWBAND, 0, OptionalDouble.of(25.1)));
        assertThat(Equipment.of(AudioCodec.G729)).hasValue(new Equipment(EModel.NARROWBAND, 11, OptionalDouble.of(19)));
        assertThat(Equipment.of(AudioCodec.G722)).hasValue(new Equipment(EModel.WIDEBAND, 13, OptionalDouble.empty()));
        assertThat(Equipment.of(AudioCodec.OPUS)).isEmpty();
        assertThat(Equipment.of(AudioCodec.L16_16K)).isEmpty();
    }
}
