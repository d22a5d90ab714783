package org.courtbridge.console.users;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Endpoints;
import org.courtbridge.console.http.Reply;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;
import org.courtbridge.operations.openid.OpenIdException;
import org.courtbridge.operations.openid.OpenIdProvider;

/** Signing in, and out, by way of another provider. Nothing of it is there without one. */
public final class OpenIdPages {

    private static final Logger LOG = LogManager.getLogger(OpenIdPages.class);

    static final String GOODBYE = "/login/provider/out";

    private static final String DEPART = "/login/provider";
    private static final String BACK = DEPART + "/back";
    private static final String STATE_COOKIE = "sign-in";
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final OpenIdProvider provider;
    private final UserDesk users;
    private final GrantedPlaces places;
    private final Sessions sessions;
    private final Supplier<String> baseUrl;
    private final InstantSource clock;
    private final Templates templates;

    private OpenIdPages(
            OpenIdProvider provider,
            UserDesk users,
            GrantedPlaces places,
            Sessions sessions,
            Supplier<String> baseUrl,
            InstantSource clock,
            Templates templates) {
        this.provider = provider;
        this.users = users;
        this.places = places;
        this.sessions = sessions;
        this.baseUrl = baseUrl;
        this.clock = clock;
        this.templates = templates;
    }

    /** @param baseUrl where people find this gateway, unless the provider sends them elsewhere */
    public static List<Endpoint> endpoints(
            AccessServices access, UserDesk users, Supplier<String> baseUrl, InstantSource clock, Templates templates) {
        return access.provider()
                .map(provider -> new OpenIdPages(
                                provider, users, users.places(provider), access.sessions(), baseUrl, clock, templates)
                        .endpoints())
                .orElse(List.of());
    }

    private List<Endpoint> endpoints() {
        places.unknown()
                .forEach(place -> LOG.warn(
                        "oidc.roles-in: {} is no court, department or institution here: nobody gets a role there",
                        place));
        return List.of(
                Endpoint.page(HttpMethod.GET, DEPART, Allowed.ANYBODY, this::depart),
                Endpoint.page(HttpMethod.GET, BACK, Allowed.ANYBODY, this::arrive),
                Endpoint.page(HttpMethod.GET, GOODBYE, Allowed.ANYBODY, this::leave));
    }

    private String site() {
        return provider.site().map(URI::toString).orElseGet(baseUrl);
    }

    private Reply depart(Call call) {
        try {
            OpenIdProvider.Departure departure = provider.depart(URI.create(site() + BACK), call.source());
            return Reply.seeOther(departure.to().toString())
                    .with(state(call, departure.state()).setMaxAge(LONGEST.toSeconds()));
        } catch (OpenIdException e) {
            return complaining(call, e);
        }
    }

    /** Comes along when the provider sends the browser back, which a strict one would not. */
    private static Cookie state(Call call, String value) {
        return Cookie.cookie(STATE_COOKIE, value)
                .setPath(DEPART)
                .setHttpOnly(true)
                .setSecure(call.context().request().isSSL())
                .setSameSite(CookieSameSite.LAX);
    }

    /** Nobody is signed in as somebody else by a link: the browser that was sent off is the one that comes back. */
    private Reply arrive(Call call) {
        Cookie cookie = call.context().request().getCookie(STATE_COOKIE);
        String state = call.query("state").orElse("");
        if (cookie == null || !isSame(cookie.getValue(), state)) {
            LOG.warn("somebody came from {} who was not sent there", provider.name());
            return page(call, 403, "oidc.refused");
        }
        try {
            OpenIdProvider.Person person = provider.arrive(state, parameters(call));
            GrantedPlaces.Found found = places.of(person);
            if (!found.unknown().isEmpty()) {
                LOG.warn(
                        "{} has roles of {} in {}, which is not known here",
                        person.login(),
                        provider.name(),
                        found.unknown());
            }
            if (person.roles().isEmpty() && found.isNothing()) {
                return page(call, 403, "oidc.noplace", String.join(", ", found.unknown()));
            }
            User user = users.ofProvider(provider.name(), person, found.there());
            if (!user.enabled()) {
                return page(call, 403, "oidc.disabled");
            }
            String token = sessions.open(user, clock.instant()).token();
            // The browser does not send our strict cookie with a redirect that began elsewhere: the page goes on by
            // itself.
            return Reply.html(200, templates.render("login-done.jte", Map.of("page", Page.visitor(call.context()))))
                    .with(Endpoints.cookie(call.context(), token));
        } catch (OpenIdException e) {
            return complaining(call, e);
        }
    }

    private static boolean isSame(String one, String other) {
        return !other.isEmpty()
                && MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, List<String>> parameters(Call call) {
        Map<String, List<String>> parameters = new HashMap<>();
        call.context()
                .queryParams()
                .forEach(entry -> parameters.put(
                        entry.getKey(), call.context().queryParams().getAll(entry.getKey())));
        return parameters;
    }

    private Reply leave(Call call) {
        return Reply.seeOther(provider.goodbye(URI.create(site() + "/login"))
                .map(URI::toString)
                .orElse("/login"));
    }

    private Reply complaining(Call call, OpenIdException e) {
        LOG.warn("nobody could sign in by {}: {}", provider.name(), e.getMessage());
        return switch (e.why()) {
            case UNREACHABLE -> page(call, 502, "oidc.unreachable");
            case REFUSED -> page(call, 403, "oidc.refused");
            case NO_ROLE -> page(call, 403, "oidc.norole");
        };
    }

    private Reply page(Call call, int status, String key, Object... more) {
        Page page = Page.visitor(call.context());
        return Reply.html(
                status,
                templates.render(
                        "login.jte",
                        Map.of(
                                "page",
                                page,
                                "login",
                                "",
                                "to",
                                "",
                                "provider",
                                provider.name(),
                                "goodbye",
                                false,
                                "complaint",
                                page.say(
                                        key,
                                        Stream.concat(Stream.of(provider.name()), Arrays.stream(more))
                                                .toArray()))));
    }
}
