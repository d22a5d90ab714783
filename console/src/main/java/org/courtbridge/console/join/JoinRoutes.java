package org.courtbridge.console.join;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.console.http.Endpoints;
import org.courtbridge.court.access.CodeWordGuesses;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.access.Participants;
import org.courtbridge.court.access.SourceTurns;
import org.courtbridge.signalling.webrtc.BrowserConnection;
import org.courtbridge.signalling.webrtc.BrowserEndpoint;
import org.courtbridge.signalling.webrtc.IceServer;
import org.courtbridge.signalling.webrtc.TurnServers;
import org.courtbridge.signalling.webrtc.WhipEndpoint;

/**
 * Serves the page for participants' phones, and the requests that it makes.
 *
 * <ul>
 *   <li>{@code GET /j/CODE}: the page, the same whether there is such a link or not
 *   <li>{@code POST /api/v1/join/CODE} with {@code {"codeWord": …}}: a ticket and TURN servers, or a refusal that does not tell a wrong word
 *       from a wrong link, neither by its text nor by its time
 *   <li>{@code GET /api/v1/join/socket?ticket=…} or {@code ?resume=…}: the WebSocket; closed with {@value #UNKNOWN_TICKET}
 *       if the ticket is not good. Without either it waits for a first message {@code {"type":"enter","ticket":"…"}}, so
 *       that a page can connect while its code word is still compared. With {@code "test":true} in it the page comes for a test
 *       of its phone, not into the hearing
 *   <li>{@code GET /join/FILE}: script and style of the page
 *   <li>{@code /api/v1/whip} and {@code /api/v1/whep}: see {@link WhipRoutes}
 * </ul>
 */
