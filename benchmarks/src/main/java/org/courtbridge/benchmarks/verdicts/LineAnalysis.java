package org.courtbridge.benchmarks.verdicts;

import java.util.List;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.LineJudge;
import org.courtbridge.provisioning.testcall.Verdict;

/** The line that a trace came over. */
public final class LineAnalysis implements ClipAnalysis {

    private final LineJudge judge = new LineJudge(Limits.standard());

    @Override
    public List<Verdict> judge(Clip clip) {
        return clip.isTrace() ? judge.judge(new TracedSound(clip).line()) : List.of();
    }
}
