package org.courtbridge.console.today;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.http.Principal;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.applications.Scope;

/** A role that has a part of the day's page, in the order of the parts. */
enum DayRole {
    JUDGE(Role.JUDGE),
    CLERK(Role.CLERK),
    ORGANISER(Role.ORGANISER, Role.SPECIALIST),
    TECHNICIAN(Role.TECHNICIAN),
    OFFICIAL(Role.OFFICIAL);

    private final Set<Role> roles;

    DayRole(Role first, Role... others) {
        roles = Collections.unmodifiableSet(EnumSet.of(first, others));
    }

    /** Whether somebody has a role anywhere for whom the page has a part. */
    static boolean isForAny(Principal principal) {
        for (DayRole role : values()) {
            if (role.isOf(principal)) {
                return true;
            }
        }
        return false;
    }

    boolean isOf(Principal principal) {
        return principal.memberships().holdsSomewhere(roles);
    }

    /** The role, of those that share a part, that somebody has; the first of them for others. */
    Role heldBy(Principal principal) {
        return roles.stream()
                .filter(role -> principal.memberships().holdsSomewhere(Set.of(role)))
                .findFirst()
                .orElse(roles.iterator().next());
    }

    /** Whether somebody has this role in a court or institution. @param institution empty for what belongs to none */
    boolean holds(Principal principal, Optional<String> institution) {
        return principal.memberships().holds(roles, institution);
    }

    /** The applications that somebody reads in this role. */
    Scope scope(Principal principal) {
        return Scope.of(principal.memberships(), roles);
    }
}
