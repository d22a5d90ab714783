package org.courtbridge.benchmarks.verdicts;

import java.util.EnumSet;
import java.util.Set;
import org.courtbridge.provisioning.testcall.Outcome;

/** What a check should say of a clip. */
public enum Expectation {
    PASS(EnumSet.of(Outcome.PASS)),
    FAIL(EnumSet.of(Outcome.FAIL)),
    COULD_NOT_TELL(EnumSet.of(Outcome.COULD_NOT_TELL)),
    /** No false alarm. */
    NOT_FAIL(EnumSet.of(Outcome.PASS, Outcome.COULD_NOT_TELL)),
    /** A fault near the limit. */
    NOT_PASS(EnumSet.of(Outcome.FAIL, Outcome.COULD_NOT_TELL)),
    /** Nobody knows, or both would be right. */
    ANY(EnumSet.allOf(Outcome.class));

    private final Set<Outcome> allowed;

    Expectation(Set<Outcome> allowed) {
        this.allowed = allowed;
    }

    boolean allows(Outcome outcome) {
        return allowed.contains(outcome);
    }
}
