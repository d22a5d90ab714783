package org.courtbridge.console.http;

import io.vertx.core.Context;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.court.access.AdminToken;
import org.courtbridge.court.access.Session;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;

/**
 * Mounts endpoints: finds out who asks, refuses who may not, runs the rest on virtual threads, and turns what goes wrong
 * into an answer.
 */
public final class Endpoints implements AutoCloseable {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** Scheme of a token in the Authorization field (RFC 6750, section 2.1), in any case (RFC 9110, section 11.1). */
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer(?: +(?<token>.*))?");

    /** Every path that nobody else answers. */
    private static final Endpoint NOTHING = Endpoint.page(HttpMethod.GET, "/", Allowed.ANYBODY, _ -> {
        throw RequestException.notFound("There is nothing here.");
    });

    private final AdminToken adminToken;
    private final Sessions sessions;
    private final Users users;
    private final Predicate<User> mustEnrol;
    private final Guard guard;
    private final InstantSource clock;
    private final ErrorPage errors;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Says in words what did not work. */
    @FunctionalInterface
    public interface ErrorPage {
        Reply page(Call call, Problems.Cause cause);
    }

    /** Refuses what somebody's role does not allow with the thing that a path names. */
    @FunctionalInterface
    public interface Guard {

        /**
         * Asked after it is known that the role allows the endpoint somewhere.
         *
         * @throws RequestException with 404 if the sender may not know of that thing, and with 403 if the sender may know of it alone
         */
        void check(Endpoint endpoint, Call call);
    }

    /** @param mustEnrol whether a user needs a second factor and has none */
    public Endpoints(
            AdminToken adminToken,
            Sessions sessions,
            Users users,
            Predicate<User> mustEnrol,
            Guard guard,
            InstantSource clock,
            ErrorPage errors) {
        this.adminToken = adminToken;
        this.sessions = sessions;
        this.users = users;
        this.mustEnrol = mustEnrol;
        this.guard = guard;
        this.clock = clock;
        this.errors = errors;
    }

