package org.courtbridge.console.users;

import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.AdminToken;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.SecondFactors;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;
import org.courtbridge.operations.openid.OpenIdProvider;

/**
 * The services for users of the console, their sessions, and the means by which they prove who they are.
 *
 * @param adminToken of the commands of this machine
 * @param demanded roles whose users do nothing before they have a second factor
 * @param provider of users who have no password here; empty without one
 */
public record AccessServices(
        Users users,
        Sessions sessions,
        AdminToken adminToken,
        SecondFactors factors,
        Set<Role> demanded,
        Optional<OpenIdProvider> provider) {

    public AccessServices {
        demanded = Set.copyOf(demanded);
    }

    public boolean mustEnrol(User user) {
        return !user.external() && !user.secondFactor() && user.roles().stream().anyMatch(demanded::contains);
    }
}
