package org.courtbridge.benchmarks.verdicts;

import java.util.List;
import org.courtbridge.codecs.measure.sound.Origin;
import org.courtbridge.codecs.measure.sound.SoundMeter;
import org.courtbridge.codecs.measure.sound.SoundReport;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.SoundJudge;
import org.courtbridge.provisioning.testcall.Verdict;

/** Sound as received. */
public final class SoundAnalysis implements ClipAnalysis {

    private final SoundJudge judge = new SoundJudge(Limits.standard());

    @Override
    public List<Verdict> judge(Clip clip) {
        if (clip.isTrace()) {
            return judge.judge(new TracedSound(clip).sound().report());
        }
        return SoundFile.read(clip.media(), 0)
                .map(sound -> judge.judge(measure(clip, sound)))
                .orElse(List.of());
    }

    private static SoundReport measure(Clip clip, Sound sound) {
        SoundMeter meter = new SoundMeter(sound.rate(), sound.channels());
        int frame = sound.rate() / 50;
        int probe = clip.probeAt().isPresent() ? (int) (clip.probeAt().getAsDouble() * sound.rate()) : -1;
        int at = 0;
        while (at < sound.length()) {
            if (at == probe) {
                meter.probeBegins();
            }
            int end = at < probe && at + frame > probe ? probe : Math.min(at + frame, sound.length());
            meter.hear(sound.pcm(), at * sound.channels(), end - at, Origin.RECEIVED);
            at = end;
        }
        return meter.report();
    }
}
