package org.courtbridge.operations.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.courtbridge.court.access.Role;
import org.courtbridge.operations.openid.OpenIdException.Why;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of what is believed of a provider, and what is not: this one says whatever a test wants. */
class OpenIdProviderTest {

    private static final URI BACK = URI.create("https://court.example:8443/login/provider/back");
    private static final String SECRET = "a secret that is long enough for a MAC of 256 bits";

    private static final String HERE = "192.0.2.1";

    /** Made once for all tests: each takes a second to find. Two are called the same. */
    private static final RSAKey FIRST = key("first");

    private static final RSAKey STRANGER = key("first");
    private static final RSAKey SECOND = key("second");

    private HttpServer server;
    private String issuer;
    private RSAKey key = FIRST;
    private RSAKey signer = key;
    private OpenIdProvider provider;
    private Instant now = Instant.now();

    /** What the ID token says instead of what is right. */
    private UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();

    private Map<String, String> asked = Map.of();
    private String verifier = "";
    private Signing signing = Signing.RS256;

    private enum Signing {
        RS256,
        HS256,
        NONE
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        answer("/.well-known/openid-configuration", () -> """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/auth","token_endpoint":"%1$s/token","jwks_uri":"%1$s/jwks",
                "response_types_supported":["code"],"subject_types_supported":["public"],
                "id_token_signing_alg_values_supported":["RS256"],"end_session_endpoint":"%1$s/end"}""".formatted(issuer));
        answer("/jwks", () -> new JWKSet(key.toPublicJWK()).toString());
        server.createContext("/token", exchange -> {
            Map<String, List<String>> form = URLUtils.parseParameters(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            verifier = form.getOrDefault("code_verifier", List.of()).getFirst();
            send(exchange, "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\"%s\"}".formatted(token()));
        });
        server.start();
        provider = provider(issuer);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private OpenIdProvider provider(String name) {
        return new OpenIdProvider(
                new OpenIdSettings(
                        URI.create(name),
                        "courtbridge",
                        Optional.of(SECRET),
                        "the ministry",
                        Optional.empty(),
                        List.of("profile"),
                        "realm.groups",
                        Map.of(Role.CLERK, Set.of("court-clerks"), Role.JUDGE, Set.of("judges", "presidents")),
                        List.of(
                                new OpenIdSettings.Grant(Role.CLERK, "astana", "court-1"),
                                new OpenIdSettings.Grant(Role.JUDGE, "astana", "court-2"),
                                new OpenIdSettings.Grant(Role.OFFICIAL, "hospital", "hospital-1"))),
                () -> now);
    }

    private interface Answer {
        String now();
    }

    private void answer(String path, Answer answer) {
        server.createContext(path, exchange -> send(exchange, answer.now()));
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String token() {
        Instant time = Instant.now();
        JWTClaimsSet said = claims.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience("courtbridge")
                        .subject("7")
                        .issueTime(Date.from(time))
                        .expirationTime(Date.from(time.plusSeconds(300)))
                        .claim("nonce", asked.get("nonce"))
                        .claim("preferred_username", "aigul@court.kz")
                        .claim("name", "Айгүл")
                        .claim("realm", Map.of("groups", List.of("staff", "court-clerks"))))
                .build();
        try {
            return switch (signing) {
                case NONE -> new PlainJWT(said).serialize();
                case HS256 -> {
                    SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), said);
                    jwt.sign(new MACSigner(SECRET));
                    yield jwt.serialize();
                }
                case RS256 -> {
                    SignedJWT jwt = new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .keyID(signer.getKeyID())
                                    .build(),
                            said);
                    jwt.sign(new RSASSASigner(signer));
                    yield jwt.serialize();
                }
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private OpenIdProvider.Person arrive() {
        return arriveAfter(() -> {});
    }

    private OpenIdProvider.Person arriveAfter(Runnable meanwhile) {
        OpenIdProvider.Departure departure = provider.depart(BACK, HERE);
        meanwhile.run();
        Map<String, String> query = new HashMap<>();
        URLUtils.parseParameters(departure.to().getRawQuery())
                .forEach((name, values) -> query.put(name, values.getFirst()));
        asked = query;
        return provider.arrive(departure.state(), Map.of("code", List.of("c"), "state", List.of(departure.state())));
    }

    private void refuses(Why why) {
        assertThatThrownBy(this::arrive)
                .isInstanceOfSatisfying(
                        OpenIdException.class, e -> assertThat(e.why()).isEqualTo(why));
    }

    @Test
    void believesWhatTheProviderSignedForUs() throws Exception {
        assertThat(arrive())
                .isEqualTo(new OpenIdProvider.Person(issuer + "|7", "aigul", "Айгүл", Set.of(Role.CLERK), List.of()));
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("redirect_uri", BACK.toString())
                .containsEntry("code_challenge_method", "S256");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(hash))
                .as("PKCE")
                .isEqualTo(asked.get("code_challenge"));
    }

