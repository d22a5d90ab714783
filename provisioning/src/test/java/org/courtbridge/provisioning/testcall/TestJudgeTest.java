package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.measure.line.LineMeter;
import org.courtbridge.codecs.measure.line.LineReport;
import org.courtbridge.codecs.measure.picture.PictureMeter;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.sound.Origin;
import org.courtbridge.codecs.measure.sound.SoundMeter;
import org.courtbridge.codecs.measure.sound.SoundReport;
import org.courtbridge.provisioning.testcall.KnownClients.Known;
import org.courtbridge.provisioning.testcall.ProbeReport.BothWays;
import org.courtbridge.provisioning.testcall.ProbeReport.Codings;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection.Connected;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection.Failed;
import org.courtbridge.provisioning.testcall.ProbeReport.Equipment;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;
import org.courtbridge.provisioning.testcall.ProbeReport.Rates;
import org.courtbridge.provisioning.testcall.ProbeReport.Sent;
import org.courtbridge.provisioning.testcall.ProbeReport.Withheld;
import org.junit.jupiter.api.Test;

class TestJudgeTest {

    private static final Instant BEGUN = Instant.parse("2026-11-27T03:00:00Z");
    private static final Instant ENDED = BEGUN.plusSeconds(15);
    private static final int RATE = 16_000;
    private static final OptionalDouble NONE = OptionalDouble.empty();

    private static final SoundReport NO_SOUND = new SoundMeter(RATE, 1).report();
    private static final PictureReport NO_PICTURE = new PictureMeter().report(Duration.ofSeconds(10));
    private static final LineReport NO_LINE = new LineMeter(AudioCodec.PCMA).report(10_000_000_000L);

    private static final KnownClients CLIENTS = new KnownClients(List.of(
            new Known("Broken Phone", Optional.empty()),
            new Known("HDX", Optional.of("3.1.14")),
            new Known("Chrome/", Optional.of("120"))));

    private final TestJudge judge = new TestJudge(Limits.standard(), CLIENTS);

    private static ProbeReport report(
            Optional<SoundReport> sound, Optional<PictureReport> picture, Optional<LineReport> line) {
        return new ProbeReport(
                BEGUN,
                ENDED,
                new Connected(Optional.of(true), Optional.of("Polycom HDX 8000 HD/Release 3.1.14-51"), Codings.UNKNOWN),
                sound,
                picture,
                line,
                Rates.UNKNOWN,
                Sent.UNKNOWN,
                Withheld.NOTHING,
                Optional.empty());
    }

    private static ProbeReport report(Connected call, Rates rates, Sent sent, Optional<Equipment> device) {
        return new ProbeReport(
                BEGUN,
                ENDED,
                call,
                Optional.of(NO_SOUND),
                Optional.of(NO_PICTURE),
                Optional.of(NO_LINE),
                rates,
                sent,
                Withheld.NOTHING,
                device);
    }

