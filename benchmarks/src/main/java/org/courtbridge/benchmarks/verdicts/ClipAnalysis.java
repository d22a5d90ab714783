package org.courtbridge.benchmarks.verdicts;

import java.util.List;
import org.courtbridge.provisioning.testcall.Verdict;

/** One of the analyses that a test call makes, over a clip instead of a call. */
public interface ClipAnalysis {

    /**
     * @return nothing if the clip has nothing to analyse, as a sound file has no picture
     * @throws ClipException if the file cannot be used
     */
    List<Verdict> judge(Clip clip);
}
