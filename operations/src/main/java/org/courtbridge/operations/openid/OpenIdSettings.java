package org.courtbridge.operations.openid;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.Role;

/**
 * Settings for an OpenID provider: how it is reached, and what it says is believed.
 *
 * @param issuer its name, which is where its configuration is found
 * @param clientId ours there
 * @param clientSecret empty for a public client, which proves itself by PKCE alone
 * @param name of the provider, as people know it
 * @param site where people open the console, such as {@code https://court.example:8443}; empty for the gateway's own address
 * @param scopes that are asked for, besides {@code openid}
 * @param rolesClaim of the ID token that has what {@code roles} begin with; within another claim where there are dots
 * @param roles by role, the values that give it in the whole installation
 * @param grants values that give a role in one court, department or institution
 */
public record OpenIdSettings(
        URI issuer,
        String clientId,
        Optional<String> clientSecret,
        String name,
        Optional<URI> site,
        List<String> scopes,
        String rolesClaim,
        Map<Role, Set<String>> roles,
        List<Grant> grants) {

    /**
     * A value of the claim that gives a role in one place.
     *
     * @param place id of the court, department or institution, or its name
     */
    public record Grant(Role role, String value, String place) {

        /**
         * Reads {@code VALUE=PLACE}.
         *
         * @throws IllegalArgumentException if one of them is missing
         */
        public static Grant parse(Role role, String text) {
            int equals = text.lastIndexOf('=');
            String value = text.substring(0, Math.max(equals, 0)).strip();
            String place = text.substring(equals + 1).strip();
            if (value.isEmpty() || place.isEmpty()) {
                throw new IllegalArgumentException(text);
            }
            return new Grant(role, value, place);
        }
    }

    public OpenIdSettings {
        scopes = List.copyOf(scopes);
        roles = Map.copyOf(roles);
        grants = List.copyOf(grants);
    }

    /** Whether nobody can listen on the way there: by TLS, or on this machine. */
    public static boolean isSafe(URI address) {
        String host = address.getHost();
        return "https".equals(address.getScheme()) && host != null
                || "http".equals(address.getScheme())
                        && host != null
                        && host.matches("localhost|127\\.[0-9.]+|\\[::1]");
    }

    @Override
    public String toString() {
        return "OpenIdSettings[" + issuer + ", " + clientId + "]";
    }
}
