package org.courtbridge.benchmarks.verdicts;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Outcome;

/** The outcomes that are expected of a check for a clip. */
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

    /** @param pairs a check and what it should say, in turn */
    static Map<Check, Expectation> expect(Object... pairs) {
        Map<Check, Expectation> expected = new EnumMap<>(Check.class);
        for (int i = 0; i < pairs.length; i += 2) {
            expected.put((Check) pairs[i], (Expectation) pairs[i + 1]);
        }
        return expected;
    }

    boolean allows(Outcome outcome) {
        return allowed.contains(outcome);
    }
}
