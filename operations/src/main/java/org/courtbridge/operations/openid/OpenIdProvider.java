package org.courtbridge.operations.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.court.access.ExpiringTokenStore;
import org.courtbridge.court.access.GuessingLimit;
import org.courtbridge.court.access.Role;
import org.courtbridge.operations.openid.OpenIdException.Why;
import org.courtbridge.operations.openid.OpenIdSettings.Grant;

/**
 * A provider that proves who people are (OpenID Connect Core 1.0, code flow with PKCE of RFC 7636). Nothing is asked of it before
 * somebody wants to sign in that way; its keys are fetched anew when it signs by one that is not known. Methods wait for it:
 * not for an event loop.
 */
public final class OpenIdProvider {

    private static final int PATIENCE_MS = 5_000;

    /** Bytes of a set of keys. */
    private static final int LARGEST_KEYS = 256 * 1024;

    /** Seconds that its clock may differ from ours. */
    private static final int CLOCK_SKEW = 60;

    private static final Duration FRESH = Duration.ofHours(1);

    /** A court's whole network may be behind one address, and whoever has a site has as many networks as there are places. */
    private static final ExpiringTokenStore.Limits SENT_OFF =
            new ExpiringTokenStore.Limits(Duration.ofMinutes(10), 10_000, 200);

    /** By public keys alone: what is signed with our own secret, or not at all, proves nothing. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final OpenIdSettings settings;
    private final InstantSource clock;
    private final ExpiringTokenStore<Pending> pending;
    private volatile Optional<Known> known = Optional.empty();

    /**
     * Somebody who was sent to the provider and is not back.
     *
     * @param back where the provider sends the person
     */
    private record Pending(Nonce nonce, CodeVerifier verifier, URI back) {

        @Override
        public String toString() {
            return "Pending[" + back + "]";
        }
    }

