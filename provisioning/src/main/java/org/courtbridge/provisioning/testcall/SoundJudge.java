package org.courtbridge.provisioning.testcall;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.courtbridge.codecs.measure.sound.SoundReport;

/** What the figures of received sound say. */
public final class SoundJudge {

    /** Seconds of sound that are enough to judge it. */
    private static final double LEAST_SECONDS = 3;

    /** Syllables a second that hardly anybody speaks: with them, a voice of ordinary height may be a deep one, played too fast. */
    private static final double FAST_SPEECH = 8.3;

    private final Limits limits;

    public SoundJudge(Limits limits) {
        this.limits = limits;
    }

    /** One verdict for each check that applies: those of channels only where there are two. */
    public List<Verdict> judge(SoundReport report) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Check check : Check.of(Subject.SOUND)) {
            if (report.channels() == 2 || check != Check.CHANNEL_BALANCE && check != Check.CHANNEL_PHASE) {
                verdicts.add(judge(check, report));
            }
        }
        return verdicts;
    }

    private Verdict judge(Check check, SoundReport report) {
        if (report.receivedSeconds() < LEAST_SECONDS) {
            return Verdict.couldNotTell(
                    check, limits, report.receivedSeconds() == 0 ? Doubt.NO_MEDIA : Doubt.TOO_SHORT);
        }
        return switch (check) {
            case MICROPHONE -> Verdict.of(check, report.digitalSilence(), limits, Doubt.NOT_MEASURED);
            case NOISE -> ofLivingMicrophone(check, report.noiseFloor(), report);
            case HUM -> ofLivingMicrophone(check, report.hum(), report);
            case SPEECH_LEVEL, SPEECH_TOO_LOUD -> ofSpeech(check, report.speechLevel(), report);
            case SIGNAL_TO_NOISE -> ofSpeech(check, report.signalToNoise(), report);
            case CLIPPING -> ofSpeech(check, report.clipping(), report);
            case DROP_OUTS -> ofSpeech(check, report.dropOuts(), report);
            case HALF_RATE -> ofSpeech(check, report.bandwidthShare(), report);
            case PLAYBACK_RATE -> playbackRate(report);
            case CHANNEL_BALANCE -> Verdict.of(check, report.channelBalance(), limits, Doubt.NOT_MEASURED);
            case CHANNEL_PHASE -> ofSpeech(check, report.channelCorrelation(), report);
            case ECHO -> echo(report);
            default -> throw new IllegalArgumentException("check: " + check + " (expected: one of sound)");
        };
    }

    private Verdict ofSpeech(Check check, OptionalDouble figure, SoundReport report) {
        return Verdict.of(check, figure, limits, report.speechLevel().isEmpty() ? Doubt.NO_SPEECH : Doubt.NOT_MEASURED);
    }

    /** Silence that no microphone made says nothing of a room. */
    private Verdict ofLivingMicrophone(Check check, OptionalDouble figure, SoundReport report) {
        return limits.of(Check.MICROPHONE).judge(report.digitalSilence()) == Outcome.FAIL
                ? Verdict.couldNotTell(check, limits, Doubt.NOT_MEASURED)
                : Verdict.of(check, figure, limits, Doubt.NOT_MEASURED);
    }

    private Verdict playbackRate(SoundReport report) {
        boolean fast = report.syllableRate().orElse(0) > FAST_SPEECH;
        if (limits.of(Check.PLAYBACK_RATE).judge(report.pitch()) == Outcome.PASS && fast) {
            return Verdict.couldNotTell(Check.PLAYBACK_RATE, limits, Doubt.NOT_MEASURED);
        }
        return ofSpeech(Check.PLAYBACK_RATE, report.pitch(), report);
    }

    /** An echo that was not heard is at most so loud: that may pass, and cannot fail. */
    private Verdict echo(SoundReport report) {
        boolean heard = report.echoDelay().isPresent();
        return heard || limits.of(Check.ECHO).judge(report.echoLevel()) == Outcome.PASS
                ? ofLivingMicrophone(Check.ECHO, report.echoLevel(), report)
                : Verdict.couldNotTell(Check.ECHO, limits, Doubt.NOT_MEASURED);
    }
}
