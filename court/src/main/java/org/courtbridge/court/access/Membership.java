package org.courtbridge.court.access;

import java.util.Optional;

/**
 * A role that somebody has.
 *
 * @param institution id of the court, department or institution in which it holds; empty if it holds in the whole installation
 */
public record Membership(Role role, Optional<String> institution) {

    public static Membership everywhere(Role role) {
        return new Membership(role, Optional.empty());
    }

    public static Membership in(String institution, Role role) {
        return new Membership(role, Optional.of(institution));
    }
}
