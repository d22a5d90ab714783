package org.courtbridge.provisioning.testcall;

import java.util.EnumMap;
import java.util.Map;

/** The limits of all checks. A court may set its own; each standard one says why it is as it is. */
public final class Limits {

    private final Map<Check, Limit> limits;

    private Limits(Map<Check, Limit> limits) {
        this.limits = limits;
    }

    public static Limits standard() {
        return new Limits(StandardLimits.table());
    }

    /** These, but for some that are set otherwise. */
    public Limits with(Map<Check, Limit> others) {
        Map<Check, Limit> all = new EnumMap<>(limits);
        others.forEach((check, limit) -> {
            if (limit.isMinimum() != of(check).isMinimum()) {
                throw new IllegalArgumentException("%s: passes at %s, fails at %s (expected: the %s to pass)"
                        .formatted(check, limit.pass(), limit.fail(), of(check).isMinimum() ? "larger" : "smaller"));
            }
            all.put(check, limit);
        });
        return new Limits(all);
    }

    public Limit of(Check check) {
        Limit limit = limits.get(check);
        if (limit == null) {
            throw new IllegalStateException("no limit: " + check);
        }
        return limit;
    }
}
