package org.courtbridge.provisioning.testcall;

import java.util.concurrent.CompletionStage;

/** Calls a place to try it, and measures what comes of that. The gateway implements it. From any thread; returns at once. */
public interface ProbeCaller {

    /**
     * Calls, measures for as long as the probe says, and hangs up. That nobody answers, and whatever else goes wrong with the
     * place that is called, is a report too; the future fails by a fault of ours alone.
     */
    CompletionStage<ProbeReport> probe(Probe probe);
}
