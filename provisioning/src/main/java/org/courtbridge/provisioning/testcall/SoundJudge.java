package org.courtbridge.provisioning.testcall;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.courtbridge.codecs.measure.sound.SoundReport;

/** Judges the figures of received sound. */
public final class SoundJudge {

    /** Seconds of sound that are enough to judge it. */
    private static final double LEAST_SECONDS = 3;

    /** Syllables a second that hardly anybody speaks: with them, a voice of ordinary height may be a deep one, played too fast. */
    private static final double FAST_SPEECH = 8.3;

    private final Limits limits;
    private final Map<Check, Function<SoundReport, Verdict>> judgements = new EnumMap<>(Check.class);

    public SoundJudge(Limits limits) {
        this.limits = limits;
        judgements.put(Check.MICROPHONE, report -> of(Check.MICROPHONE, report.digitalSilence()));
        judgements.put(Check.SPEECH_LEVEL, report -> ofSpeech(Check.SPEECH_LEVEL, report.speechLevel(), report));
        judgements.put(Check.SPEECH_TOO_LOUD, report -> ofSpeech(Check.SPEECH_TOO_LOUD, report.speechLevel(), report));
        judgements.put(Check.NOISE, report -> ofLivingMicrophone(Check.NOISE, report.noiseFloor(), report));
        judgements.put(
                Check.SIGNAL_TO_NOISE, report -> ofSpeech(Check.SIGNAL_TO_NOISE, report.signalToNoise(), report));
        judgements.put(Check.CLIPPING, report -> ofSpeech(Check.CLIPPING, report.clipping(), report));
        judgements.put(Check.HUM, report -> ofLivingMicrophone(Check.HUM, report.hum(), report));
        judgements.put(Check.DROP_OUTS, report -> ofSpeech(Check.DROP_OUTS, report.dropOuts(), report));
        judgements.put(Check.HALF_RATE, report -> ofSpeech(Check.HALF_RATE, report.bandwidthShare(), report));
        judgements.put(Check.PLAYBACK_RATE, this::playbackRate);
        judgements.put(Check.CHANNEL_BALANCE, this::channelBalance);
        judgements.put(
                Check.CHANNEL_PHASE, report -> ofSpeech(Check.CHANNEL_PHASE, report.channelCorrelation(), report));
        judgements.put(Check.ECHO, this::echo);
        if (!judgements.keySet().equals(Set.copyOf(Check.of(Subject.SOUND)))) {
            throw new IllegalStateException("judged: %s (expected: all of sound)".formatted(judgements.keySet()));
        }
    }

    /** One verdict for each check that applies: those of channels only where there are two. */
    public List<Verdict> judge(SoundReport report) {
        Optional<Doubt> doubt = doubt(report);
        List<Verdict> verdicts = new ArrayList<>();
        judgements.forEach((check, judgement) -> {
            if (report.channels() == 2 || check != Check.CHANNEL_BALANCE && check != Check.CHANNEL_PHASE) {
                verdicts.add(doubt.map(why -> Verdict.couldNotTell(check, limits, why))
                        .orElseGet(() -> judgement.apply(report)));
            }
        });
        return verdicts;
    }

    private static Optional<Doubt> doubt(SoundReport report) {
        if (report.receivedSeconds() >= LEAST_SECONDS) {
            return Optional.empty();
        }
        return Optional.of(report.receivedSeconds() == 0 ? Doubt.NO_MEDIA : Doubt.TOO_SHORT);
    }

    private Verdict of(Check check, OptionalDouble figure) {
        return Verdict.of(check, figure, limits, Doubt.NOT_MEASURED);
    }

    private Verdict ofSpeech(Check check, OptionalDouble figure, SoundReport report) {
        return Verdict.of(check, figure, limits, report.speechLevel().isEmpty() ? Doubt.NO_SPEECH : Doubt.NOT_MEASURED);
    }

    /** Silence that no microphone made says nothing of a room. */
    private Verdict ofLivingMicrophone(Check check, OptionalDouble figure, SoundReport report) {
        return limits.of(Check.MICROPHONE).judge(report.digitalSilence()) == Outcome.FAIL
                ? Verdict.couldNotTell(check, limits, Doubt.NOT_MEASURED)
                : of(check, figure);
    }

    private Verdict playbackRate(SoundReport report) {
        boolean fast = report.syllableRate().orElse(0) > FAST_SPEECH;
        if (limits.of(Check.PLAYBACK_RATE).judge(report.pitch()) == Outcome.PASS && fast) {
            return Verdict.couldNotTell(Check.PLAYBACK_RATE, limits, Doubt.NOT_MEASURED);
        }
        return ofSpeech(Check.PLAYBACK_RATE, report.pitch(), report);
    }

    /** The noise of a room says nothing of two microphones, which need not stand side by side. */
    private Verdict channelBalance(SoundReport report) {
        return ofSpeech(
                Check.CHANNEL_BALANCE,
                report.speechLevel().isPresent() ? report.channelBalance() : OptionalDouble.empty(),
                report);
    }

    /** An echo that was not heard is at most so loud: that may pass, and cannot fail. */
    private Verdict echo(SoundReport report) {
        boolean heard = report.echoDelay().isPresent();
        return heard || limits.of(Check.ECHO).judge(report.echoLevel()) == Outcome.PASS
                ? ofLivingMicrophone(Check.ECHO, report.echoLevel(), report)
                : Verdict.couldNotTell(Check.ECHO, limits, Doubt.NOT_MEASURED);
    }
}
