package org.courtbridge.court.applications;

import java.util.Set;
import org.courtbridge.hearings.applications.InstitutionId;

/** Limits whose applications somebody reads and acts on. Reading is limited in the query, and not after it. */
public sealed interface Scope {

    Scope EVERYTHING = new Everything();

    /** All applications of this installation, on behalf of anybody; but an answer on a page is given by whoever answers, in their own scope. */
    record Everything() implements Scope {}

    /**
     * Applications of some courts, institutions and regions.
     *
     * @param institutions courts, departments and institutions on whose behalf somebody reads and acts
     * @param regions of the inventory; somebody reads the applications of all courts and institutions there, and acts for none of them
     */
    record Limited(Set<InstitutionId> institutions, Set<String> regions) implements Scope {

        public Limited {
            institutions = Set.copyOf(institutions);
            regions = Set.copyOf(regions);
        }
    }

    static Scope of(InstitutionId... institutions) {
        return new Limited(Set.of(institutions), Set.of());
    }

    static Scope ofRegion(String region) {
        return new Limited(Set.of(), Set.of(region));
    }
}