    @Test
    void believesNothingElse() {
        claims = said -> said.claim("nonce", "another");
        refuses(Why.REFUSED);
        claims = said -> said.audience("somebody-else");
        refuses(Why.REFUSED);
        claims = said -> said.issuer("https://other.example");
        refuses(Why.REFUSED);
        claims = said -> said.expirationTime(Date.from(Instant.now().minusSeconds(120)));
        refuses(Why.REFUSED);
        claims = UnaryOperator.identity();
        signing = Signing.NONE;
        refuses(Why.REFUSED);
        signing = Signing.HS256;
        refuses(Why.REFUSED);
        signing = Signing.RS256;
        signer = STRANGER;
        refuses(Why.REFUSED);
        signer = key;
        assertThat(arrive().login()).isEqualTo("aigul");
    }

    @Test
    void takesEachStateOnceAndNotForEver() {
        OpenIdProvider.Departure departure = provider.depart(BACK, HERE);
        now = now.plus(Duration.ofMinutes(10));
        Map<String, List<String>> back = Map.of("code", List.of("c"), "state", List.of(departure.state()));
        assertThatThrownBy(() -> provider.arrive(departure.state(), back)).isInstanceOf(OpenIdException.class);
        assertThatThrownBy(() -> provider.arrive("made-up", back)).isInstanceOf(OpenIdException.class);
        OpenIdProvider.Departure refused = provider.depart(BACK, HERE);
        assertThatThrownBy(() -> provider.arrive(
                        refused.state(), Map.of("error", List.of("access_denied"), "state", List.of(refused.state()))))
                .isInstanceOf(OpenIdException.class)
                .hasMessageContaining("access_denied");
    }

    @Test
    void whoFloodsItThrowsOutNobodyElse() {
        assertThat(arriveAfter(() -> {
                            for (int i = 0; i < 10_001; i++) {
                                provider.depart(BACK, "2001:db8::" + Integer.toHexString(i));
                                provider.depart(BACK, "2001:db8:1:" + Integer.toHexString(i) + "::1");
                            }
                        })
                        .login())
                .isEqualTo("aigul");
    }

    @Test
    void whoeverComesWhileItIsFloodedComesBack() {
        for (int i = 0; i < 10_001; i++) {
            provider.depart(BACK, "2001:db8:" + Integer.toHexString(i) + "::1");
        }
        assertThat(arrive().login()).isEqualTo("aigul");
    }

    @Test
    void fetchesTheKeysAnewWhenItSignsByAnother() {
        assertThat(arrive().login()).isEqualTo("aigul");
        key = SECOND;
        signer = key;
        assertThat(arrive().login()).isEqualTo("aigul");
    }

    @Test
    void whoHasNoRoleIsTurnedAwayAndSeveralValuesMayGiveOne() {
        claims = said -> said.claim("realm", Map.of("groups", List.of("staff")));
        refuses(Why.NO_ROLE);
        claims = said -> said.claim("realm", null);
        refuses(Why.NO_ROLE);
        claims = said -> said.claim("realm", null).claim("realm.groups", "presidents court-clerks");
        assertThat(arrive().roles()).containsExactlyInAnyOrder(Role.JUDGE, Role.CLERK);
    }

    @Test
    void valuesGiveRolesInOnePlaceToo() throws Exception {
        claims = said -> said.claim("realm", Map.of("groups", List.of("astana", "judges")));
        OpenIdProvider.Person person = arrive();
        assertThat(person.roles()).containsExactly(Role.JUDGE);
        assertThat(person.grants())
                .containsExactly(
                        new OpenIdSettings.Grant(Role.CLERK, "astana", "court-1"),
                        new OpenIdSettings.Grant(Role.JUDGE, "astana", "court-2"));
        claims = said -> said.claim("realm", Map.of("groups", List.of("hospital")));
        assertThat(arrive().roles()).as("in the whole installation").isEmpty();
    }

    @Test
    void saysThatItDoesNotAnswer() {
        assertThat(provider.goodbye(BACK)).map(URI::getPath).contains("/end");
        server.stop(0);
        OpenIdProvider other = provider(issuer);
        assertThatThrownBy(() -> other.depart(BACK, HERE))
                .isInstanceOfSatisfying(
                        OpenIdException.class, e -> assertThat(e.why()).isEqualTo(Why.UNREACHABLE));
        assertThat(other.goodbye(BACK)).isEmpty();
    }

    @Test
    void speaksToNobodyInTheClear() {
        assertThat(OpenIdSettings.isSafe(URI.create("http://id.court.example"))).isFalse();
        assertThat(OpenIdSettings.isSafe(URI.create("https://id.court.example")))
                .isTrue();
        assertThat(OpenIdSettings.isSafe(URI.create("http://127.0.0.1.court.example")))
                .isFalse();
        assertThat(OpenIdSettings.isSafe(URI.create("https:/"))).isFalse();
    }
}
