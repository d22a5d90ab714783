package org.courtbridge.court.applications;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.Role;
import org.courtbridge.hearings.applications.InstitutionId;

/** Limits whose applications somebody reads and acts on. Reading is limited in the query, and not after it. */
public sealed interface Scope {

    Scope EVERYTHING = new Everything();

    /** All applications of this installation, on behalf of anybody; but an answer on a page is given by whoever answers, in their own scope. */
    record Everything() implements Scope {}

    /**
     * Applications of some courts and institutions.
     *
     * @param institutions courts, departments and institutions on whose behalf somebody reads and acts
     * @param region courts and institutions of a region whose department somebody belongs to: read, and acted for by whoever belongs to them
     */
    record Limited(Set<InstitutionId> institutions, Set<InstitutionId> region) implements Scope {

        public Limited {
            institutions = Set.copyOf(institutions);
            region = Set.copyOf(region);
        }
    }

    static Scope of(InstitutionId... institutions) {
        return new Limited(Set.of(institutions), Set.of());
    }

    static Scope ofRegion(InstitutionId... institutions) {
        return new Limited(Set.of(), Set.of(institutions));
    }

    /** The scope of somebody for what one of some roles is needed for. */
    static Scope of(Memberships memberships, Set<Role> roles) {
        return memberships.holdsEverywhere(roles)
                ? EVERYTHING
                : new Limited(ids(memberships.institutions(roles)), ids(memberships.regional(roles)));
    }

    /** What of this scope is the part of one court or institution; nothing if it is not in this scope. */
    default Scope within(InstitutionId one) {
        return switch (this) {
            case Everything _ -> of(one);
            case Limited(var institutions, var region) ->
                new Limited(
                        institutions.contains(one) ? Set.of(one) : Set.of(),
                        region.contains(one) ? Set.of(one) : Set.of());
        };
    }

    private static Set<InstitutionId> ids(Collection<String> values) {
        return values.stream().map(InstitutionId::new).collect(Collectors.toSet());
    }
}
