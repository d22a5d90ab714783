package org.courtbridge.console.join;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.courtbridge.console.DescribedApi;
import org.courtbridge.court.access.CodeWordGuesses;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.WebRtcPort;
import org.courtbridge.media.transport.WebRtcPortConfig;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.signalling.webrtc.BrowserConfig;
import org.courtbridge.signalling.webrtc.BrowserEndpoint;
import org.courtbridge.signalling.webrtc.EchoingConferences;
import org.courtbridge.signalling.webrtc.EchoingTests;
import org.courtbridge.signalling.webrtc.WhipEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JoinRoutesTest {

    private static final int FIRST_LOAD = 150_000;

    private final MediaLoops loops = MediaLoops.start(1);
    private final WebRtcPort port = WebRtcPort.open(
            new WebRtcPortConfig(new InetSocketAddress("127.0.0.1", 0), List.of()),
            loops,
            DtlsCertificate.generate(),
            new InternalErrors(InstantSource.system()));
    private final EchoingTests tests = new EchoingTests();
    private final BrowserEndpoint browsers =
            new BrowserEndpoint(new EchoingConferences(), tests, port, BrowserConfig.defaults());
    private final WhipEndpoint applications = new WhipEndpoint(new EchoingConferences(), port);
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private String origin = "";

    /** A server of its own for each test, as wrong words are counted. */
    @BeforeEach
    void serve() {
        Router router = Router.router(vertx);
        new JoinRoutes(
                        vertx,
                        new KnownParticipants(),
                        new CodeWordGuesses(InstantSource.system()),
                        browsers,
                        applications,
                        KnownParticipants.TURN,
                        Set.of())
                .mount(router);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
        origin = "127.0.0.1:" + server.actualPort();
    }

    @AfterAll
    void close() {
        vertx.close().await();
        browsers.close();
        applications.close();
        port.close();
        loops.close();
    }

    @Test
    void showsTheSamePageWhetherTheLinkExistsOrNot() throws Exception {
        HttpResponse<String> known = get("/j/good");
        HttpResponse<String> unknown = get("/j/nobody");

        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(unknown.statusCode()).isEqualTo(200);
        assertThat(unknown.body()).isEqualTo(known.body());
        assertThat(known.body()).doesNotContain("Айгүл").doesNotContain("good");
        assertThat(known.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(known.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    void speaksTheLanguageThatIsAskedFor() throws Exception {
        assertThat(get("/j/good?lang=ru").body()).contains("<html lang=\"ru\">", "Кодовое слово");
        assertThat(get("/j/good?lang=en").body()).contains("Code word");
        assertThat(get("/j/good?lang=de").body()).contains("<html lang=\"kk\">", "Код сөз");
        HttpRequest accepting =
                request("/j/good").header("Accept-Language", "de, ru-KZ;q=0.9").build();
        assertThat(client.send(accepting, BodyHandlers.ofString()).body()).contains("<html lang=\"ru\">");
    }

    @Test
    void needsNoInlineScriptAndLittleToLoad() throws Exception {
        String html = get("/j/good").body();
        assertThat(html).doesNotContainPattern("<script(?![^>]*src=)").doesNotContainPattern("\\s(on\\w+|style)=");

        List<String> loaded = Pattern.compile("(?:src|href)=\"(/join/[^\"]+)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(loaded).hasSize(3);
        int size = html.length();
        for (String file : loaded) {
            HttpResponse<String> response = get(file);
            assertThat(response.statusCode()).isEqualTo(200);
            size += response.body().getBytes(StandardCharsets.UTF_8).length;
        }
        assertThat(size).isLessThan(FIRST_LOAD);
        assertThat(get("/join/JoinRoutes.class").statusCode()).isEqualTo(404);
        assertThat(get("/join/call.js").statusCode()).isEqualTo(404);
    }

    @Test
    void sendsAFileThatHasNotChangedOnlyOnce() throws Exception {
        String tag = get("/join/join.js").headers().firstValue("ETag").orElseThrow();
        HttpRequest again =
                request("/join/join.js").header("If-None-Match", tag).build();
        assertThat(client.send(again, BodyHandlers.ofString()).statusCode()).isEqualTo(304);
    }

    @Test
    void isAskedOnceForAVersionOfTheScript() throws Exception {
        Matcher script = Pattern.compile("src=\"(/join/join\\.js\\?v=[0-9a-f]+)\"")
                .matcher(get("/j/good").body());
        assertThat(script.find()).isTrue();
        assertThat(caching(script.group(1))).isEqualTo("max-age=31536000, immutable");
        assertThat(caching("/join/join.js?v=0123")).isEqualTo("no-cache");
        assertThat(caching("/join/join.js")).isEqualTo("no-cache");
    }

    private String caching(String path) throws Exception {
        return get(path).headers().firstValue("Cache-Control").orElseThrow();
    }

    @Test
    void givesATicketForTheCodeWordThatConnectsOnce() throws Exception {
        HttpResponse<String> response = say("good", "  АПОРТ ");
        assertThat(response.statusCode()).isEqualTo(200);
        Matcher ticket = Pattern.compile("\"ticket\":\"([^\"]+)\"").matcher(response.body());
        assertThat(ticket.find()).isTrue();

        assertThat(response.body())
                .contains("\"iceServers\":[{\"urls\":\"turn:turn.example:3478?transport=udp\","
                        + "\"username\":\"1700043200:")
                .contains("{\"urls\":\"turns:turn.example:5349?transport=tcp\"");
        assertThat(firstOf("ticket=" + ticket.group(1))).startsWith("{\"type\":\"welcome\"");
        assertThat(firstOf("ticket=" + ticket.group(1))).isEqualTo("closed 4401");
    }

    @Test
    void keepsThePlaceOfAPageWhoseNetworkIsGoneButNotOfOneThatWasClosed() throws Exception {
        String lost = secret(firstOf(freshTicket(), WebSocket::abort));
        assertThat(firstOf("resume=" + lost)).startsWith("{\"type\":\"welcome\"");

        Visit visit = visit(freshTicket(), socket -> {}, socket -> socket.sendClose(1001, ""));
        String closed = secret(visit.first);
        // The gateway's own goodbye, or the next visit might overtake this one's.
        visit.closed.get(60, TimeUnit.SECONDS);
        // Whoever comes in the moment in which the place is given up is told to try again.
        String answer = firstOf("resume=" + closed);
        assertThat(answer.equals("closed 1000") ? firstOf("resume=" + closed) : answer)
                .isEqualTo("closed 4401");
    }

    private String freshTicket() throws Exception {
        Matcher ticket = Pattern.compile("\"ticket\":\"([^\"]+)\"")
                .matcher(say("good", "АПОРТ").body());
        assertThat(ticket.find()).isTrue();
        return "ticket=" + ticket.group(1);
    }

    private static String secret(String welcome) {
        Matcher resume = Pattern.compile("\"resume\":\"([^\"]+)\"").matcher(welcome);
        assertThat(resume.find()).as(welcome).isTrue();
        return resume.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticket=guess", "resume=guess", "ticket="})
    void closesASocketWithoutAGoodTicket(String query) throws Exception {
        assertThat(firstOf(query)).isEqualTo("closed 4401");
    }

    @Test
    void aPageMayConnectBeforeItHasATicket() throws Exception {
        String ticket = freshTicket().substring("ticket=".length());
        String enter = "{\"type\":\"enter\",\"ticket\":\"%s\"}";
        assertThat(firstAfter(enter.formatted(ticket))).startsWith("{\"type\":\"welcome\"");
        assertThat(firstAfter(enter.formatted(ticket))).as("used").isEqualTo("closed 4401");
        for (String other :
                List.of("", "7", "{\"type\":\"ping\"}", "{\"type\":\"enter\",\"ticket\":7}", "[".repeat(9_000))) {
            assertThat(firstAfter(other)).as(other).isEqualTo("closed 4401");
        }
    }

    @Test
    void whatAPageSaysRightAfterItsTicketIsHeard() throws Exception {
        String ticket = freshTicket().substring("ticket=".length());
        Visit visit = visit(
                "",
                socket -> {
                    socket.sendText("{\"type\":\"enter\",\"ticket\":\"%s\"}".formatted(ticket), true)
                            .join();
                    socket.sendText("{\"type\":\"bye\"}", true).join();
                },
                socket -> {});
        assertThat(visit.first).startsWith("{\"type\":\"welcome\"");
        assertThat(visit.closed.get(60, TimeUnit.SECONDS)).isEqualTo(1000);
    }

    @Test
    void refusesAWrongWordAndAWrongLinkAlike() throws Exception {
        long began = System.nanoTime();
        HttpResponse<String> word = say("good", "wrong");
        long wordTook = System.nanoTime() - began;
        began = System.nanoTime();
        HttpResponse<String> link = say("nobody", "апорт");
        long linkTook = System.nanoTime() - began;

        assertThat(word.statusCode()).isEqualTo(403);
        assertThat(link.statusCode()).isEqualTo(403);
        assertThat(link.body()).isEqualTo(word.body());
        assertThat(Duration.ofNanos(wordTook)).isGreaterThan(Duration.ofMillis(950));
        assertThat(Duration.ofNanos(linkTook)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void comparesNothingAfterTooManyWrongWords() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> attempts = IntStream.range(0, 12)
                .mapToObj(i -> client.sendAsync(saying("good", "wrong" + i), BodyHandlers.ofString()))
                .toList();
        assertThat(attempts)
                .extracting(attempt -> attempt.join().statusCode())
                .filteredOn(status -> status == 403)
                .hasSize(8);
        HttpResponse<String> right = say("good", "апорт");
        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(right.headers().firstValue("Retry-After").orElse("")))
                .isBetween(1L, 600L);
    }

    /** No guess is used up for whoever looks at them: the right word is still taken afterwards. */
    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1"})
    void pagesOfOthersGuessNothing(String foreign) throws Exception {
        for (int i = 0; i <= CodeWordGuesses.WRONG_PER_SOURCE; i++) {
            HttpRequest guess = request("/api/v1/join/good")
                    .header("Origin", foreign)
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("{\"codeWord\":\"апорт\"}"))
                    .build();
            assertThat(client.send(guess, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        }
        HttpRequest socket =
                request("/api/v1/join/socket").header("Origin", foreign).build();
        assertThat(client.send(socket, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        HttpRequest own = request("/api/v1/join/good")
                .header("Origin", "http://" + origin)
                .POST(BodyPublishers.ofString("{\"codeWord\":\"апорт\"}"))
                .build();
        assertThat(client.send(own, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverGuessesElsewhereLocksNobodyOut() throws Exception {
        try (HttpClient guesser = from("127.0.0.2")) {
            for (int i = 0; i < CodeWordGuesses.WRONG_PER_SOURCE; i++) {
                assertThat(guesser.send(saying("good", "wrong" + i), BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(403);
            }
            assertThat(guesser.send(saying("good", "апорт"), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(429);
        }
        assertThat(say("good", "апорт").statusCode()).isEqualTo(200);
    }

    /** From the same address, as behind the address translation of a phone network. */
    @Test
    void aBrowserThatHasJoinedComesInAgainBesideAGuesser() throws Exception {
        String cookie = say("good", "апорт").headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("known=").contains("Path=/api/v1/join/good", "HTTPOnly", "SameSite=Strict");
        List<CompletableFuture<HttpResponse<String>>> attempts = IntStream.range(0, 12)
                .mapToObj(i -> client.sendAsync(saying("good", "wrong" + i), BodyHandlers.ofString()))
                .toList();
        attempts.forEach(CompletableFuture::join);
        HttpResponse<String> stranger = say("good", "апорт");
        assertThat(stranger.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(stranger.headers().firstValue("Retry-After").orElse("")))
                .as("a source that has said the right word")
                .isBetween(1L, 60L);
        HttpRequest known = request("/api/v1/join/good")
                .header("Cookie", cookie.replaceAll(";.*", ""))
                .POST(BodyPublishers.ofString("{\"codeWord\":\"апорт\"}"))
                .build();
        assertThat(client.send(known, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private static HttpClient from(String address) throws Exception {
        return HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(address))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"codeWord\":7}", "{\"codeWord\":\" \"}", "null"})
    void refusesWhatIsNoCodeWord(String body) throws Exception {
        HttpRequest request =
                request("/api/v1/join/good").POST(BodyPublishers.ofString(body)).build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + origin + path)).timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> say(String code, String word) throws Exception {
        HttpResponse<String> response = client.send(saying(code, word), BodyHandlers.ofString());
        DescribedApi.withoutConsole().check("POST", response.uri().getRawPath(), response);
        return response;
    }

    private HttpRequest saying(String code, String word) {
        try {
            String body = new ObjectMapper().writeValueAsString(Map.of("codeWord", word));
            return request("/api/v1/join/" + code)
                    .POST(BodyPublishers.ofString(body))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The first message of the socket, or how it was closed. */
    private String firstOf(String query) throws Exception {
        return firstOf(query, WebSocket::abort);
    }

    /** What comes first of all when a page has connected without a ticket and said something. */
    private String firstAfter(String message) throws Exception {
        return visit("", socket -> socket.sendText(message, true).join(), WebSocket::abort).first;
    }

    /** The same, with a goodbye of its own. */
    private String firstOf(String query, Consumer<WebSocket> goodbye) throws Exception {
        return visit(query, socket -> {}, goodbye).first;
    }

    /**
     * @param first what came first: a message, or the end
     * @param closed by the gateway, with this status
     */
    private record Visit(String first, CompletableFuture<Integer> closed) {}

    private Visit visit(String query, Consumer<WebSocket> greeting, Consumer<WebSocket> goodbye) throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + origin + "/api/v1/join/socket?" + query), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        first.complete(text.toString());
                        return WebSocket.Listener.super.onText(from, text, last);
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                        first.complete("closed " + status);
                        closed.complete(status);
                        return CompletableFuture.completedStage(null);
                    }
                })
                .get(60, TimeUnit.SECONDS);
        greeting.accept(socket);
        String said = first.get(60, TimeUnit.SECONDS);
        goodbye.accept(socket);
        return new Visit(said, closed);
    }
}
