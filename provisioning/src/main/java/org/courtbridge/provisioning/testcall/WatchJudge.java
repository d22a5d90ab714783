package org.courtbridge.provisioning.testcall;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.WatchedPicture;
import org.courtbridge.provisioning.testcall.ProbeReport.WatchedSound;

/**
 * Makes verdicts of a call in a hearing that was watched: of whatever its statistics show. Each other check says that it cannot be
 * told there ({@link Doubt#IN_HEARING}).
 */
final class WatchJudge {

    private final Limits limits;
    private final CallJudge call;
    private final LineJudge line;

    WatchJudge(Limits limits, CallJudge call, LineJudge line) {
        this.limits = limits;
        this.call = call;
        this.line = line;
    }

    /** One verdict for each check, in their order. */
    List<Verdict> judge(Connection.Watched watched, ProbeReport report) {
        List<Verdict> shown = new ArrayList<>(call.judge(
                new Connection.Connected(watched.encrypted(), Optional.empty(), watched.codings()), report.device()));
        shown.addAll(call.judge(watched.codings()));
        shown.addAll(watched.sound().map(this::sound).orElseGet(() -> absent(Subject.SOUND)));
        shown.addAll(watched.picture().map(this::picture).orElseGet(() -> absent(Subject.PICTURE)));
        report.line().ifPresent(seen -> shown.addAll(line.judge(seen)));
        shown.addAll(line.judgeRates(report.rates()));
        shown.addAll(call.judge(report.sent()));
        shown.addAll(call.judge(report.device()));
        Map<Check, Verdict> verdicts = new EnumMap<>(Check.class);
        for (Verdict verdict : shown) {
            if (verdict.figure().isPresent()
                    || verdict.check().subject() == Subject.DEVICE
                    || isOfTheCall(verdict.doubt())) {
                verdicts.put(verdict.check(), verdict);
            }
        }
        return List.of(Check.values()).stream()
                .map(check -> verdicts.getOrDefault(check, doubted(check)))
                .toList();
    }

    /** Whether a doubt is about what the call showed, and not about what nobody measured in it. */
    private static boolean isOfTheCall(Optional<Doubt> doubt) {
        return doubt.filter(why -> why == Doubt.NO_MEDIA || why == Doubt.NO_SPEECH)
                .isPresent();
    }

    private Verdict doubted(Check check) {
        return Verdict.couldNotTell(check, limits, Doubt.IN_HEARING);
    }

    private List<Verdict> absent(Subject subject) {
        return Check.of(subject).stream()
                .map(check -> Verdict.couldNotTell(check, limits, Doubt.NO_MEDIA))
                .toList();
    }

    private List<Verdict> sound(WatchedSound sound) {
        if (sound.packets() == 0) {
            return List.of(Verdict.failed(Check.MICROPHONE, 100, limits, Reason.NOTHING_CAME));
        }
        return List.of(
                Verdict.of(Check.MICROPHONE, sound.silence(), limits, Doubt.IN_HEARING),
                Verdict.of(Check.SPEECH_LEVEL, sound.speechLevel(), limits, Doubt.NO_SPEECH),
                Verdict.of(Check.SPEECH_TOO_LOUD, sound.speechLevel(), limits, Doubt.NO_SPEECH));
    }

    /** That pictures come does not show that anything moves in them: only that they stop is told of a frozen picture. */
    private List<Verdict> picture(WatchedPicture picture) {
        if (picture.packets() == 0) {
            return List.of(Verdict.failed(Check.FRAME_RATE, 0, limits, Reason.NOTHING_CAME));
        }
        OptionalDouble gap = picture.longestGap();
        boolean stops = gap.isPresent() && limits.of(Check.FROZEN).judge(gap) != Outcome.PASS;
        return List.of(
                Verdict.of(Check.FRAME_RATE, picture.perSecond(), limits, Doubt.IN_HEARING),
                Verdict.of(Check.FROZEN, stops ? gap : OptionalDouble.empty(), limits, Doubt.IN_HEARING));
    }
}