    private Verdict verdict(Check check, ProbeReport report) {
        return judge.judge(report, PictureSubject.ROOM).stream()
                .filter(verdict -> verdict.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private static Tested tested(List<Verdict> verdicts) {
        return new Tested("1", new Tested.Place.Room("r", "r"), Optional.empty(), "aigul", 1, BEGUN, ENDED, verdicts);
    }

    @Test
    void saysWhyThereWasNoCallAndNothingElse() {
        for (Failure failure : EnumSet.complementOf(EnumSet.of(Failure.FAULT))) {
            ProbeReport report = ProbeReport.without(new Failed(failure, "480"), BEGUN, ENDED, Optional.empty());
            List<Verdict> verdicts = judge.judge(report, PictureSubject.ROOM);
            assertThat(verdicts).extracting(Verdict::check).containsExactly(Check.values());
            assertThat(verdicts.getFirst().outcome()).isEqualTo(Outcome.FAIL);
            assertThat(verdicts.getFirst().reason()).map(Enum::name).contains(failure.name());
            assertThat(verdicts.stream().skip(1))
                    .allMatch(verdict -> verdict.doubt()
                            .equals(Optional.of(
                                    verdict.check().subject() == Subject.DEVICE ? Doubt.NOT_MEASURED : Doubt.NO_CALL)));
            assertThat(tested(verdicts).outcome()).isEqualTo(Outcome.FAIL);
        }
    }

    /** Nobody is to be sent to a room because the gateway was too busy. */
    @Test
    void failsNoPlaceForTheGatewaysOwnFault() {
        ProbeReport report = ProbeReport.without(new Failed(Failure.FAULT, "busy"), BEGUN, ENDED, Optional.empty());
        List<Verdict> verdicts = judge.judge(report, PictureSubject.ROOM);
        assertThat(verdicts).extracting(Verdict::check).containsExactly(Check.values());
        assertThat(verdicts)
                .allMatch(verdict -> verdict.doubt()
                        .equals(Optional.of(
                                verdict.check().subject() == Subject.DEVICE ? Doubt.NOT_MEASURED : Doubt.GATEWAY)));
        assertThat(tested(verdicts).outcome()).isEqualTo(Outcome.COULD_NOT_TELL);
        assertThat(FaultChange.of(List.of(), tested(verdicts)).opened()).isEmpty();
    }

    @Test
    void asksTheDeviceWithoutACallAsWell() {
        Equipment muted = new Equipment(
                Optional.of(true), OptionalDouble.of(40), Optional.of(true), Optional.of(false), Optional.empty());
        ProbeReport report = ProbeReport.without(new Failed(Failure.BUSY, "486"), BEGUN, ENDED, Optional.of(muted));
        assertThat(verdict(Check.MICROPHONE_ON, report).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.LOUDSPEAKER_VOLUME, report).outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.CAMERA_CONNECTED, report).outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.DISPLAY_CONNECTED, report).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Whoever knows why nothing comes is believed, whether a stream was agreed or not, and however short the test was. */
    @Test
    void saysWhatThePlaceSaysOfWhyItSendsNone() {
        Withheld withheld = new Withheld(Optional.of(Reason.NOT_ALLOWED), Optional.of(Reason.NO_DEVICE));
        for (Optional<SoundReport> sound : List.of(Optional.<SoundReport>empty(), Optional.of(NO_SOUND))) {
            ProbeReport report = new ProbeReport(
                    BEGUN,
                    BEGUN.plusSeconds(1),
                    new Connected(Optional.of(true), Optional.empty(), Codings.UNKNOWN),
                    sound,
                    Optional.empty(),
                    Optional.empty(),
                    Rates.UNKNOWN,
                    Sent.UNKNOWN,
                    withheld,
                    Optional.empty());
            assertThat(verdict(Check.MICROPHONE, report).reason()).contains(Reason.NOT_ALLOWED);
            assertThat(verdict(Check.FRAME_RATE, report).reason()).contains(Reason.NO_DEVICE);
            assertThat(verdict(Check.SPEECH_LEVEL, report).outcome()).isEqualTo(Outcome.COULD_NOT_TELL);
        }
    }

    @Test
    void cannotTellOfStreamsThatWereNotAgreed() {
        List<Verdict> verdicts =
                judge.judge(report(Optional.empty(), Optional.empty(), Optional.empty()), PictureSubject.PERSON);
        assertThat(verdicts).extracting(Verdict::check).containsExactly(Check.values());
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.check().subject() == Subject.SOUND
                        || verdict.check().subject() == Subject.PICTURE
                        || verdict.check() == Check.LOSS)
                .extracting(Verdict::doubt)
                .containsOnly(Optional.of(Doubt.NO_MEDIA));
        assertThat(tested(verdicts).outcome()).isEqualTo(Outcome.COULD_NOT_TELL);
    }

