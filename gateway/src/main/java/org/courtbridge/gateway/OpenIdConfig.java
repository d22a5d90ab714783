package org.courtbridge.gateway;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.Role;
import org.courtbridge.operations.openid.OpenIdSettings;

/** Reads the settings of an OpenID provider. */
final class OpenIdConfig {

    private OpenIdConfig() {}

    /** Complains of what is wrong, and goes on. @return empty without a provider */
    static Optional<OpenIdSettings> of(ConfigFile file) {
        Optional<URI> issuer = file.site("oidc.issuer");
        Optional<String> client = file.text("oidc.client-id");
        Optional<String> secret = file.secret("oidc.client-secret");
        Optional<String> name = file.text("oidc.name");
        Optional<URI> site = file.site("oidc.site")
                .map(address -> URI.create(address.toString().replaceFirst("/$", "")));
        List<String> scopes = file.words("oidc.scopes");
        Optional<String> claim = file.text("oidc.roles-claim");
        Map<Role, Set<String>> roles = new EnumMap<>(Role.class);
        List<OpenIdSettings.Grant> grants = new ArrayList<>();
        for (Role role : Role.values()) {
            String word = role.name().toLowerCase(Locale.ROOT);
            List<String> values = file.words("oidc.roles." + word);
            if (!values.isEmpty()) {
                roles.put(role, Set.copyOf(values));
            }
            file.list(
                            "oidc.roles-in." + word,
                            text -> OpenIdSettings.Grant.parse(role, text),
                            "values with a court or institution each, such as astana-clerks=5b0c7f6e")
                    .ifPresent(grants::addAll);
        }
        if (issuer.isPresent() != client.isPresent()) {
            file.complain(
                    issuer.isPresent() ? "oidc.issuer" : "oidc.client-id",
                    "oidc.issuer and oidc.client-id go together");
        }
        if (issuer.isPresent() && roles.isEmpty() && grants.isEmpty()) {
            file.complain("oidc.issuer", "without oidc.roles nobody who comes from there has a role");
        }
        return issuer.flatMap(provider -> client.map(id -> new OpenIdSettings(
                provider,
                id,
                secret,
                name.orElse(provider.getHost()),
                site,
                scopes.isEmpty() ? List.of("profile") : scopes,
                claim.orElse("roles"),
                roles,
                grants)));
    }
}
