package org.courtbridge.provisioning.testcall;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a test does to the faults of its place. What failed and belongs to no open fault opens one, all of it together; each check
 * belongs to one fault at a time.
 *
 * @param opened at most one
 * @param lasting those that were open and still are, with what is left of them
 * @param restored those that are over
 */
public record FaultChange(List<Fault> opened, List<Fault> lasting, List<Fault> restored) {

    /** @param open all faults of the place that are; a test that ended before one was found says nothing of it */
    public static FaultChange of(Collection<Fault> open, Tested test) {
        List<Fault> after = open.stream()
                .map(fault -> test.ended().isAfter(fault.opened()) ? fault.after(test) : fault)
                .toList();
        List<Fault> lasting = after.stream().filter(Fault::isOpen).toList();
        Set<Check> unknown = EnumSet.noneOf(Check.class);
        unknown.addAll(test.failed());
        lasting.forEach(fault -> unknown.removeAll(fault.lasting()));
        return new FaultChange(
                unknown.isEmpty() ? List.of() : List.of(Fault.opened(test, unknown)),
                lasting,
                after.stream().filter(fault -> !fault.isOpen()).toList());
    }
}
