package org.courtbridge.console.join;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.LegId;
import org.courtbridge.signalling.webrtc.IceServer;
import org.courtbridge.signalling.webrtc.TurnServers;
import org.courtbridge.signalling.webrtc.WhipEndpoint;
import org.courtbridge.signalling.webrtc.WhipException;
import org.courtbridge.signalling.webrtc.WhipFlow;

/**
 * WHIP (RFC 9725) and WHEP (draft-ietf-wish-whep-03, where we make the answer) for applications that are no page of ours.
 *
 * <ul>
 *   <li>{@code POST /api/v1/whip} with an offer: what the person sends; {@code POST /api/v1/whep}: what the person receives.
 *       The bearer token is the ticket that the code word brought, and stands for the person until the last of both sessions
 *       has ended. An offer that is refused does not use it up
 *   <li>{@code PATCH} on the address that came back: candidates, or credentials other than before, which restart ICE.
 *       {@code If-Match} names the ICE session that is meant, in a list if need be, or is {@code *}
 *   <li>{@code DELETE} on it: the end of the session
 *   <li>{@code GET} on either: nothing, as they have no representation
 *   <li>{@code OPTIONS} on either: the methods and types that are taken, and whether a page of another origin may ask
 * </ul>
 */
final class WhipRoutes {

    private static final Logger log = LogManager.getLogger(WhipRoutes.class);

    private static final String SDP = "application/sdp";
    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";
    private static final String BEARER = "bearer ";
    private static final int MAX_BODY = 64 * 1024;
    private static final String ON_ENDPOINT = "GET, POST, OPTIONS";
    private static final String ON_SESSION = "GET, PATCH, DELETE, OPTIONS";

    private final Vertx vertx;
    private final WhipEndpoint endpoint;
    private final Predicate<String> enters;
    private final TurnServers turn;
    private final AllowedOrigins origins;

