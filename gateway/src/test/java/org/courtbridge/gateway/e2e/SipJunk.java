package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sends junk to the SIP ports: broken messages get the error that is due, the rest is dropped. */
final class SipJunk {

    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(20);

    private final Junk junk;
    private final HalfOpen halfOpen;
    private final SipRequests guest = new SipRequests("guest");

    SipJunk(Junk junk, HalfOpen halfOpen) {
        this.junk = junk;
        this.halfOpen = halfOpen;
    }

    /** Random bytes, requests cut short and requests with errors in them. */
    void overUdp() throws IOException {
        try (Stranger stranger = Stranger.datagrams(GatewayProcess.SIP_PORT)) {
            byte[] invite = Stranger.bytes(guest.request(stranger.port(), "INVITE", SipRequests.SDP));
            for (int round = 0; round < 60; round++) {
                stranger.send(junk.random(1_400));
                stranger.send(junk.truncated(invite));
                stranger.send(junk.mutated(invite));
                Await.elapsed(BETWEEN_ROUNDS);
            }
        }
        try (Stranger stranger = Stranger.datagrams(GatewayProcess.SIP_PORT)) {
            for (String broken : List.of(
                    "Content-Length: 99999",
                    "Content-Length: -1",
                    "Content-Length: 4294967296",
                    "Content-Length: many",
                    "CSeq: x",
                    "To: <<<")) {
                String name = broken.substring(0, broken.indexOf(':'));
                String request = guest.request(stranger.port(), "OPTIONS", "")
                        .replaceFirst("(?md)^" + name + ": .*\r$", broken + "\r");
                assertThat(answer(stranger, request)).as(broken).startsWith("SIP/2.0 400");
            }
            assertThat(answer(stranger, guest.request(stranger.port(), "OPTIONS", "")))
                    .startsWith("SIP/2.0 200");
        }
    }

    /** The same in the name of a room that is in a call, and requests that would end the call if they knew more of it. */
    void inTheNameOf(InetSocketAddress room, String call, ForgedDatagrams forger) throws IOException {
        InetSocketAddress gateway = new InetSocketAddress(Scratch.ADDRESS, GatewayProcess.SIP_PORT);
        byte[] invite = Stranger.bytes(guest.request(room.getPort(), "INVITE", SipRequests.SDP));
        for (int round = 0; round < 50; round++) {
            forger.send(room, gateway, junk.random(1_400));
            forger.send(room, gateway, junk.truncated(invite));
            forger.send(room, gateway, junk.mutated(invite));
            for (String method : List.of("BYE", "CANCEL", "ACK", "INFO")) {
                forger.send(room, gateway, Stranger.bytes(guest.intrusion(room.getPort(), method, call)));
            }
            Await.elapsed(BETWEEN_ROUNDS);
        }
        try (Stranger stranger = Stranger.datagrams(GatewayProcess.SIP_PORT)) {
            for (String method : List.of("BYE", "CANCEL", "INFO")) {
                assertThat(answer(stranger, guest.intrusion(stranger.port(), method, call)))
                        .as(method)
                        .startsWith("SIP/2.0 481");
            }
        }
    }

    /** A device that belongs here sends session descriptions that break off. */
    void sessionDescriptions(String user, String password) throws Exception {
        SipRequests device = new SipRequests(user);
        String sdp = SipRequests.SDP;
        try (Stranger room = Stranger.datagrams(GatewayProcess.SIP_PORT)) {
            for (int length = 1; length < sdp.length(); length += 37) {
                String answer = offer(room, device, password, sdp.substring(0, length));
                if (!answer.startsWith("SIP/2.0 200")) {
                    assertThat(length).as("%s", answer).isLessThan(sdp.indexOf("m=audio") + 40);
                }
            }
        }
    }

    /** A device calls with a session description, and hangs up if somebody answers. */
    static void call(String user, String password, String sdp) throws Exception {
        try (Stranger room = Stranger.datagrams(GatewayProcess.SIP_PORT)) {
            offer(room, new SipRequests(user), password, sdp);
        }
    }

