package org.courtbridge.console.join;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.console.DescribedApi;
import org.courtbridge.court.access.CodeWordGuesses;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.WebRtcPort;
import org.courtbridge.media.transport.WebRtcPortConfig;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.webrtc.BrowserConfig;
import org.courtbridge.signalling.webrtc.BrowserEndpoint;
import org.courtbridge.signalling.webrtc.EchoingConferences;
import org.courtbridge.signalling.webrtc.EchoingTests;
import org.courtbridge.signalling.webrtc.WhipEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhipRoutesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SDP = "application/sdp";
    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";

    private static final String PLAYER = "https://player.example.kz";

    private static final String CANDIDATE = "a=candidate:1 1 udp 2122260223 192.0.2.1 61764 typ host\r\n";

    private static final String RESTART = """
            m=audio 9 UDP/TLS/RTP/SAVPF 111\r
            a=mid:0\r
            a=ice-ufrag:ysXw\r
            a=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r
            """;

    private final MediaLoops loops = MediaLoops.start(1);
    private final WebRtcPort port = WebRtcPort.open(
            new WebRtcPortConfig(new InetSocketAddress("127.0.0.1", 0), List.of()),
            loops,
            DtlsCertificate.generate(),
            new InternalErrors(InstantSource.system()));
    private final EchoingConferences conferences = new EchoingConferences();
    private final BrowserEndpoint browsers =
            new BrowserEndpoint(conferences, new EchoingTests(), port, BrowserConfig.defaults());
    private final WhipEndpoint applications = new WhipEndpoint(conferences, port);
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final DescribedApi api = DescribedApi.withoutConsole();
    private String origin = "";

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
                        Set.of(PLAYER))
                .mount(router);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
        origin = "http://127.0.0.1:" + server.actualPort();
    }

    @AfterEach
    void close() {
        vertx.close().await();
        browsers.close();
        applications.close();
        port.close();
        loops.close();
    }

    @Test
    void whoPublishesIsAPartyThatOnlySends() throws Exception {
        HttpResponse<String> created = post("/api/v1/whip", ticket(), offer("sendonly"));

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Content-Type")).contains(SDP);
        assertThat(created.headers().firstValue("Location").orElseThrow()).matches("/api/v1/whip/[\\w-]{40,}");
        assertThat(created.headers().firstValue("ETag").orElseThrow()).startsWith("\"");
        assertThat(created.headers().allValues("Link"))
                .hasSize(2)
                .element(1)
                .asString()
                .matches("<turns:turn\\.example:5349\\?transport=tcp>; rel=\"ice-server\"; username=\"1700043200:"
                        + conferences.legs.getFirst().id()
                        + "\"; credential=\"[\\w+/=]{28}\"; credential-type=\"password\"");
        SessionDescription answer = SessionDescription.parse(created.body());
        assertThat(answer.media())
                .allSatisfy(medium -> assertThat(answer.directionOf(medium)).isEqualTo(Direction.RECVONLY));
        LegMedia media = conferences.media.getFirst();
        assertThat(media.receivedAudio()).isPresent();
        assertThat(media.receivedVideo()).isPresent();
        assertThat(media.sentAudio()).isEmpty();
        assertThat(media.sentVideos()).isEmpty();
    }

    @Test
    void whoOffersBothWaysOnlySendsByWhipAllTheSame() throws Exception {
        SessionDescription answer = SessionDescription.parse(
                post("/api/v1/whip", ticket(), offer("sendrecv")).body());

        assertThat(answer.media())
                .allSatisfy(medium -> assertThat(answer.directionOf(medium)).isEqualTo(Direction.RECVONLY));
    }

    @Test
    void oneTokenIsOnePartyWithBothWays() throws Exception {
        String ticket = ticket();
        CompletableFuture<HttpResponse<String>> sends = postAsync("/api/v1/whip", ticket, offer("sendonly"));
        CompletableFuture<HttpResponse<String>> receives = postAsync("/api/v1/whep", ticket, offer("recvonly"));

        assertThat(sends.get().statusCode()).isEqualTo(201);
        assertThat(receives.get().statusCode()).isEqualTo(201);
        assertThat(conferences.legs).hasSize(1);
        LegMedia media = conferences.media.getLast();
        assertThat(media.receivedVideo()).isPresent();
        assertThat(media.sentVideos()).hasSize(1);
        assertThat(media.sentAudio().orElseThrow().transport())
                .isNotSameAs(media.receivedAudio().orElseThrow().transport());

        assertThat(delete(sends.get(), ticket).statusCode()).isEqualTo(200);
        assertThat(conferences.media.getLast().receivedVideo()).isEmpty();
        assertThat(conferences.media.getLast().sentVideos()).hasSize(1);
        assertThat(conferences.left).isEmpty();

        assertThat(delete(receives.get(), ticket).statusCode()).isEqualTo(200);
        applications.close();
        assertThat(conferences.left).containsExactly(EndReason.LEFT);
        assertThat(post("/api/v1/whip", ticket, offer("sendonly")).statusCode()).isEqualTo(401);
    }

    @Test
    void whoPublishesAnewTakesThePlaceOfWhatWasBefore() throws Exception {
        String ticket = ticket();
        HttpResponse<String> first = post("/api/v1/whip", ticket, offer("sendonly"));
        HttpResponse<String> second = post("/api/v1/whip", ticket, offer("sendonly"));

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(conferences.legs).hasSize(1);
        assertThat(conferences.media.getLast().receivedAudio().orElseThrow().transport())
                .isNotSameAs(conferences
                        .media
                        .getFirst()
                        .receivedAudio()
                        .orElseThrow()
                        .transport());
        assertThat(delete(first, ticket).statusCode()).isEqualTo(404);
        assertThat(conferences.left).isEmpty();
    }

    @Test
    void iceIsRestartedAndCandidatesOfBeforeAreOutdated() throws Exception {
        String ticket = ticket();
        HttpResponse<String> created = post("/api/v1/whip", ticket, offer("sendonly"));
        String tag = created.headers().firstValue("ETag").orElseThrow();
        assertThat(patch(created, ticket, tag, CANDIDATE).statusCode()).isEqualTo(204);

        HttpResponse<String> restarted = patch(created, ticket, "*", RESTART);

        assertThat(restarted.statusCode()).isEqualTo(200);
        assertThat(restarted.headers().firstValue("Content-Type")).contains(FRAGMENT);
        String fresh = restarted.headers().firstValue("ETag").orElseThrow();
        assertThat(restarted.body())
                .startsWith("a=ice-lite\r\n")
                .contains("\r\na=ice-pwd:", "\r\na=candidate:", "m=audio 9 ");
        assertThat(line(restarted.body(), "a=ice-ufrag:")).isNotEqualTo(line(created.body(), "a=ice-ufrag:"));
        assertThat(patch(created, ticket, tag, CANDIDATE).statusCode()).isEqualTo(412);
        assertThat(patch(created, ticket, fresh, CANDIDATE).statusCode()).isEqualTo(204);
        assertThat(patch(created, ticket, "*", "a=nothing\r\n").statusCode()).isEqualTo(400);
        assertThat(conferences.left).isEmpty();
    }

    /** RFC 9725, section 4.3.3: what is new of the credentials makes a restart, not the asterisk. */
    @Test
    void credentialsOfBeforeRestartNothing() throws Exception {
        String ticket = ticket();
        HttpResponse<String> created = post("/api/v1/whep", ticket, offer("recvonly"));
        String tag = created.headers().firstValue("ETag").orElseThrow();
        String same = "m=audio 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\n"
                + "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n"
                + CANDIDATE;

        for (String meant : List.of(tag, "*", "\"*\"")) {
            HttpResponse<String> answer = patch(created, ticket, meant, same);
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("ETag")).isEmpty();
        }
        HttpResponse<String> restarted = patch(created, ticket, tag, RESTART);
        assertThat(restarted.statusCode()).isEqualTo(200);
        assertThat(restarted.headers().firstValue("ETag")).isPresent().isNotEqualTo(Optional.of(tag));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "a=mid:0\r\n",
                "a=ice-ufrag:ysXw\r\n",
                "a=ice-ufrag:abcd\r\na=ice-pwd:another0another0another0\r\n",
                "a=ice-ufrag:x\r\na=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r\n",
                "a=ice-ufrag:ysXw\r\na=ice-pwd:short\r\n"
            })
    void aPatchThatSaysNothingOfIceIsRefusedAndTheSessionGoesOn(String rubbish) throws Exception {
        String ticket = ticket();
        HttpResponse<String> created = post("/api/v1/whip", ticket, offer("sendonly"));
        String tag = created.headers().firstValue("ETag").orElseThrow();

        assertThat(patch(created, ticket, tag, rubbish).statusCode()).isEqualTo(400);
        assertThat(patch(created, ticket, "*", rubbish).statusCode()).isEqualTo(400);
        assertThat(patch(created, ticket, tag, CANDIDATE).statusCode()).isEqualTo(204);
        assertThat(conferences.left).isEmpty();
    }

    /** RFC 9110, section 13.1.1. */
    @Test
    void aPatchMayNameSeveralIceSessions() throws Exception {
        String ticket = ticket();
        HttpResponse<String> created = post("/api/v1/whip", ticket, offer("sendonly"));
        String tag = created.headers().firstValue("ETag").orElseThrow();

        for (String list : List.of("\"other\", " + tag, tag + ",\"an,other\"", ", \"other\",, " + tag + " ,", " * ")) {
            assertThat(patch(created, ticket, list, CANDIDATE).statusCode())
                    .as(list)
                    .isEqualTo(204);
        }
        for (String list : List.of("\"other\"", "W/" + tag, "\"other\", \"one," + tag.substring(1))) {
            assertThat(patch(created, ticket, list, RESTART).statusCode())
                    .as(list)
                    .isEqualTo(412);
        }
        for (String list : List.of("", ",", "*, " + tag, tag + " " + tag, "\"open", "0")) {
            assertThat(patch(created, ticket, list, RESTART).statusCode())
                    .as(list)
                    .isEqualTo(400);
        }
        HttpResponse<String> twice =
                send(request(created.headers().firstValue("Location").orElseThrow(), ticket)
                        .header("Content-Type", FRAGMENT)
                        .header("If-Match", "\"other\"")
                        .header("If-Match", tag)
                        .method("PATCH", BodyPublishers.ofString(CANDIDATE))
                        .build());
        assertThat(twice.statusCode()).isEqualTo(204);
    }

    @Test
    void aPatchMustSayWhichIceSessionIsMeant() throws Exception {
        String ticket = ticket();
        HttpResponse<String> created = post("/api/v1/whip", ticket, offer("sendonly"));

        HttpResponse<String> vague =
                send(request(created.headers().firstValue("Location").orElseThrow(), ticket)
                        .header("Content-Type", FRAGMENT)
                        .method("PATCH", BodyPublishers.ofString(RESTART))
                        .build());

        assertThat(vague.statusCode()).isEqualTo(428);
    }

    @Test
    void whoHasNoGoodTokenStaysOutside() throws Exception {
        HttpResponse<String> guessed = post("/api/v1/whip", "guessed", offer("sendonly"));
        HttpResponse<String> without = send(HttpRequest.newBuilder(URI.create(origin + "/api/v1/whep"))
                .header("Content-Type", SDP)
                .POST(BodyPublishers.ofString(offer("recvonly")))
                .build());

        assertThat(guessed.statusCode()).isEqualTo(401);
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(conferences.legs).isEmpty();
    }

    @Test
    void aStrangersTokenEndsNobodysSession() throws Exception {
        String ticket = ticket();
        HttpResponse<String> created = post("/api/v1/whip", ticket, offer("sendonly"));
        String other = ticket();
        assertThat(post("/api/v1/whep", other, offer("recvonly")).statusCode()).isEqualTo(201);

        assertThat(delete(created, other).statusCode()).isEqualTo(404);
        assertThat(delete(created, ticket).statusCode()).isEqualTo(200);
    }

    @Test
    void whatCannotBeAnsweredIsRefusedWithTheReason() throws Exception {
        HttpResponse<String> nonsense = post("/api/v1/whip", ticket(), "v=0\r\n");

        assertThat(nonsense.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(nonsense.body()).path("detail").asText()).contains("o= is missing");
        assertThat(conferences.legs).isEmpty();
    }

    @Test
    void aRefusedOfferDoesNotUseUpTheTicket() throws Exception {
        String ticket = ticket();

        assertThat(post("/api/v1/whip", ticket, "v=0\r\n").statusCode()).isEqualTo(400);
        assertThat(post("/api/v1/whip", ticket, "").statusCode()).isEqualTo(400);
        assertThat(post("/api/v1/whip", ticket, offer("recvonly")).statusCode()).isEqualTo(400);
        assertThat(post("/api/v1/whip", ticket, offer("sendonly")).statusCode()).isEqualTo(201);
        assertThat(conferences.legs).hasSize(1);
    }

    @Test
    void whomTheHearingRefusesIsToldSoAndMayAskAgain() throws Exception {
        String ticket = ticket();
        conferences.refusing = true;
        assertThat(post("/api/v1/whip", ticket, offer("sendonly")).statusCode()).isEqualTo(403);

        conferences.refusing = false;
        assertThat(post("/api/v1/whip", ticket, offer("sendonly")).statusCode()).isEqualTo(201);
    }

    /** RFC 9725, section 4.2, and draft-ietf-wish-whep-03, "Playback session set up". */
    @ParameterizedTest
    @CsvSource({
        "whip,sendonly,201",
        "whip,sendrecv,201",
        "whip,recvonly,400",
        "whip,inactive,400",
        "whep,recvonly,201",
        "whep,sendrecv,201",
        "whep,sendonly,400",
        "whep,inactive,400"
    })
    void mediaMustFlowTheWayOfTheProtocol(String protocol, String direction, int status) throws Exception {
        HttpResponse<String> answer = post("/api/v1/" + protocol, ticket(), offer(direction));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 400) {
            assertThat(JSON.readTree(answer.body()).path("detail").asText())
                    .startsWith("a=" + direction + " for audio");
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/whip,POST", "/api/v1/whep,POST", "/api/v1/whip/any,PATCH", "/api/v1/whep/any,DELETE"})
    void saysWhatItTakes(String path, String method) throws Exception {
        HttpResponse<String> options = send(HttpRequest.newBuilder(URI.create(origin + path))
                .method("OPTIONS", BodyPublishers.noBody())
                .build());

        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().firstValue("Accept-Post")).contains(SDP);
        assertThat(options.headers().firstValue("Allow").orElseThrow()).contains(method);
        assertThat(options.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void pagesOfAConfiguredOriginMayAskAndNoOthers() throws Exception {
        HttpResponse<String> preflight = asked("OPTIONS", PLAYER);
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(PLAYER);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Methods")
                        .orElseThrow())
                .contains("POST");
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElseThrow())
                .contains("Authorization", "Content-Type", "If-Match");
        assertThat(preflight.headers().allValues("Vary")).contains("origin");

        HttpResponse<String> refused = asked("POST", PLAYER);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).contains(PLAYER);
        assertThat(refused.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("Location", "ETag", "Link");

        for (String other : List.of("https://other.example", "null", PLAYER + ":8443", "http://player.example.kz")) {
            assertThat(asked("OPTIONS", other).headers().map()).doesNotContainKey("access-control-allow-origin");
            assertThat(asked("POST", other).headers().map()).doesNotContainKey("access-control-allow-origin");
        }
    }

    private HttpResponse<String> asked(String method, String page) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(origin + "/api/v1/whep"))
                .header("Origin", page)
                .header("Access-Control-Request-Method", "POST")
                .method(method, BodyPublishers.noBody())
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/whip,204",
        "GET,/api/v1/whep/any,204",
        "PUT,/api/v1/whep,405",
        "DELETE,/api/v1/whip,405",
        "POST,/api/v1/whip/any,405",
        "PUT,/api/v1/whep/any,405",
        "POST,/api/v1/whip,415",
        "PATCH,/api/v1/whip/any,415"
    })
    void answersWhatIsNotForeseenAsHttpHasIt(String method, String path, int status) throws Exception {
        HttpResponse<String> response = send(request(path, "any")
                .method(method, BodyPublishers.ofString("any"))
                .build());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    }

    /** A microphone and a camera, or places for such. */
    private static String offer(String direction) {
        StringBuilder offer = new StringBuilder("""
                v=0\r
                o=- 1 1 IN IP4 0.0.0.0\r
                s=-\r
                t=0 0\r
                a=group:BUNDLE 0 1\r
                """);
        medium(offer, 0, "audio", "opus/48000/2", direction);
        medium(offer, 1, "video", "VP8/90000", direction);
        return offer.toString();
    }

    private static void medium(StringBuilder offer, int mid, String type, String encoding, String direction) {
        int payloadType = 96 + mid;
        offer.append("""
                m=%s 9 UDP/TLS/RTP/SAVPF %d\r
                c=IN IP4 0.0.0.0\r
                a=rtpmap:%d %s\r
                a=mid:%d\r
                a=%s\r
                a=rtcp-mux\r
                a=ice-ufrag:abcd\r
                a=ice-pwd:abcdefghijklmnopqrstuvwx\r
                a=fingerprint:sha-256 %s\r
                a=setup:actpass\r
                """.formatted(type, payloadType, payloadType, encoding, mid, direction, "00:".repeat(31) + "00"));
    }

    private String ticket() throws Exception {
        HttpResponse<String> welcome =
                send(HttpRequest.newBuilder(URI.create(origin + "/api/v1/join/" + KnownParticipants.CODE))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"codeWord\":\"" + KnownParticipants.WORD + "\"}"))
                        .build());
        return JSON.readTree(welcome.body()).path("ticket").asText();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return described(client.send(request, BodyHandlers.ofString()));
    }

    /** The same, if it is as the gateway describes it. */
    private HttpResponse<String> described(HttpResponse<String> response) {
        HttpRequest request = response.request();
        api.check(request.method(), request.uri().getRawPath(), response);
        return response;
    }

    private HttpResponse<String> post(String path, String token, String sdp) throws Exception {
        return postAsync(path, token, sdp).get();
    }

    private CompletableFuture<HttpResponse<String>> postAsync(String path, String token, String sdp) {
        return client.sendAsync(
                        request(path, token)
                                .header("Content-Type", SDP)
                                .POST(BodyPublishers.ofString(sdp))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(this::described);
    }

    private HttpResponse<String> patch(HttpResponse<String> created, String token, String tag, String body)
            throws Exception {
        return send(request(created.headers().firstValue("Location").orElseThrow(), token)
                .header("Content-Type", FRAGMENT)
                .header("If-Match", tag)
                .method("PATCH", BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> delete(HttpResponse<String> created, String token) throws Exception {
        return send(request(created.headers().firstValue("Location").orElseThrow(), token)
                .DELETE()
                .build());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }

    private static String line(String text, String prefix) {
        return text.lines().filter(line -> line.startsWith(prefix)).findFirst().orElseThrow();
    }
}
