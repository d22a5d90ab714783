package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.measure.line.LineMeter;
import org.courtbridge.codecs.measure.picture.PictureMeter;
import org.courtbridge.codecs.measure.sound.Origin;
import org.courtbridge.codecs.measure.sound.SoundMeter;
import org.courtbridge.codecs.measure.sound.SoundReport;
import org.courtbridge.provisioning.testcall.KnownClients.Known;
import org.courtbridge.provisioning.testcall.ProbeReport.Codings;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection.Connected;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection.Failed;
import org.courtbridge.provisioning.testcall.ProbeReport.Equipment;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;
import org.courtbridge.provisioning.testcall.ProbeReport.Rates;
import org.courtbridge.provisioning.testcall.ProbeReport.Sent;
import org.courtbridge.provisioning.testcall.ProbeReport.Withheld;
import org.junit.jupiter.api.Test;

/** Tests of the verdicts on the call, the device and the place itself, and of when they count. */
class CallJudgeTest {

    private static final Instant BEGUN = Instant.parse("2026-11-27T03:00:00Z");
    private static final OptionalDouble NONE = OptionalDouble.empty();
    private static final Limits LIMITS = Limits.standard();
    private static final KnownClients CLIENTS = new KnownClients(
            List.of(new Known("HDX", Optional.of("3.1.14")), new Known("Broken Phone", Optional.empty())));

    private final CallJudge call = new CallJudge(LIMITS, CLIENTS);
    private final TestJudge judge = new TestJudge(LIMITS, CLIENTS);

    private static Equipment equipment(
            Optional<Boolean> muted,
            OptionalDouble volume,
            Optional<Boolean> camera,
            Optional<Boolean> display,
            Optional<String> firmware) {
        return new Equipment(muted, volume, camera, display, firmware);
    }

    private static Optional<Equipment> firmware(String name) {
        return Optional.of(equipment(Optional.empty(), NONE, Optional.empty(), Optional.empty(), Optional.of(name)));
    }

    private static List<Outcome> outcomes(List<Verdict> verdicts) {
        return verdicts.stream().map(Verdict::outcome).toList();
    }

    @Test
    void aCallThatStandsPassesAndSaysWhatItIs() {
        Connected encrypted =
                new Connected(Optional.of(true), Optional.of("Polycom HDX 8000 HD/3.1.14"), Codings.UNKNOWN);
        List<Verdict> verdicts = call.judge(encrypted, Optional.empty());
        assertThat(verdicts)
                .extracting(Verdict::check)
                .containsExactly(Check.CONNECTION, Check.ENCRYPTION, Check.CLIENT_VERSION);
        assertThat(outcomes(verdicts)).containsExactly(Outcome.PASS, Outcome.PASS, Outcome.PASS);
        assertThat(outcomes(call.judge(
                        new Connected(Optional.of(false), Optional.empty(), Codings.UNKNOWN), Optional.empty())))
                .containsExactly(Outcome.PASS, Outcome.FAIL, Outcome.COULD_NOT_TELL);
    }

