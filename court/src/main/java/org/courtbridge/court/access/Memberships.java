package org.courtbridge.court.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The roles of somebody, and where they hold. Whoever has a role in a department has it in the courts and institutions of its region, too.
 *
 * @param own as they were given
 * @param regional those that follow from roles in departments
 */
public record Memberships(Set<Membership> own, Set<Membership> regional) {

    public static final Memberships NONE = new Memberships(Set.of(), Set.of());

    public static final Memberships EVERYTHING = everywhere(EnumSet.allOf(Role.class));

    public Memberships {
        own = Set.copyOf(own);
        regional = Set.copyOf(regional);
    }

    /** Roles that hold in the whole installation. */
    public static Memberships everywhere(Set<Role> roles) {
        return new Memberships(roles.stream().map(Membership::everywhere).collect(Collectors.toSet()), Set.of());
    }

    /** Every role that holds anywhere. */
    public Set<Role> roles() {
        return roles(_ -> true);
    }

    /** Roles that hold in the whole installation. */
    public Set<Role> everywhere() {
        return roles(one -> one.institution().isEmpty());
    }

    /** Roles that were given in one institution, without those of its region's department. */
    public Set<Role> in(String institution) {
        return roles(one -> one.institution().equals(Optional.of(institution)));
    }

    private Set<Role> roles(Predicate<Membership> where) {
        return own.stream()
                .filter(where)
                .map(Membership::role)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    public boolean holdsSomewhere(Set<Role> any) {
        return own.stream().map(Membership::role).anyMatch(any::contains);
    }

    public boolean holdsEverywhere(Set<Role> any) {
        return own.stream().anyMatch(one -> one.institution().isEmpty() && any.contains(one.role()));
    }

    /**
     * Whether one of some roles holds in a court or institution.
     *
     * @param institution its id; empty for what belongs to none, and so to the whole installation alone
     */
    public boolean holds(Set<Role> any, Optional<String> institution) {
        return holdsEverywhere(any)
                || (institution.isPresent() && (holds(own, any, institution) || holds(regional, any, institution)));
    }

    private static boolean holds(Set<Membership> some, Set<Role> any, Optional<String> institution) {
        return some.stream()
                .anyMatch(one -> any.contains(one.role()) && one.institution().equals(institution));
    }

    /** Ids of the institutions in which one of some roles was given. */
    public Set<String> institutions(Set<Role> any) {
        return institutions(own, any);
    }

    /** Ids of the courts and institutions in which one of some roles holds as it does in their department. */
    public Set<String> regional(Set<Role> any) {
        return institutions(regional, any);
    }

    private static Set<String> institutions(Collection<Membership> some, Set<Role> any) {
        return some.stream()
                .filter(one -> any.contains(one.role()))
                .flatMap(one -> one.institution().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