    private record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant until) {}

    /** @param state that the person's browser has to come back with */
    public record Departure(URI to, String state) {

        @Override
        public String toString() {
            return "Departure[]";
        }
    }

    /**
     * Somebody whom the provider knows.
     *
     * @param subject nobody else's at any provider, for ever
     * @param roles in the whole installation
     * @param grants that give the person a role in one place
     */
    public record Person(String subject, String login, String name, Set<Role> roles, List<Grant> grants) {

        public Person {
            roles = Set.copyOf(roles);
            grants = List.copyOf(grants);
        }
    }

    public OpenIdProvider(OpenIdSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.pending = new ExpiringTokenStore<>(SENT_OFF, clock);
    }

    /** As people know it. */
    public String name() {
        return settings.name();
    }

    /** The roles that it gives in one place, to anybody. */
    public List<Grant> grants() {
        return settings.grants();
    }

    /** Address at which people open the console, if that is not the gateway's own. */
    public Optional<URI> site() {
        return settings.site();
    }

    /**
     * Sends somebody to the provider.
     *
     * @param back where it sends them afterwards; registered there
     * @param source address that they come from
     * @throws OpenIdException if it does not answer
     */
    public Departure depart(URI back, String source) {
        OIDCProviderMetadata metadata = known().metadata;
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        State state = new State(pending.leave(GuessingLimit.site(source), new Pending(nonce, verifier, back)));
        Scope scope = new Scope("openid");
        settings.scopes().forEach(scope::add);
        URI to = new AuthenticationRequest.Builder(
                        new ResponseType(ResponseType.Value.CODE), scope, new ClientID(settings.clientId()), back)
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        return new Departure(to, state.getValue());
    }

    /**
     * Takes somebody back from the provider.
     *
     * @param state that the browser was sent off with
     * @param parameters that it came back with
     * @throws OpenIdException if the provider does not vouch for the person, or gives no role
     */
    public Person arrive(String state, Map<String, List<String>> parameters) {
        Pending request = pending.take(state).orElseThrow(() -> refused("nobody was sent off with this state"));
        IDTokenClaimsSet claims = claims(request, parameters);
        Set<String> values = values(claims);
        Set<Role> roles = roles(values);
        List<Grant> grants = settings.grants().stream()
                .filter(grant -> values.contains(grant.value()))
                .toList();
        if (roles.isEmpty() && grants.isEmpty()) {
            throw new OpenIdException(Why.NO_ROLE, "the claim " + settings.rolesClaim() + " gives no role");
        }
        String subject = claims.getSubject().getValue();
        String login = Stream.of("preferred_username", "email")
                .flatMap(claim -> text(claims, claim).stream())
                .map(text -> text.replaceFirst("@.*", ""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(subject);
        return new Person(
                settings.issuer() + "|" + subject, login, text(claims, "name").orElse(login), roles, grants);
    }

    private static Optional<String> text(IDTokenClaimsSet claims, String claim) {
        return Optional.ofNullable(claims.getStringClaim(claim)).filter(text -> !text.isBlank());
    }

    private IDTokenClaimsSet claims(Pending request, Map<String, List<String>> parameters) {
        Known provider = known();
        try {
            AuthenticationResponse response = AuthenticationResponseParser.parse(request.back(), parameters);
            if (response instanceof AuthenticationErrorResponse error) {
                throw refused("it answers " + error.getErrorObject().getCode());
            }
            AuthenticationSuccessResponse success = response.toSuccessResponse();
            if (success.getIssuer() != null && !success.getIssuer().getValue().equals(issuer().getValue())) {
                // RFC 9207.
                throw refused("the answer is of another issuer");
            }
            if (success.getAuthorizationCode() == null) {
                throw refused("the answer has no code");
            }
            HTTPRequest exchange = exchange(
                            provider.metadata,
                            new AuthorizationCodeGrant(
                                    success.getAuthorizationCode(), request.back(), request.verifier()))
                    .toHTTPRequest();
            patient(exchange);
            TokenResponse tokens = OIDCTokenResponseParser.parse(exchange.send());
            if (!(tokens instanceof OIDCTokenResponse issued)) {
                throw refused("it does not take the code: "
                        + tokens.toErrorResponse().getErrorObject().getCode());
            }
            JWT token = Optional.ofNullable(issued.getOIDCTokens().getIDToken())
                    .orElseThrow(() -> refused("there is no ID token"));
            return validator(provider).validate(token, request.nonce());
        } catch (IOException e) {
            throw new OpenIdException(Why.UNREACHABLE, settings.issuer() + ": " + e.getMessage());
        } catch (GeneralException | BadJOSEException | JOSEException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private TokenRequest exchange(OIDCProviderMetadata metadata, AuthorizationCodeGrant grant) {
        ClientID client = new ClientID(settings.clientId());
        URI endpoint = metadata.getTokenEndpointURI();
        if (settings.clientSecret().isEmpty()) {
            return new TokenRequest.Builder(endpoint, client, grant).build();
        }
        Secret secret = new Secret(settings.clientSecret().get());
        List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
        boolean basic = methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return new TokenRequest.Builder(
                        endpoint,
                        basic ? new ClientSecretBasic(client, secret) : new ClientSecretPost(client, secret),
                        grant)
                .build();
    }

    private IDTokenValidator validator(Known provider) {
        IDTokenValidator validator = new IDTokenValidator(
                issuer(),
                new ClientID(settings.clientId()),
                new JWSVerificationKeySelector<>(ALGORITHMS, provider.keys),
                null);
        validator.setMaxClockSkew(CLOCK_SKEW);
        return validator;
    }

    private Issuer issuer() {
        return new Issuer(settings.issuer());
    }

    private Set<Role> roles(Set<String> values) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        settings.roles().forEach((role, names) -> {
            if (names.stream().anyMatch(values::contains)) {
                roles.add(role);
            }
        });
        return roles;
    }

    private Set<String> values(IDTokenClaimsSet claims) {
        Object value = claims.getClaim(settings.rolesClaim());
        if (value == null) {
            String[] path = settings.rolesClaim().split("\\.");
            value = claims.getClaim(path[0]);
            for (int i = 1; i < path.length; i++) {
                value = value instanceof Map<?, ?> inner ? inner.get(path[i]) : null;
            }
        }
        return switch (value) {
            case null -> Set.of();
            case Collection<?> several -> several.stream().map(String::valueOf).collect(Collectors.toSet());
            default -> Set.of(value.toString().split("[\\s,]+"));
        };
    }

    /**
     * Address at which somebody signs out of the provider, too; empty if it has none, or does not answer.
     *
     * @param back where it sends them afterwards; registered there
     */
    public Optional<URI> goodbye(URI back) {
        try {
            return Optional.ofNullable(known().metadata.getEndSessionEndpointURI())
                    .map(endpoint -> new LogoutRequest(
                                    endpoint, null, null, new ClientID(settings.clientId()), back, null, null)
                            .toURI());
        } catch (OpenIdException _) {
            return Optional.empty();
        }
    }

    /** Its configuration (OpenID Connect Discovery 1.0), asked for again after an hour. */
    private Known known() {
        Optional<Known> before = known.filter(one -> one.until.isAfter(clock.instant()));
        if (before.isPresent()) {
            return before.get();
        }
        try {
            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer(), OpenIdProvider::patient);
            for (URI address : List.of(
                    metadata.getAuthorizationEndpointURI(), metadata.getTokenEndpointURI(), metadata.getJWKSetURI())) {
                if (!OpenIdSettings.isSafe(address)) {
                    throw refused(address + " is not reached by TLS");
                }
            }
            // Whoever comes with a key that is not known has it fetched, once in half a minute at most.
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            metadata.getJWKSetURI().toURL(),
                            new DefaultResourceRetriever(PATIENCE_MS, PATIENCE_MS, LARGEST_KEYS))
                    .retrying(true)
                    .build();
            Known found = new Known(metadata, keys, clock.instant().plus(FRESH));
            known = Optional.of(found);
            return found;
        } catch (MalformedURLException e) {
            throw refused(String.valueOf(e.getMessage()));
        } catch (IOException | GeneralException e) {
            return known.orElseThrow(
                    () -> new OpenIdException(Why.UNREACHABLE, settings.issuer() + ": " + e.getMessage()));
        }
    }

    private static void patient(HTTPRequest request) {
        request.setConnectTimeout(PATIENCE_MS);
        request.setReadTimeout(PATIENCE_MS);
        request.setFollowRedirects(false);
    }

    private static OpenIdException refused(String why) {
        return new OpenIdException(Why.REFUSED, why);
    }
}
