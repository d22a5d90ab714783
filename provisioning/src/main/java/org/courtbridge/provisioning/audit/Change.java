package org.courtbridge.provisioning.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One field that somebody changed; never a secret.
 *
 * @param before empty if there was nothing
 * @param after empty if there is nothing any more
 */
public record Change(String field, String before, String after) {

    /** The fields that differ, in the order of the second map; both have the same fields. */
    public static List<Change> between(Map<String, String> before, Map<String, String> after) {
        List<Change> changes = new ArrayList<>();
        after.forEach((field, now) -> {
            String then = before.getOrDefault(field, "");
            if (!then.equals(now)) {
                changes.add(new Change(field, then, now));
            }
        });
        return List.copyOf(changes);
    }
}