    @Test
    void failsAPlaceThatSendsNothingOfWhatWasAgreed() {
        ProbeReport report = report(Optional.of(NO_SOUND), Optional.of(NO_PICTURE), Optional.of(NO_LINE));
        List<Verdict> verdicts = judge.judge(report, PictureSubject.ROOM);
        assertThat(verdicts).extracting(Verdict::check).isSorted();
        Verdict microphone = verdict(Check.MICROPHONE, report);
        assertThat(microphone.reason()).contains(Reason.NOTHING_CAME);
        assertThat(microphone.forPerson(Locale.ENGLISH)).startsWith("No sound comes from you at all");
        assertThat(verdict(Check.FRAME_RATE, report).figure()).hasValue(0);
        assertThat(verdict(Check.FRAME_RATE, report).reason()).contains(Reason.NOTHING_CAME);
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.outcome() != Outcome.COULD_NOT_TELL)
                .extracting(Verdict::check)
                .containsExactly(
                        Check.CONNECTION, Check.ENCRYPTION, Check.CLIENT_VERSION, Check.MICROPHONE, Check.FRAME_RATE);
    }

    @Test
    void failsNobodyWhoWasNotListenedTo() {
        ProbeReport whole = report(Optional.of(NO_SOUND), Optional.of(NO_PICTURE), Optional.of(NO_LINE));
        ProbeReport cut = new ProbeReport(
                BEGUN,
                BEGUN.plusSeconds(4),
                whole.connection(),
                whole.sound(),
                whole.picture(),
                whole.line(),
                whole.rates(),
                whole.sent(),
                Withheld.NOTHING,
                whole.device());
        assertThat(verdict(Check.MICROPHONE, cut).doubt()).contains(Doubt.NO_MEDIA);
        assertThat(verdict(Check.FRAME_RATE, cut).doubt()).contains(Doubt.NO_MEDIA);
    }

    /** Of a short call nobody knows what would have been agreed. */
    @Test
    void failsAPlaceThatAgreedToNothingOnceItWasListenedTo() {
        Optional<BothWays> none = Optional.of(new BothWays(Optional.empty(), Optional.empty()));
        for (Duration length : List.of(Duration.ofSeconds(4), Duration.ofSeconds(5))) {
            ProbeReport report = new ProbeReport(
                    BEGUN,
                    BEGUN.plus(length),
                    new Connected(Optional.of(true), Optional.empty(), new Codings(none, none)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Rates.UNKNOWN,
                    Sent.UNKNOWN,
                    Withheld.NOTHING,
                    Optional.empty());
            for (Check check : List.of(Check.SOUND_CODING, Check.PICTURE_CODING)) {
                boolean listened = length.toSeconds() >= 5;
                assertThat(verdict(check, report).reason())
                        .isEqualTo(listened ? Optional.of(Reason.NOT_AGREED) : Optional.empty());
                assertThat(verdict(check, report).doubt())
                        .isEqualTo(listened ? Optional.empty() : Optional.of(Doubt.NO_MEDIA));
            }
        }
    }

    @Test
    void judgesWhatCame() {
        SoundMeter meter = new SoundMeter(RATE, 1);
        Random random = new Random(1);
        short[] noise = new short[RATE * 8];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (1_000 * random.nextGaussian());
        }
        meter.hear(noise, 0, noise.length, Origin.RECEIVED);
        LineMeter line = new LineMeter(AudioCodec.PCMA);
        for (int i = 0; i < 400; i++) {
            line.packet(i, i * 160L, i * 20_000_000L);
        }
        ProbeReport report =
                report(Optional.of(meter.report()), Optional.empty(), Optional.of(line.report(8_000_000_000L)));
        assertThat(verdict(Check.NOISE, report).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.LOSS, report).outcome()).isEqualTo(Outcome.PASS);
        assertThat(judge.judge(report, PictureSubject.ROOM))
                .extracting(Verdict::check)
                .doesNotContain(Check.CHANNEL_BALANCE)
                .isSorted();
    }

    /** As where nothing flowed. */
    @Test
    void encryptionOfWhichNothingIsKnownDoesNotFail() {
        Connected call = new Connected(Optional.empty(), Optional.empty(), Codings.UNKNOWN);
        ProbeReport report = report(call, Rates.UNKNOWN, Sent.UNKNOWN, Optional.empty());
        assertThat(verdict(Check.ENCRYPTION, report).doubt()).contains(Doubt.NOT_MEASURED);
    }

    @Test
    void lowerBoundsPassAndDoNotFail() {
        Connected call = new Connected(Optional.of(false), Optional.empty(), Codings.UNKNOWN);
        Rates slow = new Rates(OptionalDouble.of(300), true, OptionalDouble.of(300), false);
        ProbeReport report = report(call, slow, Sent.UNKNOWN, Optional.empty());
        assertThat(verdict(Check.RATE_UP, report).doubt()).contains(Doubt.AT_LEAST);
        assertThat(verdict(Check.RATE_UP, report).forTechnician(Locale.ENGLISH)).contains("at least 300 kbit/s");
        assertThat(verdict(Check.RATE_DOWN, report).outcome()).isEqualTo(Outcome.FAIL);
        Rates fast = new Rates(OptionalDouble.of(2_000), true, NONE, true);
        ProbeReport faster = report(call, fast, Sent.UNKNOWN, Optional.empty());
        assertThat(verdict(Check.RATE_UP, faster).outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.RATE_DOWN, faster).doubt()).contains(Doubt.NOT_MEASURED);
        assertThat(verdict(Check.ENCRYPTION, report).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void judgesWhatThePlaceSaysOfWhatItIsSent() {
        Sent deaf = new Sent(
                OptionalDouble.of(100), NONE, OptionalDouble.of(700), OptionalDouble.of(9), OptionalDouble.of(25));
        ProbeReport report = report(
                new Connected(Optional.of(true), Optional.empty(), Codings.UNKNOWN),
                Rates.UNKNOWN,
                deaf,
                Optional.empty());
        assertThat(verdict(Check.SOUND_SENT, report).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.PICTURE_SENT, report).doubt()).contains(Doubt.NOT_MEASURED);
        assertThat(verdict(Check.PICTURE_SHOWN, report).outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.KEYFRAME_RECOVERY, report).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.ROUND_TRIP, report).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void knowsVersionsThatServe() {
        assertThat(CLIENTS.serves(List.of("Polycom HDX 8000 HD/3.1.14"))).hasValue(1);
        assertThat(CLIENTS.serves(List.of("Polycom HDX 8000 HD/3.1.9"))).hasValue(0);
        assertThat(CLIENTS.serves(List.of("HDX 8000/3.1"))).as("3.1.0").hasValue(0);
        assertThat(CLIENTS.serves(List.of("HDX 8000/3.1.14.1"))).hasValue(1);
        assertThat(CLIENTS.serves(List.of("HDX 8000/3.1.14.0"))).hasValue(1);
        assertThat(CLIENTS.serves(List.of("HDX 8000/4"))).hasValue(1);
        assertThat(CLIENTS.serves(List.of("polycom hdx 8000 HD/3.2"))).hasValue(1);
        assertThat(CLIENTS.serves(List.of("Mozilla/5.0 Chrome/119.0.0.0 Safari/537.36")))
                .hasValue(0);
        assertThat(CLIENTS.serves(List.of("Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36")))
                .hasValue(1);
        assertThat(CLIENTS.serves(List.of("Chrome/120", "Broken Phone"))).hasValue(0);
        assertThat(CLIENTS.serves(List.of("baresip v1.0.0"))).isEmpty();
        assertThat(CLIENTS.serves(List.of("HDX"))).isEmpty();
        assertThat(CLIENTS.serves(List.of())).isEmpty();
    }

    /** A test of which a part is missing has not passed. */
    @Test
    void passesNoTestWithoutAllThatIsNecessary() {
        Limits limits = Limits.standard();
        List<Verdict> all = Check.of(Subject.SOUND).stream()
                .map(check ->
                        Verdict.of(check, OptionalDouble.of(limits.of(check).pass()), limits, Doubt.NOT_MEASURED))
                .toList();
        assertThat(tested(all).outcome()).isEqualTo(Outcome.COULD_NOT_TELL);
        assertThat(tested(all).open()).contains(Check.CONNECTION, Check.LOSS).doesNotContain(Check.MICROPHONE);
        assertThat(tested(List.of()).outcome()).isEqualTo(Outcome.COULD_NOT_TELL);
    }
}