    /** A name that the call gives, and one that the driver gives: a bad one outweighs a good one. */
    @Test
    void theDevicesOwnFirmwareCountsBesidesWhatTheCallSays() {
        Connected good = new Connected(Optional.of(true), Optional.of("Polycom HDX 8000 HD/3.1.14"), Codings.UNKNOWN);
        assertThat(call.judge(good, firmware("HDX 3.0.5")).get(2).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(call.judge(good, firmware("baresip v1.0.0")).get(2).outcome())
                .isEqualTo(Outcome.PASS);
        Connected unnamed = new Connected(Optional.of(true), Optional.empty(), Codings.UNKNOWN);
        assertThat(call.judge(unnamed, firmware("HDX 4.0")).get(2).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void aFailureOfThePlaceFailsTheConnectionAndOneOfOursDoesNot() {
        List<Verdict> busy = call.judge(new Failed(Failure.BUSY, "486"));
        assertThat(busy).extracting(Verdict::check).isEqualTo(Check.of(Subject.CALL));
        assertThat(busy.getFirst().reason()).contains(Reason.BUSY);
        assertThat(busy.get(1).doubt()).contains(Doubt.NO_CALL);
        List<Verdict> ours = call.judge(new Failed(Failure.FAULT, "500"));
        assertThat(ours).extracting(verdict -> verdict.doubt().orElseThrow()).containsOnly(Doubt.GATEWAY);
    }

    @Test
    void saysOfEachPartOfTheDeviceWhatItsDriverSays() {
        Equipment good = equipment(
                Optional.of(false), OptionalDouble.of(40), Optional.of(true), Optional.of(true), Optional.empty());
        List<Verdict> verdicts = call.judge(Optional.of(good));
        assertThat(verdicts).extracting(Verdict::check).isEqualTo(Check.of(Subject.DEVICE));
        assertThat(outcomes(verdicts)).containsOnly(Outcome.PASS);
        assertThat(verdicts.get(1).figure()).hasValue(40);
        Equipment bad = equipment(
                Optional.of(true), OptionalDouble.of(3), Optional.of(false), Optional.of(false), Optional.empty());
        assertThat(outcomes(call.judge(Optional.of(bad)))).containsOnly(Outcome.FAIL);
        assertThat(call.judge(Optional.empty()))
                .allMatch(verdict -> verdict.doubt().orElseThrow() == Doubt.NOT_MEASURED)
                .hasSize(4);
    }

    @Test
    void eachCheckOfWhatIsSentIsOfItsOwnFigure() {
        Sent sent = new Sent(
                OptionalDouble.of(0.1),
                OptionalDouble.of(0.2),
                OptionalDouble.of(70),
                OptionalDouble.of(0.4),
                OptionalDouble.of(25));
        List<Verdict> verdicts = call.judge(sent);
        assertThat(verdicts).extracting(Verdict::check).isEqualTo(Check.of(Subject.SENT));
        assertThat(verdicts)
                .extracting(verdict -> verdict.figure().orElseThrow())
                .containsExactly(0.1, 0.2, 25.0, 0.4);
    }

    private static ProbeReport silent(Duration length, Withheld withheld, SoundReport sound) {
        return new ProbeReport(
                BEGUN,
                BEGUN.plus(length),
                new Connected(Optional.of(true), Optional.empty(), Codings.UNKNOWN),
                Optional.of(sound),
                Optional.of(new PictureMeter().report(length)),
                Optional.of(new LineMeter(AudioCodec.PCMA).report(length.toNanos())),
                Rates.UNKNOWN,
                Sent.UNKNOWN,
                withheld,
                Optional.empty());
    }

    private Verdict verdict(Check check, ProbeReport report) {
        return judge.judge(report, PictureSubject.ROOM).stream()
                .filter(verdict -> verdict.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private static final SoundReport NO_SOUND = new SoundMeter(16_000, 1).report();

    @Test
    void whoeverIsListenedToForFiveSecondsShouldHaveBeenHeard() {
        ProbeReport five = silent(Duration.ofSeconds(5), Withheld.NOTHING, NO_SOUND);
        assertThat(verdict(Check.MICROPHONE, five).reason()).contains(Reason.NOTHING_CAME);
        assertThat(verdict(Check.MICROPHONE, five).figure()).hasValue(100);
        assertThat(verdict(Check.FRAME_RATE, five).reason()).contains(Reason.NOTHING_CAME);
        ProbeReport less = silent(Duration.ofMillis(4_999), Withheld.NOTHING, NO_SOUND);
        assertThat(verdict(Check.MICROPHONE, less).doubt()).contains(Doubt.NO_MEDIA);
        assertThat(verdict(Check.FRAME_RATE, less).doubt()).contains(Doubt.NO_MEDIA);
    }

    private static SoundReport heard(boolean muted) {
        SoundMeter meter = new SoundMeter(16_000, 1);
        short[] samples = new short[16_000 * 6];
        for (int i = 0; i < samples.length && !muted; i++) {
            samples[i] = (short) (i * 7_919 % 401 - 200);
        }
        meter.hear(samples, 0, samples.length, Origin.RECEIVED);
        return meter.report();
    }

    /** Whoever says that the microphone is off, and sends silence, is believed; whoever is heard all the same is not. */
    @Test
    void aReasonIsGivenToWhatFailsAndToNothingElse() {
        Withheld off = new Withheld(Optional.of(Reason.SWITCHED_OFF), Optional.empty());
        ProbeReport muted = silent(Duration.ofSeconds(10), off, heard(true));
        assertThat(verdict(Check.MICROPHONE, muted).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.MICROPHONE, muted).reason()).contains(Reason.SWITCHED_OFF);
        ProbeReport audible = silent(Duration.ofSeconds(10), off, heard(false));
        assertThat(verdict(Check.MICROPHONE, audible).outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.MICROPHONE, audible).reason()).isEmpty();
        ProbeReport unexplained = silent(Duration.ofSeconds(10), Withheld.NOTHING, heard(true));
        assertThat(verdict(Check.MICROPHONE, unexplained).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.MICROPHONE, unexplained).reason()).isEmpty();
    }

    @Test
    void theRoundTripIsThatOfThePlaceWhereWeHaveNone() {
        Sent sent = new Sent(NONE, NONE, OptionalDouble.of(70), NONE, NONE);
        ProbeReport none = new ProbeReport(
                BEGUN,
                BEGUN.plusSeconds(10),
                new Connected(Optional.of(true), Optional.empty(), Codings.UNKNOWN),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Rates.UNKNOWN,
                sent,
                Withheld.NOTHING,
                Optional.empty());
        assertThat(verdict(Check.ROUND_TRIP, none).figure()).hasValue(70);
        assertThat(verdict(Check.JITTER, none).doubt()).contains(Doubt.NO_MEDIA);
        LineMeter own = new LineMeter(AudioCodec.PCMA);
        own.packet(0, 0, 0);
        own.roundTrip(40);
        ProbeReport known = new ProbeReport(
                BEGUN,
                BEGUN.plusSeconds(10),
                none.connection(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(own.report(20_000_000)),
                Rates.UNKNOWN,
                sent,
                Withheld.NOTHING,
                Optional.empty());
        assertThat(verdict(Check.ROUND_TRIP, known).figure()).hasValue(40);
    }
}