    public void mount(Router router, List<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            Route route = router.route(endpoint.method(), endpoint.routerPath());
            if (endpoint.method() == HttpMethod.GET) {
                route.method(HttpMethod.HEAD);
            }
            route.handler(context -> run(context, endpoint));
        }
        router.errorHandler(404, this::nothingHere);
        UnroutedRequests.mount(router);
    }

    private void nothingHere(RoutingContext context) {
        if (context.request().path().startsWith("/api/")) {
            write(context, Reply.problem(404, "There is nothing here."));
        } else {
            run(context, NOTHING);
        }
    }

    private void run(RoutingContext context, Endpoint endpoint) {
        Context loop = context.vertx().getOrCreateContext();
        threads.execute(() -> {
            Reply reply = answer(context, endpoint);
            loop.runOnContext(_ -> write(context, reply));
        });
    }

    static Reply goingDown() {
        return Reply.problem(503, "The gateway is going down.");
    }

    private Reply answer(RoutingContext context, Endpoint endpoint) {
        Optional<Principal> principal = Optional.empty();
        try {
            principal = principal(context);
            Optional<Reply> refusal = refusal(context, endpoint, principal);
            return refusal.isPresent()
                    ? refusal.get()
                    : endpoint.action().handle(new Call(context, principal, endpoint::reads));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return goingDown();
        } catch (Exception e) {
            Problems.Cause cause = Problems.of(e);
            Reply reply = endpoint.isApi()
                    ? Reply.problem(cause.status(), cause.detail())
                    : errors.page(new Call(context, principal), cause);
            return e instanceof RequestException refused
                    ? refused.retryAfter().map(reply::retryAfter).orElse(reply)
                    : reply;
        }
    }

    private Optional<Reply> refusal(RoutingContext context, Endpoint endpoint, Optional<Principal> principal) {
        boolean byToken = bearerToken(context).isPresent();
        if (!SAFE.contains(endpoint.method()) && !byToken && !isOurOwnPage(context, principal)) {
            throw new RequestException(403, "csrf: missing or wrong", "error.csrf");
        }
        if (endpoint.allowed() instanceof Allowed.Anybody) {
            return Optional.empty();
        }
        if (principal.isEmpty()) {
            return Optional.of(
                    endpoint.isApi() || byToken
                            ? Reply.problem(401, "Sign in first.")
                            : signIn(new Call(context, principal)));
        }
        if (principal.get().mustChangePassword() && !(endpoint.allowed() instanceof Allowed.SignedIn)) {
            return Optional.of(
                    endpoint.isApi()
                            ? Reply.problem(403, "Change the one-time password first.")
                            : Reply.seeOther("/account/password"));
        }
        if (principal.get().mustEnrol() && !(endpoint.allowed() instanceof Allowed.SignedIn)) {
            return Optional.of(
                    endpoint.isApi()
                            ? Reply.problem(403, "Set up a second factor first.")
                            : Reply.seeOther(AccountPaths.FACTOR));
        }
        if (!endpoint.allowed().admits(principal.get())) {
            throw new RequestException(403, "Your role does not allow this.");
        }
        guard.check(endpoint, new Call(context, principal));
        return Optional.empty();
    }

    /** A page that keeps itself up to date is loaded anew as a whole: no form comes up in its middle. */
    private static Reply signIn(Call call) {
        HttpServerRequest request = call.context().request();
        if (call.fromHtmx()) {
            return Reply.nothing().reloading();
        }
        return Reply.seeOther(SAFE.contains(request.method()) ? AccountPaths.signIn(request.path()) : "/login");
    }

    /** The one who asks: by a bearer's token alone where there is one, good or not, and else by the cookie. */
    public Optional<Principal> principal(RoutingContext context) {
        Optional<String> token = bearerToken(context);
        return token.filter(adminToken::matches).isPresent()
                ? Optional.of(Principal.MACHINE)
                : sessionToken(context).flatMap(this::signedIn);
    }

    /** Token of the session that a request is of: a bearer's, and only of a request without one the cookie's. */
    public static Optional<String> sessionToken(RoutingContext context) {
        return bearerToken(context)
                .or(() -> Optional.ofNullable(context.request().getCookie(cookieName(context)))
                        .map(Cookie::getValue));
    }

    /** What follows the scheme Bearer, blank if nothing does; empty if the request has another scheme, or none. */
    private static Optional<String> bearerToken(RoutingContext context) {
        return context.request().headers().getAll("Authorization").stream()
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(bearer -> Optional.ofNullable(bearer.group("token")).orElse(""))
                .findFirst();
    }

    private Optional<Principal> signedIn(String token) {
        return sessions.find(token, clock.instant())
                .flatMap(session -> users.byId(session.userId())
                        .filter(User::enabled)
                        .map(user -> Principal.of(user, session, mustEnrol.test(user))));
    }

    /**
     * Keeps foreign pages from acting with the user's cookie. Only a bearer's token makes it needless, as no browser adds one by
     * itself and no cookie counts beside it: what it knows of HTTP Basic, Digest or Negotiate a browser does add.
     */
    private static boolean isOurOwnPage(RoutingContext context, Optional<Principal> principal) {
        if (!isSameOrigin(context)) {
            return false;
        }
        if (principal.isEmpty()) {
            return true;
        }
        String header = context.request().getHeader("X-CSRF-Token");
        String given = header == null ? context.request().getFormAttribute("csrf") : header;
        return given != null
                && principal
                        .flatMap(Principal::session)
                        .map(Session::csrf)
                        .filter(csrf -> MessageDigest.isEqual(
                                csrf.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }

    /** Whether a browser says that the request comes from a page of ours; programs say nothing. */
    public static boolean isSameOrigin(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (origin == null || context.request().authority() == null) {
            return origin == null;
        }
        String scheme = context.request().isSSL() ? "https://" : "http://";
        return origin.equalsIgnoreCase(scheme + context.request().authority());
    }

    /** Browsers keep the __Host- prefix to https and this host; plain http exists on loopback only. */
    public static String cookieName(RoutingContext context) {
        return context.request().isSSL() ? "__Host-session" : "session";
    }

    public static Cookie cookie(RoutingContext context, String token) {
        return Cookie.cookie(cookieName(context), token)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(context.request().isSSL())
                .setSameSite(CookieSameSite.STRICT);
    }

    public static void write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        reply.cookies().forEach(response::addCookie);
        if (context.request().method() == HttpMethod.HEAD) {
            response.putHeader("Content-Length", String.valueOf(reply.body().length()))
                    .end();
        } else {
            response.end(reply.body());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
