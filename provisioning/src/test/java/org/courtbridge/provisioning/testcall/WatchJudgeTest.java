package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.courtbridge.codecs.measure.line.LineReport;
import org.courtbridge.provisioning.testcall.ProbeReport.BothWays;
import org.courtbridge.provisioning.testcall.ProbeReport.Coding;
import org.courtbridge.provisioning.testcall.ProbeReport.Codings;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Rates;
import org.courtbridge.provisioning.testcall.ProbeReport.Sent;
import org.courtbridge.provisioning.testcall.ProbeReport.WatchedPicture;
import org.courtbridge.provisioning.testcall.ProbeReport.WatchedSound;
import org.junit.jupiter.api.Test;

class WatchJudgeTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();
    private static final Instant BEGUN = Instant.parse("2026-03-02T04:00:00Z");
    private static final WatchedSound SPEAKS = new WatchedSound(500, OptionalDouble.of(0), OptionalDouble.of(-26));
    private static final WatchedPicture MOVES = new WatchedPicture(900, OptionalDouble.of(25), OptionalDouble.of(0.2));

    private static final Coding WIDE = new Coding(Optional.of("G722"), OptionalDouble.of(16_000));
    private static final Coding LARGE = new Coding(Optional.of("H264"), OptionalDouble.of(720));

    private Codings codings = new Codings(
            Optional.of(new BothWays(Optional.of(WIDE), Optional.of(WIDE))),
            Optional.of(new BothWays(Optional.of(LARGE), Optional.of(LARGE))));
    private final TestJudge judge = new TestJudge(Limits.standard(), new KnownClients(List.of()));

    private Function<Check, Verdict> verdicts(Optional<WatchedSound> sound, Optional<WatchedPicture> picture) {
        List<Verdict> verdicts = judge.judge(
                new ProbeReport(
                        BEGUN,
                        BEGUN.plusSeconds(10),
                        new Connection.Watched(Optional.of(true), codings, sound, picture),
                        Optional.empty(),
                        Optional.empty(),
                        sound.map(_ -> line()),
                        new Rates(OptionalDouble.of(1), true, OptionalDouble.of(1), true),
                        new Sent(OptionalDouble.of(0), OptionalDouble.of(50), OptionalDouble.of(20), NONE, NONE),
                        ProbeReport.Withheld.NOTHING,
                        Optional.empty()),
                PictureSubject.ROOM);
        assertThat(verdicts).extracting(Verdict::check).containsExactly(Check.values());
        return check -> verdicts.get(check.ordinal());
    }

    private static LineReport line() {
        return new LineReport(
                500, 0, OptionalDouble.of(0.2), NONE, NONE, NONE, OptionalDouble.of(5), NONE, NONE, NONE, NONE);
    }

    private Verdict verdict(Check check) {
        return verdicts(Optional.of(SPEAKS), Optional.of(MOVES)).apply(check);
    }

    @Test
    void judgesWhatTheCallShows() {
        for (Check check : List.of(
                Check.CONNECTION,
                Check.ENCRYPTION,
                Check.SOUND_CODING,
                Check.PICTURE_CODING,
                Check.MICROPHONE,
                Check.SPEECH_LEVEL,
                Check.FRAME_RATE,
                Check.LOSS,
                Check.JITTER,
                Check.SOUND_SENT)) {
            assertThat(verdict(check).outcome()).as(check.name()).isEqualTo(Outcome.PASS);
        }
        assertThat(verdict(Check.PICTURE_SENT).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.RATE_UP).doubt()).contains(Doubt.AT_LEAST);
    }

    @Test
    void saysOfEachOtherCheckThatTheHearingHidesIt() {
        for (Check check : List.of(
                Check.BLACK,
                Check.FROZEN,
                Check.FACE_FOUND,
                Check.RESOLUTION,
                Check.NOISE,
                Check.ECHO,
                Check.LINE_QUALITY,
                Check.LONGEST_LOSS,
                Check.KEYFRAME_RECOVERY)) {
            assertThat(verdict(check).doubt()).as(check.name()).contains(Doubt.IN_HEARING);
        }
        assertThat(verdict(Check.BLACK).forPerson(Locale.ENGLISH)).contains("in a hearing");
    }

    /** It may be held just then. */
    @Test
    void aDirectionThatACallHasNotIsNotTold() {
        codings = new Codings(
                Optional.of(new BothWays(Optional.of(WIDE), Optional.of(WIDE))),
                Optional.of(new BothWays(Optional.of(LARGE), Optional.empty())));
        assertThat(verdict(Check.SOUND_CODING).outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.PICTURE_CODING).doubt()).contains(Doubt.NO_MEDIA);
        codings = Codings.UNKNOWN;
        assertThat(verdict(Check.PICTURE_CODING).doubt()).contains(Doubt.IN_HEARING);
    }

    @Test
    void aPictureThatStopsIsFrozen() {
        WatchedPicture stopped = new WatchedPicture(90, OptionalDouble.of(2), OptionalDouble.of(9));
        assertThat(verdicts(Optional.of(SPEAKS), Optional.of(stopped))
                        .apply(Check.FROZEN)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void whereNothingCameThatIsTheFault() {
        Function<Check, Verdict> verdicts =
                verdicts(Optional.of(new WatchedSound(0, NONE, NONE)), Optional.of(new WatchedPicture(0, NONE, NONE)));
        assertThat(verdicts.apply(Check.MICROPHONE).reason()).contains(Reason.NOTHING_CAME);
        assertThat(verdicts.apply(Check.FRAME_RATE).reason()).contains(Reason.NOTHING_CAME);
    }

    @Test
    void whereNoneWasAgreedThatIsSaid() {
        Function<Check, Verdict> verdicts = verdicts(Optional.of(SPEAKS), Optional.empty());
        assertThat(verdicts.apply(Check.FRAME_RATE).doubt()).contains(Doubt.NO_MEDIA);
        assertThat(verdicts.apply(Check.BLACK).doubt()).contains(Doubt.NO_MEDIA);
    }

    /** Pictures that nobody is shown are not looked into. */
    @Test
    void whatNobodyLooksIntoIsNotTold() {
        Function<Check, Verdict> verdicts = verdicts(
                Optional.of(new WatchedSound(500, NONE, NONE)), Optional.of(new WatchedPicture(900, NONE, NONE)));
        assertThat(verdicts.apply(Check.FRAME_RATE).doubt()).contains(Doubt.IN_HEARING);
        assertThat(verdicts.apply(Check.MICROPHONE).doubt()).contains(Doubt.IN_HEARING);
        assertThat(verdicts.apply(Check.SPEECH_LEVEL).doubt()).contains(Doubt.NO_SPEECH);
    }
}
