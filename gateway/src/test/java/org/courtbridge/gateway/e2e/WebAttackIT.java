package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.court.access.CodeWordGuesses;
import org.courtbridge.court.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A whole gateway is attacked over HTTPS. Meanwhile a clerk works with its pages, and a participant comes in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebAttackIT {

    private static final String DESK = "10.77.0.8";
    private static final String HOME = "10.77.0.9";

    /** Fewer than the attacker opens. */
    private static final String SETTINGS = """
            web: {connections-per-address: 200, connections: 400}
            fleet: {poll-interval: 2s}
            """;

    private static final String NO_DEVICE_IS_THERE = "По этому адресу не может быть устройства";

    private Court court;
    private AdminClient admin;
    private WebAttacks attacks;
    private WebVisitor clerk;
    private int devices;

    @BeforeAll
    void open() throws Exception {
        court = Court.open("WebAttackIT", Scratch.ADDRESS, SETTINGS);
        court.start();
        admin = new AdminClient(court.gateway().data());
        attacks = new WebAttacks();
        clerk = new WebVisitor(DESK);
        clerk.signIn("clerk", court.addUser("clerk", Role.CLERK));
    }

    @AfterAll
    void close() throws Exception {
        try (Court last = court;
                WebAttacks second = attacks;
                WebVisitor first = clerk) {
            assertThat(last.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private String hearing() throws Exception {
        return "/hearings/" + court.state().path("id").asText();
    }

    private void theClerkSeesTheHearing() throws Exception {
        HttpResponse<String> page = clerk.get(hearing());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("WebAttackIT");
    }

    /** Somebody says the right word, from an address at which nobody has been. */
    private static void comesIn(String link) throws Exception {
        try (WebVisitor participant = new WebVisitor(HOME)) {
            assertThat(participant
                            .get("/j/" + link.substring(link.lastIndexOf('/') + 1))
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> welcome = participant.says(link, Court.CODE_WORD);
            assertThat(welcome.statusCode()).as(welcome.body()).isEqualTo(200);
            assertThat(welcome.body()).contains("ticket");
        }
    }

    /** Each is stopped after eight; the participant comes in all the same, and the clerk is told. */
    @Test
    void whoGuessesAtALinkKeepsNobodyOut() throws Exception {
        String link = court.invite(1);
        assertThat(attacks.guesses(link, 12)).isEqualTo(CodeWordGuesses.WRONG_PER_SOURCE * WebAttacks.ADDRESSES.size());
        comesIn(link);
        assertThat(clerk.get(hearing()).body()).contains("data-testid=\"guessed\"", "Party 1");
    }

    @Test
    void fiveHundredSlowConnectionsTakeNobodysPlace() throws Exception {
        String link = court.invite(2);
        assertThat(attacks.opensSlowConnections(170)).isGreaterThan(500);
        theClerkSeesTheHearing();
        comesIn(link);
        attacks.hangsUp();
    }

    @Test
    void eightyAttemptsToSignInKeepNoClerkOut() throws Exception {
        String oneTime = court.addUser("second-clerk", Role.CLERK);
        List<CompletableFuture<HttpResponse<String>>> flood = attacks.signsIn(80);
        try (WebVisitor second = new WebVisitor(HOME)) {
            second.signIn("second-clerk", oneTime);
            assertThat(second.get("/hearings").statusCode()).isEqualTo(200);
        }
        WebAttacks.assertRefused(flood);
    }

    /** As a page of another origin may send it, with the clerk's cookies. */
    @Test
    void anotherAuthorizationStandsInForNoProofOfThePage() throws Exception {
        Map<String, String> form = new HashMap<>(Map.of("number", "7801", "title", "forged"));
        for (String authorization : List.of("Basic dXNlcjpwYXNz", "Digest username=\"x\"", "Negotiate YII=", "x")) {
            assertThat(clerk.submit("/hearings", form, "Authorization", authorization)
                            .statusCode())
                    .as(authorization)
                    .isEqualTo(403);
        }
        assertThat(clerk.submit("/hearings", form).statusCode()).isEqualTo(403);
        form.put("csrf", clerk.proof("/hearings/new"));
        assertThat(clerk.submit("/hearings", form, "Authorization", "Bearer x").statusCode())
                .isEqualTo(401);
        assertThat(admin.get("/hearings").toString()).doesNotContain("7801");
        assertThat(clerk.submit("/hearings", form).statusCode()).isEqualTo(303);
        assertThat(admin.get("/hearings").toString()).contains("7801");
    }

    /** Of the gateway's machine, of its own addresses, of links and of a cloud's metadata; whatever way they are written. */
    @Test
    void noDeviceIsWhereTheGatewayItselfIs() throws Exception {
        try (WebVisitor technician = new WebVisitor(DESK);
                ServerSocket loopback = listener("127.0.0.1");
                ServerSocket own = listener(Scratch.ADDRESS)) {
            technician.signIn("technician", court.addUser("technician", Role.TECHNICIAN));
            List<String> addresses = List.of(
                    "127.0.0.1:" + loopback.getLocalPort(),
                    "localhost:" + loopback.getLocalPort(),
                    "[::ffff:127.0.0.1]:" + loopback.getLocalPort(),
                    Scratch.ADDRESS + ":" + own.getLocalPort(),
                    "169.254.169.254:80");
            for (String address : addresses) {
                String device = deviceAt(address);
                Await.until(
                        address + " is refused",
                        Duration.ofSeconds(60),
                        () -> technician.get("/fleet/" + device).body().contains(NO_DEVICE_IS_THERE));
                String proof = technician.proof("/fleet/" + device);
                technician.submit("/fleet/" + device + "/command", Map.of("do", "mute", "csrf", proof));
                assertThat(technician.get("/fleet/" + device).body()).contains(NO_DEVICE_IS_THERE);
            }
            for (ServerSocket listener : List.of(loopback, own)) {
                assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    private static ServerSocket listener(String address) throws Exception {
        ServerSocket socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        socket.setSoTimeout(200);
        return socket;
    }

    private String deviceAt(String address) throws Exception {
        String name = "led-astray" + ++devices;
        JsonNode device = admin.post("/devices", Map.of("name", name, "username", name));
        String id = device.path("id").asText();
        admin.post("/devices/" + id + "/description", Map.of("addresses", List.of(address), "driver", "pjlink"));
        return id;
    }
}
