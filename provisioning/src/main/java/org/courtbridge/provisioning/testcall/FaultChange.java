package org.courtbridge.provisioning.testcall;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The change that a test makes to the faults of its place. What failed and belongs to no open fault opens one, all of it
 * together; each check belongs to one fault at a time.
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

    /**
     * Returns the change that a test makes which others may have judged before, and later tests as well: judged twice it does the
     * same as once. It opens nothing of which a fault was open when it ended, or is open now.
     *
     * @param faults of the place: all that are open, and those that were restored since the test ended
     */
    public static FaultChange again(Collection<Fault> faults, Tested test) {
        List<Fault> open = faults.stream().filter(Fault::isOpen).toList();
        FaultChange change = of(open, test);
        Set<Check> unknown = EnumSet.noneOf(Check.class);
        unknown.addAll(test.failed());
        open.forEach(fault -> unknown.removeAll(fault.lasting()));
        faults.stream()
                .filter(fault -> !fault.opened().isAfter(test.ended()))
                .filter(fault -> fault.restored()
                        .map(end -> !end.at().isBefore(test.ended()))
                        .orElse(true))
                .forEach(fault -> unknown.removeAll(fault.checks()));
        return new FaultChange(
                unknown.isEmpty() ? List.of() : List.of(Fault.opened(test, unknown)),
                change.lasting(),
                change.restored());
    }
}
