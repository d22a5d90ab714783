package org.courtbridge.provisioning.testcall;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.sound.SoundReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;

/**
 * Makes all verdicts of a test call.
 *
 * <p>A place that sends nothing passes nothing. Where a stream was agreed and nothing of it came, that is a fault and is said as one,
 * by {@link Check#MICROPHONE} (silence for all of the time) and {@link Check#FRAME_RATE} (no picture a second), with {@link
 * Reason#NOTHING_CAME}; the other checks of that stream, {@link Check#LOSS} among them, cannot tell, for nobody knows what was
 * sent. Where none was agreed they all cannot tell, but {@link Check#SOUND_CODING} and {@link Check#PICTURE_CODING}, which fail
 * ({@link Reason#NOT_AGREED}). A place that itself says why it sends none
 * ({@link ProbeReport.Withheld}) is believed either way, and that is the reason then. Where the gateway itself failed nothing
 * can be told of the place ({@link Doubt#GATEWAY}).
 */
public final class TestJudge {

    /** So long a call must be before it is a fault that nothing came; the connection was made by then, whatever comes late. */
    private static final Duration LISTENED = Duration.ofSeconds(5);

    private final Limits limits;
    private final CallJudge call;
    private final SoundJudge sound;
    private final PictureJudge picture;
    private final LineJudge line;
    private final WatchJudge watch;

    public TestJudge(Limits limits, KnownClients clients) {
        this.limits = limits;
        call = new CallJudge(limits, clients);
        sound = new SoundJudge(limits);
        picture = new PictureJudge(limits);
        line = new LineJudge(limits);
        watch = new WatchJudge(limits, call, line);
    }

    /** One verdict for each check that applies, in the order of {@link Check}. */
    public List<Verdict> judge(ProbeReport report, PictureSubject subject) {
        return switch (report.connection()) {
            case Connection.Failed failed -> withoutCall(failed, report);
            case Connection.Connected connected -> ofCall(connected, report, subject);
            case Connection.Watched watched -> watch.judge(watched, report);
        };
    }

    /** Judges a test without a call, in which the device's own status is known all the same. */
    private List<Verdict> withoutCall(Connection.Failed failed, ProbeReport report) {
        List<Verdict> verdicts = new ArrayList<>(call.judge(failed));
        Stream.of(Subject.SOUND, Subject.PICTURE, Subject.LINE, Subject.SENT)
                .forEach(subject -> verdicts.addAll(doubted(subject, CallJudge.doubt(failed))));
        verdicts.addAll(call.judge(report.device()));
        return verdicts;
    }

    private List<Verdict> ofCall(Connection.Connected connected, ProbeReport report, PictureSubject subject) {
        boolean listened = Duration.between(report.begun(), report.ended()).compareTo(LISTENED) >= 0;
        List<Verdict> verdicts = new ArrayList<>(call.judge(connected, report.device()));
        verdicts.addAll(
                listened ? call.judge(connected.codings(), report.withheld()) : call.judge(connected.codings()));
        verdicts.addAll(sound(report, listened));
        verdicts.addAll(picture(report, subject, listened));
        verdicts.addAll(line(report));
        verdicts.addAll(call.judge(report.sent()));
        verdicts.addAll(call.judge(report.device()));
        return verdicts.stream().sorted(Comparator.comparing(Verdict::check)).toList();
    }

    private List<Verdict> sound(ProbeReport report, boolean listened) {
        List<Verdict> verdicts = report.sound().map(sound::judge).orElseGet(() -> absent(Subject.SOUND));
        boolean none = report.sound().map(SoundReport::receivedSeconds).orElse(0.0) == 0;
        boolean missed = none && listened && report.sound().isPresent();
        return explained(
                verdicts,
                new Failing(Check.MICROPHONE, 100, none, missed),
                report.withheld().sound());
    }

    private List<Verdict> picture(ProbeReport report, PictureSubject subject, boolean listened) {
        List<Verdict> verdicts =
                report.picture().map(seen -> picture.judge(seen, subject)).orElseGet(() -> absent(Subject.PICTURE));
        boolean none = report.picture().map(PictureReport::pictures).orElse(0L) == 0;
        boolean missed = none && listened && report.picture().isPresent();
        return explained(
                verdicts,
                new Failing(Check.FRAME_RATE, 0, none, missed),
                report.withheld().picture());
    }

    /**
     * The check that says of a stream that nothing, or nothing worth it, came.
     *
     * @param figure if nothing came
     * @param none that nothing came
     * @param missed that something should have come, whatever the place says
     */
    private record Failing(Check check, double figure, boolean none, boolean missed) {}

    /** With the reason why one fails, if that is known. @param withheld what the place says of why it sends none */
    private List<Verdict> explained(List<Verdict> verdicts, Failing failing, Optional<Reason> withheld) {
        return withheld.or(() -> failing.missed() ? Optional.of(Reason.NOTHING_CAME) : Optional.empty())
                .map(reason -> verdicts.stream()
                        .map(verdict ->
                                verdict.check() == failing.check() ? explained(verdict, failing, reason) : verdict)
                        .toList())
                .orElse(verdicts);
    }

    private Verdict explained(Verdict verdict, Failing failing, Reason reason) {
        if (failing.none()) {
            return Verdict.failed(verdict.check(), failing.figure(), limits, reason);
        }
        return verdict.outcome() == Outcome.FAIL
                ? Verdict.failed(verdict.check(), verdict.figure().orElseThrow(), limits, reason)
                : verdict;
    }

    /** The round trip is known of either direction's reports. */
    private List<Verdict> line(ProbeReport report) {
        List<Verdict> verdicts = new ArrayList<>(report.line()
                .map(line::judge)
                .orElseGet(() -> Check.of(Subject.LINE).stream()
                        .filter(check -> check != Check.RATE_UP && check != Check.RATE_DOWN)
                        .map(check -> Verdict.couldNotTell(check, limits, Doubt.NO_MEDIA))
                        .toList()));
        OptionalDouble roundTrip = report.sent().roundTrip();
        verdicts.replaceAll(verdict ->
                verdict.check() == Check.ROUND_TRIP && verdict.figure().isEmpty()
                        ? Verdict.of(Check.ROUND_TRIP, roundTrip, limits, Doubt.NOT_MEASURED)
                        : verdict);
        verdicts.addAll(line.judgeRates(report.rates()));
        return verdicts;
    }

    private List<Verdict> absent(Subject subject) {
        return doubted(subject, Doubt.NO_MEDIA);
    }

    private List<Verdict> doubted(Subject subject, Doubt why) {
        return Check.of(subject).stream()
                .map(check -> Verdict.couldNotTell(check, limits, why))
                .toList();
    }
}
