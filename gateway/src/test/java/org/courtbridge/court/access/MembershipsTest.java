package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipsTest {

    private static final Set<Role> CLERK = Set.of(Role.CLERK);
    private static final Set<Role> PREPARE = Set.of(Role.CLERK, Role.ORGANISER);

    private static final Memberships BELONGS = new Memberships(
            Set.of(
                    Membership.in("court", Role.CLERK),
                    Membership.in("court", Role.TECHNICIAN),
                    Membership.in("department", Role.ORGANISER),
                    Membership.everywhere(Role.AUDITOR)),
            Set.of(Membership.in("other", Role.ORGANISER)));

    @Test
    void aRoleHoldsWhereItWasGiven() {
        assertThat(BELONGS.holds(CLERK, Optional.of("court"))).isTrue();
        assertThat(BELONGS.holds(CLERK, Optional.of("other"))).isFalse();
        assertThat(BELONGS.holds(CLERK, Optional.empty())).isFalse();
        assertThat(BELONGS.holdsSomewhere(CLERK)).isTrue();
        assertThat(BELONGS.holdsEverywhere(CLERK)).isFalse();
        assertThat(BELONGS.holdsSomewhere(Set.of(Role.JUDGE))).isFalse();
    }

    @Test
    void aRoleInADepartmentHoldsInItsRegion() {
        assertThat(BELONGS.holds(PREPARE, Optional.of("other"))).isTrue();
        assertThat(BELONGS.holds(PREPARE, Optional.of("department"))).isTrue();
        assertThat(BELONGS.institutions(PREPARE)).containsExactlyInAnyOrder("court", "department");
        assertThat(BELONGS.regional(PREPARE)).containsExactly("other");
        assertThat(BELONGS.regional(CLERK)).isEmpty();
    }

    @Test
    void aRoleInTheInstallationHoldsEverywhereAndForWhatBelongsToNone() {
        assertThat(BELONGS.holds(Set.of(Role.AUDITOR), Optional.of("unknown"))).isTrue();
        assertThat(BELONGS.holds(Set.of(Role.AUDITOR), Optional.empty())).isTrue();
        assertThat(Memberships.EVERYTHING.holds(CLERK, Optional.empty())).isTrue();
        assertThat(Memberships.NONE.holds(Set.of(Role.values()), Optional.of("court")))
                .isFalse();
    }

    @Test
    void rolesAreToldApartByWhereTheyHold() {
        assertThat(BELONGS.roles())
                .containsExactlyInAnyOrder(Role.CLERK, Role.TECHNICIAN, Role.ORGANISER, Role.AUDITOR);
        assertThat(BELONGS.everywhere()).containsExactly(Role.AUDITOR);
        assertThat(BELONGS.in("court")).containsExactlyInAnyOrder(Role.CLERK, Role.TECHNICIAN);
        assertThat(BELONGS.in("other")).isEmpty();
    }
}