    /** Calls with a session description, and hangs up if somebody answers. */
    private static String offer(Stranger room, SipRequests device, String password, String sdp) throws Exception {
        String first = device.request(room.port(), "INVITE", sdp);
        String challenge = finalAnswer(room, first);
        assertThat(challenge).startsWith("SIP/2.0 401");
        room.send(SipRequests.acknowledgement(first, challenge));
        String invite = device.proving(first, challenge, password);
        String answer = finalAnswer(room, invite);
        assertThat(answer).as(invite).matches("(?s)SIP/2\\.0 (200|400|415|488) .*");
        room.send(SipRequests.acknowledgement(invite, answer));
        if (answer.startsWith("SIP/2.0 200")) {
            room.send(SipRequests.goodbye(invite, answer));
            assertThat(room.receive("CSeq: 3 BYE")).isPresent();
        }
        return answer;
    }

    void overTcpAndTls() throws IOException {
        byte[] options = Stranger.bytes(guest.request(5_060, "OPTIONS", "").replace("SIP/2.0/UDP", "SIP/2.0/TCP"));
        for (int round = 0; round < 40; round++) {
            halfOpen.keep(Stranger.say(tcp(), junk.truncated(options)));
            halfOpen.keep(
                    Stranger.say(Stranger.connect(Scratch.ADDRESS, GatewayProcess.SIP_TLS_PORT), junk.random(200)));
            Stranger.say(tcp(), junk.random(2_000)).close();
            Stranger.say(tcp(), junk.mutated(options)).close();
            Await.elapsed(BETWEEN_ROUNDS);
        }
        for (int round = 0; round < 5; round++) {
            Stranger.say(tls(), junk.random(2_000)).close();
            Stranger.say(tls(), junk.truncated(options)).close();
        }
        String text = new String(options, StandardCharsets.UTF_8);
        for (String length : List.of("-1", "99999999", "many")) {
            byte[] absurd = Stranger.bytes(text.replace("Content-Length: 0", "Content-Length: " + length));
            assertThat(Stranger.ask(tcp(), absurd))
                    .as("Content-Length: " + length)
                    .matches("(?s)|SIP/2\\.0 (400|413) .*");
        }
        assertThat(Stranger.ask(tcp(), options)).startsWith("SIP/2.0 200");
        assertThat(Stranger.ask(tls(), Stranger.bytes(text.replace("SIP/2.0/TCP", "SIP/2.0/TLS"))))
                .startsWith("SIP/2.0 200");
    }

    private static Socket tcp() throws IOException {
        return Stranger.connect(Scratch.ADDRESS, GatewayProcess.SIP_PORT);
    }

    private static Socket tls() throws IOException {
        return Stranger.connectTls(Scratch.ADDRESS, GatewayProcess.SIP_TLS_PORT);
    }

    /** Waits on after a provisional answer. */
    private static String finalAnswer(Stranger stranger, String request) throws IOException {
        return answer(stranger, request, "(?s)SIP/2\\.0 [2-6].*");
    }

    private static String answer(Stranger stranger, String request) throws IOException {
        return answer(stranger, request, "(?s)SIP/2\\.0.*");
    }

    /** Repeats the request while there is no answer, as everybody does who sends over UDP. */
    private static String answer(Stranger stranger, String request, String wanted) throws IOException {
        String call = "Call-ID: " + SipRequests.header(request, "Call-ID");
        String sequence = "CSeq: " + SipRequests.header(request, "CSeq");
        for (int attempt = 0; attempt < 4; attempt++) {
            stranger.send(request);
            Optional<String> answer = stranger.receive(call);
            while (answer.isPresent()
                    && !(answer.get().matches(wanted) && answer.get().contains(sequence))) {
                answer = stranger.receive(call);
            }
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new AssertionError("no answer to " + request);
    }
}
