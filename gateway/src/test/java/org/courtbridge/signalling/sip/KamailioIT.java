package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms behind somebody else's proxy. */
class KamailioIT {

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8
            """;

    /** Of one address where no device is, in the menu. */
    private static final int PLACES = 5;

    @TempDir
    Path folder;

    private Rig rig;
    private Kamailio kamailio;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig();
        kamailio = Kamailio.start(folder, rig.endpoint.port());
    }

    @AfterEach
    void close() throws InterruptedException {
        kamailio.close();
        rig.close();
    }

    private Sipp room(String scenario, int server, String... more) throws IOException {
        String[] all = new String[more.length + 1];
        System.arraycopy(more, 0, all, 0, more.length);
        all[more.length] = "127.0.0.1:" + server;
        return Sipp.start(folder, scenario, "127.0.0.1", "UDP", Sipp.Ports.free(), all);
    }

    @Test
    void roomRegistersAndCallsThroughAProxy() throws Exception {
        try (Sipp sipp = room("register-call", kamailio.proxyPort())) {
            sipp.passes();
        }
        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated", "left LEFT");
        assertThat(rig.trace)
                .filteredOn(message -> message.startsWith("RECEIVED INVITE"))
                .isNotEmpty()
                .allMatch(message -> message.split("SIP/2.0/UDP", -1).length == 3);
    }

    @Test
    void roomIsCalledThroughTheProxyByWhichItRegistered() throws Exception {
        try (Sipp sipp = room("register", kamailio.proxyPort(), "-oocsf", Sipp.scenario("answer"))) {
            rig.conferences.await(() -> !rig.endpoint.registrations().all().isEmpty());
            goesOnUntilWeHangUp(rig.endpoint.call(rig.alice, rig.into("h100")).toCompletableFuture());
            assertThat(sipp.isAlive()).isTrue();
        }
    }

    /** The registrar wants proof of us, too, and finds the room. */
    @Test
    void roomIsCalledThatIsRegisteredElsewhere() throws Exception {
        try (Sipp sipp = room("register", kamailio.registrarPort(), "-oocsf", Sipp.scenario("answer"))) {
            String uri = "sip:alice@127.0.0.1:" + kamailio.registrarPort();
            CompletableFuture<LegId> call =
                    rig.endpoint.call(rig.alice, rig.into("h100"), uri).toCompletableFuture();
            while (sipp.isAlive() && isNotFound(call)) { // its registration takes a moment
                call = rig.endpoint.call(rig.alice, rig.into("h100"), uri).toCompletableFuture();
            }
            goesOnUntilWeHangUp(call);
            assertThat(sipp.isAlive()).isTrue();
        }
    }

    /** And what one writes of himself into his Via makes him nobody else. */
    @Test
    void strangersBehindATrustedProxyHaveASharePerAddress() throws Exception {
        close();
        rig = Rig.behindProxies();
        kamailio = Kamailio.start(folder, rig.endpoint.port());
        try (RawPeer first = new RawPeer(kamailio.proxyPort(), InetAddress.getByName("127.0.0.2"));
                RawPeer second = new RawPeer(kamailio.proxyPort(), InetAddress.getByName("127.0.0.3"))) {
            for (int i = 0; i < PLACES; i++) {
                String answer = invite(first, "taken" + i, "");
                assertThat(answer).startsWith("SIP/2.0 200");
                acknowledge(first, answer);
            }
            rig.conferences.await(() -> rig.trace.stream()
                            .filter(message -> message.startsWith("RECEIVED ACK"))
                            .count()
                    == PLACES);
            for (String forged : List.of("", ";received=192.0.2.9", ";received=192.0.2.9;received=192.0.2.10")) {
                assertThat(invite(first, "more", forged)).startsWith("SIP/2.0 4");
            }
            assertThat(invite(second, "other", "")).startsWith("SIP/2.0 200");
        }
    }

    private static String invite(RawPeer caller, String id, String received) throws IOException {
        String call = id + received.length();
        caller.send(caller.request("INVITE", "sip:127.0.0.1", call, 1, "", "", OFFER)
                .replace("127.0.0.1:" + caller.port() + ";branch", caller.host() + ":" + caller.port() + ";branch")
                .replace(";rport", ";rport" + received)
                .replace("From: <sip:alice@127.0.0.1>", "From: <sip:hall@elsewhere.example>"));
        return caller.answerTo("Call-ID: " + call + "\r", 60_000).orElseThrow();
    }

    private static void acknowledge(RawPeer caller, String answer) throws IOException {
        String contact = RawPeer.header(answer, "Contact").replaceAll("[<>]", "");
        String route = "Route: " + RawPeer.header(answer, "Record-Route") + "\n";
        caller.send(
                caller.request("ACK", contact, RawPeer.header(answer, "Call-ID"), 1, RawPeer.toTag(answer), route, ""));
    }

    private static boolean isNotFound(CompletableFuture<LegId> call) throws Exception {
        try {
            call.get(15, TimeUnit.SECONDS);
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof CallFailedException failure && failure.status() == 404;
        }
    }

    private void goesOnUntilWeHangUp(CompletableFuture<LegId> call) throws Exception {
        call.get(15, TimeUnit.SECONDS);
        assertThat(rig.conferences.media().sentVideos()).hasSize(1);
        rig.conferences.leg().end(EndReason.REMOVED);
        rig.conferences.awaitStory("arrived device:id-alice", "left REMOVED");
        assertThat(rig.trace).anyMatch(message -> message.startsWith("SENT BYE") && message.contains("\nRoute: "));
        rig.conferences.await(() -> rig.trace.stream()
                .anyMatch(message -> message.startsWith("RECEIVED SIP/2.0 200") && message.contains(" BYE\r\n")));
    }
}