public final class JoinRoutes implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(JoinRoutes.class);

    static final short UNKNOWN_TICKET = 4401;
    private static final short NORMAL = 1000;

    /** As long as a page may take to bring its ticket; it connects again, if it takes longer. */
    private static final Duration UNTIL_TICKET = Duration.ofSeconds(15);

    /** Longer than comparing takes, so that its absence cannot be measured. */
    private static final Duration REFUSAL = Duration.ofMillis(1_000);

    /** Holds the token of a browser that has said the right word; the browser sends it to that link's path alone. */
    private static final String KNOWN_COOKIE = "known";

    private static final String JOIN = "/api/v1/join/";

    /** Whoever looks at another's page must not guess words, or use up guesses, for the one whose page it is. */
    private static final String FOREIGN = "this page is not of this gateway";

    private static final int MAX_CODE = 100;
    private static final int MAX_WORD = 200;
    private static final int MAX_CLIENT = 300;

    private static final String CONTENT_SECURITY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "media-src 'self' blob: mediastream:; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors 'none'";

    private final Vertx vertx;
    private final ExecutorService comparing = Executors.newVirtualThreadPerTaskExecutor();
    private final Participants participants;
    private final BrowserEndpoint browsers;
    private final WhipEndpoint applications;
    private final JoinFiles files = new JoinFiles();
    private final JoinTexts texts = JoinTexts.parse(JoinFiles.read("texts.json"));
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "org.courtbridge.console.pages");
    private final TurnServers turn;
    private final JoinTickets tickets;
    private final CodeWordGuesses guesses;
    private final AllowedOrigins whipOrigins;

    /** @param whipOrigins of pages that may speak WHIP and WHEP, besides our own (RFC 6454) */
    public JoinRoutes(
            Vertx vertx,
            Participants participants,
            CodeWordGuesses guesses,
            BrowserEndpoint browsers,
            WhipEndpoint applications,
            TurnServers turn,
            Set<String> whipOrigins) {
        this.vertx = vertx;
        this.participants = participants;
        this.guesses = guesses;
        this.browsers = browsers;
        this.applications = applications;
        this.turn = turn;
        this.whipOrigins = new AllowedOrigins(whipOrigins);
        this.tickets = new JoinTickets(InstantSource.system());
    }

    public void mount(Router router) {
        router.route("/j/:code").method(HttpMethod.GET).method(HttpMethod.POST).handler(this::page);
        router.get("/join/:file").handler(files::serve);
        router.get(JOIN + "socket").handler(this::socket);
        router.post(JOIN + ":code")
                .handler(BodyHandler.create(false).setBodyLimit(4_096))
                .handler(this::codeWord);
        new WhipRoutes(vertx, applications, this::enters, turn, whipOrigins).mount(router);
    }

    /** Lets an application in by its ticket, once; both of its first requests may come at the same time. */
    private synchronized boolean enters(String ticket) {
        if (!applications.knows(ticket)) {
            tickets.redeem(ticket)
                    .flatMap(participants::byId)
                    .ifPresent(participant -> applications.enter(ticket, participant));
        }
        return applications.knows(ticket);
    }

    private void page(RoutingContext context) {
        StringOutput html = new StringOutput();
        templates.render("join/join.jte", new JoinPage(language(context), texts, files), html);
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Security-Policy", CONTENT_SECURITY)
                .putHeader(
                        "Permissions-Policy",
                        "camera=(self), microphone=(self), display-capture=(self), geolocation=()")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(html.toString());
    }

    private static String language(RoutingContext context) {
        Stream<String> asked = Stream.concat(
                Stream.concat(
                        context.queryParam("lang").stream(),
                        Stream.ofNullable(context.request().getCookie("lang")).map(cookie -> cookie.getValue())),
                context.acceptableLanguages().stream().map(LanguageHeader::tag));
        return asked.filter(JoinTexts.LANGUAGES::contains).findFirst().orElse(JoinTexts.LANGUAGES.getFirst());
    }

    private void codeWord(RoutingContext context) {
        String code = context.pathParam("code");
        String address = context.request().remoteAddress().hostAddress();
        if (!Endpoints.isSameOrigin(context)) {
            problem(context, 403, FOREIGN);
            return;
        }
        Optional<String> word = word(context);
        if (word.isEmpty() || code.length() > MAX_CODE) {
            problem(context, 400, "codeWord is missing or too long");
            return;
        }
        switch (guesses.attempt(code, address, browser(context))) {
            case CodeWordGuesses.Blocked(Duration pause) -> comeAgain(context, pause);
            case CodeWordGuesses.Attempt attempt
            when attempt.lateness().isZero() -> compare(context, attempt, code, word.get());
            case CodeWordGuesses.Attempt attempt ->
                vertx.setTimer(attempt.lateness().toMillis(), timer -> compare(context, attempt, code, word.get()));
        }
    }

    /** Token of a browser that has said the right word at this link. */
    private static Optional<String> browser(RoutingContext context) {
        return Optional.ofNullable(context.request().getCookie(KNOWN_COOKIE)).map(Cookie::getValue);
    }

    private void compare(RoutingContext context, CodeWordGuesses.Attempt attempt, String code, String word) {
        long began = System.nanoTime();
        String source = context.request().remoteAddress().hostAddress();
        checked(code, word, source)
                .onSuccess(found -> {
                    if (found.isPresent()) {
                        welcome(context, found.get(), attempt.right());
                    } else {
                        attempt.wrong();
                        long spent = (System.nanoTime() - began) / 1_000_000;
                        vertx.setTimer(
                                Math.max(1, REFUSAL.toMillis() - spent),
                                timer -> problem(context, 403, "code word does not match"));
                    }
                })
                .onFailure(failure -> {
                    attempt.undecided();
                    if (failure instanceof SourceTurns.BusyException busy) {
                        comeAgain(context, busy.pause());
                    } else {
                        log.error("cannot compare a code word", failure);
                        problem(context, 500, "cannot compare now");
                    }
                });
    }

    private static void comeAgain(RoutingContext context, Duration pause) {
        if (!context.response().ended() && !context.response().closed()) {
            long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
            context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
            problem(context, 429, "too many attempts");
        }
    }

    /** On a thread of its own, as it waits for its source's turn; the result comes on the loop. */
    private Future<Optional<Participant>> checked(String code, String word, String source) {
        Context loop = vertx.getOrCreateContext();
        Promise<Optional<Participant>> checked = Promise.promise();
        comparing.execute(() -> {
            try {
                Optional<Participant> found = check(code, word, source);
                loop.runOnContext(nothing -> checked.complete(found));
            } catch (RuntimeException e) {
                loop.runOnContext(nothing -> checked.fail(e));
            }
        });
        return checked.future();
    }

    private static Optional<String> word(RoutingContext context) {
        try {
            JsonObject body = context.body().asJsonObject();
            return body != null && body.getValue("codeWord") instanceof String word
                    ? Optional.of(word).filter(said -> !said.isBlank() && said.length() <= MAX_WORD)
                    : Optional.empty();
        } catch (RuntimeException malformed) {
            log.debug("join request is no JSON object with a codeWord: {}", malformed.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Participant> check(String code, String word, String source) {
        return participants.byCode(code).filter(found -> participants.codeWordMatches(found.id(), word, source));
    }

    /** @param token by which the browser is known at this link from now on */
    private void welcome(RoutingContext context, Participant participant, String token) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        context.response()
                .addCookie(Cookie.cookie(KNOWN_COOKIE, token)
                        .setPath(JOIN + participant.code())
                        .setHttpOnly(true)
                        .setSecure(context.request().isSSL())
                        .setSameSite(CookieSameSite.STRICT)
                        .setMaxAge(CodeWordGuesses.KNOWN.toSeconds()))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(new JsonObject()
                        .put("ticket", tickets.issue(participant.id()))
                        .put("name", participant.name())
                        .put("iceServers", iceServers(participant))
                        .encode());
    }

    /** As a browser takes them (RTCIceServer). */
    private JsonArray iceServers(Participant participant) {
        JsonArray servers = new JsonArray();
        for (IceServer server : turn.forPerson(participant.id())) {
            servers.add(new JsonObject()
                    .put("urls", server.url())
                    .put("username", server.username())
                    .put("credential", server.credential()));
        }
        return servers;
    }

    /** As RFC 9457 has it. */
    static void problem(RoutingContext context, int status, String detail) {
        if (!context.response().ended() && !context.response().closed()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(new JsonObject()
                            .put("type", "about:blank")
                            .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                            .put("status", status)
                            .put("detail", detail)
                            .encode());
        }
    }

    private void socket(RoutingContext context) {
        if (!Endpoints.isSameOrigin(context)) {
            problem(context, 403, FOREIGN);
            return;
        }
        Optional<String> resume = context.queryParam("resume").stream().findFirst();
        Optional<String> ticket = context.queryParam("ticket").stream().findFirst();
        Optional<String> client = Optional.ofNullable(context.request().getHeader(HttpHeaders.USER_AGENT))
                .map(name -> name.substring(0, Math.min(name.length(), MAX_CLIENT)));
        context.request()
                .toWebSocket()
                .onSuccess(socket -> opened(socket, resume, new Entry(ticket, false, client)))
                .onFailure(failure -> log.debug("no WebSocket: {}", failure.getMessage()));
    }

    private void opened(ServerWebSocket socket, Optional<String> resume, Entry entry) {
        JoinSocket channel = new JoinSocket(vertx, socket);
        if (resume.isPresent()) {
            browsers.resumed(resume.get(), channel)
                    .ifPresentOrElse(channel::connect, () -> socket.close(UNKNOWN_TICKET, "no such leg"));
            return;
        }
        if (entry.ticket().isPresent()) {
            enter(socket, channel, entry);
            return;
        }
        long timer = vertx.setTimer(UNTIL_TICKET.toMillis(), late -> socket.close(NORMAL, "no ticket came"));
        socket.closeHandler(gone -> vertx.cancelTimer(timer));
        socket.textMessageHandler(first -> {
            vertx.cancelTimer(timer);
            socket.textMessageHandler(null);
            enter(socket, channel, entry.by(first));
        });
    }

    /**
     * A page's request to come in.
     *
     * @param ticket empty if it has not named one yet
     * @param isTest whether it comes for a test, not into the hearing
     * @param client its program, as it names itself
     */
    private record Entry(Optional<String> ticket, boolean isTest, Optional<String> client) {

        /** The same request, as the page's first message completes it. */
        private Entry by(String message) {
            try {
                JsonObject said = new JsonObject(message);
                return "enter".equals(said.getValue("type")) && said.getValue("ticket") instanceof String brought
                        ? new Entry(Optional.of(brought), Boolean.TRUE.equals(said.getValue("test")), client)
                        : this;
            } catch (DecodeException malformed) {
                return this;
            }
        }
    }

    private void enter(ServerWebSocket socket, JoinSocket channel, Entry entry) {
        // The database is asked on a worker; what the page says meanwhile waits.
        socket.pause();
        vertx.executeBlocking(() -> entry.ticket().flatMap(tickets::redeem).flatMap(participants::byId), false)
                .onComplete(found -> {
                    Optional<Participant> participant = found.succeeded() ? found.result() : Optional.empty();
                    if (socket.isClosed()) {
                        return;
                    }
                    if (participant.isEmpty()) {
                        socket.close(UNKNOWN_TICKET, "no such ticket");
                    } else {
                        BrowserConnection connection = entry.isTest()
                                ? browsers.tested(participant.get(), entry.client(), channel)
                                : browsers.connected(participant.get(), channel);
                        channel.connect(connection);
                        socket.resume();
                    }
                });
    }

    @Override
    public void close() {
        comparing.shutdownNow();
    }
}
