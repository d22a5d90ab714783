package org.courtbridge.benchmarks.verdicts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.measure.picture.PictureMeter;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.PictureJudge;
import org.courtbridge.provisioning.testcall.Verdict;

/** Pictures as received, of files; those of a trace are not judged yet. */
public final class PictureAnalysis implements ClipAnalysis {

    private final PictureJudge judge = new PictureJudge(Limits.standard());

    /** For the time of the benchmark: it ends with the process. */
    private final FaceFinder finder = FaceFinder.best();

    @Override
    public List<Verdict> judge(Clip clip) {
        if (clip.isTrace()) {
            return List.of();
        }
        PictureMeter meter = new PictureMeter(finder);
        Optional<Duration> end = PictureFile.read(clip.media(), meter::take).map(last -> later(last, clip));
        return end.map(now -> judge.judge(meter.report(now), clip.subject())).orElse(List.of());
    }

    /** A file ends with its last picture; whoever waited for more has listened longer. */
    private static Duration later(Duration last, Clip clip) {
        Duration listened = Duration.ofNanos((long) (clip.seconds().orElse(0) * 1e9));
        return listened.compareTo(last) > 0 ? listened : last;
    }
}