    /** @param enters whether a token is good for an entry, which it then is no more; may block */
    WhipRoutes(Vertx vertx, WhipEndpoint endpoint, Predicate<String> enters, TurnServers turn, AllowedOrigins origins) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.enters = enters;
        this.turn = turn;
        this.origins = origins;
    }

    void mount(Router router) {
        mount(router, "/api/v1/whip", WhipFlow.PUBLISH);
        mount(router, "/api/v1/whep", WhipFlow.PLAY);
    }

    private void mount(Router router, String path, WhipFlow flow) {
        String session = path + "/:session";
        BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY);
        router.route(path).handler(context -> origins.handle(context, ON_ENDPOINT));
        router.route(session).handler(context -> origins.handle(context, ON_SESSION));
        router.post(path).handler(body).handler(context -> offered(context, path, flow));
        router.patch(session).handler(body).handler(this::patched);
        router.delete(session).handler(this::deleted);
        router.get(path).handler(WhipRoutes::nothing);
        router.get(session).handler(WhipRoutes::nothing);
        router.options(path).handler(context -> asked(context, ON_ENDPOINT));
        router.options(session).handler(context -> {
            context.response().putHeader("Accept-Patch", FRAGMENT);
            asked(context, ON_SESSION);
        });
        router.route(path).handler(context -> notAllowed(context, ON_ENDPOINT));
        router.route(session).handler(context -> notAllowed(context, ON_SESSION));
    }

    /** The answer to GET: neither endpoints nor sessions have a representation (draft-ietf-wish-whep-03, "HTTP usage"). */
    private static void nothing(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .setStatusCode(204)
                .end();
    }

    /** The answer to OPTIONS (RFC 9725, section 4.2), which needs no token: a browser's preflight has none. */
    private static void asked(RoutingContext context, String allowed) {
        context.response()
                .putHeader(HttpHeaders.ALLOW, allowed)
                .putHeader("Accept-Post", SDP)
                .end();
    }

    private static void notAllowed(RoutingContext context, String allowed) {
        context.response().putHeader(HttpHeaders.ALLOW, allowed);
        JoinRoutes.problem(context, 405, "allowed here: " + allowed);
    }

    private void offered(RoutingContext context, String path, WhipFlow flow) {
        Optional<String> token = token(context);
        if (token.isEmpty() || !isOf(context, SDP)) {
            return;
        }
        vertx.executeBlocking(() -> endpoint.knows(token.get()) || enters.test(token.get()), true)
                .onFailure(failure -> failed(context, failure))
                .onSuccess(known -> {
                    if (!known) {
                        unauthorized(context, "the token is not, or no more, good");
                        return;
                    }
                    answer(
                            context,
                            endpoint.offer(token.get(), flow, text(context)),
                            (response, created) -> response.setStatusCode(201)
                                    .putHeader(HttpHeaders.LOCATION, path + "/" + created.id())
                                    .putHeader(HttpHeaders.ETAG, created.entityTag())
                                    .putHeader(HttpHeaders.CONTENT_TYPE, SDP)
                                    .putHeader("Link", links(created.leg()))
                                    .end(created.answer()));
                });
    }

    /** Link fields that name relays to the client (RFC 9725, section 4.6). */
    private List<String> links(LegId leg) {
        return turn.forPerson(leg.value()).stream().map(IceServer::link).toList();
    }

    private void patched(RoutingContext context) {
        Optional<String> token = token(context);
        if (token.isEmpty() || !isOf(context, FRAGMENT)) {
            return;
        }
        List<String> fields = context.request().headers().getAll(HttpHeaders.IF_MATCH);
        if (fields.isEmpty()) {
            JoinRoutes.problem(context, 428, "If-Match must say which ICE session is meant (RFC 9725, section 4.3.1)");
            return;
        }
        Optional<IfMatch> meant = IfMatch.parse(fields);
        if (meant.isEmpty()) {
            JoinRoutes.problem(
                    context, 400, "If-Match is neither * nor a list of entity tags (RFC 9110, section 13.1.1)");
            return;
        }
        answer(
                context,
                endpoint.patch(token.get(), context.pathParam("session"), meant.get(), text(context)),
                (response, restarted) -> restarted.ifPresentOrElse(
                        fresh -> response.putHeader(HttpHeaders.ETAG, fresh.entityTag())
                                .putHeader(HttpHeaders.CONTENT_TYPE, FRAGMENT)
                                .end(fresh.fragment()),
                        () -> response.setStatusCode(204).end()));
    }

    private static String text(RoutingContext context) {
        return Objects.requireNonNullElse(context.body().asString(), "");
    }

    private void deleted(RoutingContext context) {
        token(context)
                .ifPresent(token -> answer(
                        context,
                        endpoint.delete(token, context.pathParam("session")),
                        (response, nothing) -> response.end()));
    }

    /** Empty if there is none, which is then said. */
    private static Optional<String> token(RoutingContext context) {
        Optional<String> token = Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION))
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
        if (token.isEmpty()) {
            unauthorized(context, "a bearer token is needed (RFC 6750)");
        }
        return token;
    }

    private static void unauthorized(RoutingContext context, String detail) {
        context.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        JoinRoutes.problem(context, 401, detail);
    }

    /** Whether the body is said to be of a type; if not, that is complained of. */
    private static boolean isOf(RoutingContext context, String type) {
        String said = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        boolean right = said != null
                && said.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(type);
        if (!right) {
            JoinRoutes.problem(context, 415, "expected: " + type);
        }
        return right;
    }

    /** On the request's event loop, whatever thread the result comes on. */
    private <R> void answer(
            RoutingContext context, CompletionStage<R> asked, BiConsumer<HttpServerResponse, R> success) {
        var loop = vertx.getOrCreateContext();
        asked.whenComplete((result, failure) -> loop.runOnContext(nothing -> {
            if (context.response().ended() || context.response().closed()) {
                return;
            }
            if (failure == null) {
                context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                success.accept(context.response(), result);
            } else {
                failed(context, failure);
            }
        }));
    }

    private static void failed(RoutingContext context, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WhipException refused) {
            HttpResponseStatus status = switch (refused.reason()) {
                case NOT_ACCEPTABLE -> HttpResponseStatus.BAD_REQUEST;
                case GONE -> HttpResponseStatus.NOT_FOUND;
                case OUTDATED -> HttpResponseStatus.PRECONDITION_FAILED;
                case REFUSED -> HttpResponseStatus.FORBIDDEN;
            };
            JoinRoutes.problem(context, status.code(), String.valueOf(refused.getMessage()));
        } else {
            log.error("a request of WHIP or WHEP fails", cause);
            JoinRoutes.problem(context, 500, "cannot do that now");
        }
    }
}
