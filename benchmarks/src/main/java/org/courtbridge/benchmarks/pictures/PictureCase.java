package org.courtbridge.benchmarks.pictures;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.PictureSubject;

/**
 * A film with what is to be found in it.
 *
 * @param name of the kind
 * @param strength in words
 * @param quarters turns after which it is upright
 * @param faults of each of these sets at least one check must fail
 * @param besides what else may fail; nothing other may
 */
record PictureCase(
        Group group,
        String name,
        String strength,
        Supplier<Film> film,
        Wire wire,
        int quarters,
        PictureSubject subject,
        List<Set<Check>> faults,
        Set<Check> besides) {

    enum Group {
        /** A clear fault. */
        FAULT,
        /** A fault so slight that it may be found or not. */
        BORDER,
        /** No fault. */
        NORMAL
    }
}
