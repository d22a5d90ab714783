package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Sends junk to the one port of all browsers: a few get STUN errors, everything else is dropped and counted. */
final class BrowserMediaJunk {

    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(20);
    private static final InetSocketAddress GATEWAY = new InetSocketAddress(Scratch.ADDRESS, GatewayProcess.WEBRTC_PORT);

    private final Junk junk;
    private final HalfOpen halfOpen;

    BrowserMediaJunk(Junk junk, HalfOpen halfOpen) {
        this.junk = junk;
        this.halfOpen = halfOpen;
    }

    void ofStrangers() throws Exception {
        long before = LocalHttp.dropped("browsers");
        try (Stranger stranger = Stranger.datagrams(GatewayProcess.WEBRTC_PORT)) {
            for (int round = 0; round < 60; round++) {
                stranger.send(junk.random(1_400));
                stranger.send(junk.beginning(22, 1_400));
                stranger.send(junk.beginning(0, 200));
                stranger.send(junk.truncated(junk.forgedBindingRequest()));
                stranger.send(junk.mutated(junk.forgedBindingRequest()));
                stranger.send(junk.rtp(111));
                Await.elapsed(BETWEEN_ROUNDS);
            }
        }
        Await.until("all of it is counted", Court.PATIENCE, () -> LocalHttp.dropped("browsers") - before >= 360);
        // A handful of errors in half a second is all that strangers get.
        Await.elapsed(Duration.ofSeconds(1));
        try (Stranger stranger = Stranger.datagrams(GatewayProcess.WEBRTC_PORT)) {
            stranger.send(junk.bindingRequest());
            assertThat(stranger.receive()).hasValueSatisfying(BrowserMediaJunk::assertStunError);
            stranger.send(junk.forgedBindingRequest());
            assertThat(stranger.receive()).hasValueSatisfying(BrowserMediaJunk::assertStunError);
        }
    }

    private static void assertStunError(byte[] answer) {
        assertThat(answer).startsWith(0x01, 0x11, 0x00);
    }

    void overTcp() throws IOException {
        for (int round = 0; round < 30; round++) {
            halfOpen.keep(Stranger.say(connect(), new byte[] {0}));
            Stranger.say(connect(), junk.random(3_000)).close();
            Stranger.say(connect(), framed(junk.forgedBindingRequest())).close();
            Stranger.say(connect(), framed(junk.beginning(22, 1_400))).close();
            Stranger.say(connect(), framed(junk.rtp(111))).close();
            Await.elapsed(BETWEEN_ROUNDS);
        }
        byte[] oversize = ByteBuffer.allocate(65_537).putShort((short) 0xFFFF).array();
        try (Socket socket = Stranger.say(connect(), oversize)) {
            assertThat(Stranger.closes(socket))
                    .as("closed for a frame that is too long")
                    .isTrue();
        }
    }

    private static Socket connect() throws IOException {
        return Stranger.connect(Scratch.ADDRESS, GatewayProcess.WEBRTC_PORT);
    }

    /** RFC 4571. */
    private static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(2 + message.length)
                .putShort((short) message.length)
                .put(message)
                .array();
    }

    /** From the address and port that a phone's media comes from, in the streams that it sends. */
    void inTheNameOf(BrowserPeer phone, ForgedDatagrams forger) throws Exception {
        Way way = Way.of(phone);
        int sound = ssrc(phone, "audio");
        int picture = ssrc(phone, "video");
        long before = LocalHttp.dropped("browsers");
        int rounds = 100;
        for (int round = 0; round < rounds; round++) {
            // Under a key that nobody has agreed on.
            forger.send(way.phone, GATEWAY, junk.rtp(111, sound));
            forger.send(way.phone, GATEWAY, junk.rtp(108, picture));
            forger.send(way.phone, GATEWAY, junk.rtp(77, picture));
            forger.send(way.phone, GATEWAY, junk.rtcp(sound));
            forger.send(way.phone, GATEWAY, junk.rtpCutShort(111));
            // As the phone's own checks but for their integrity.
            forger.send(way.phone, GATEWAY, junk.forgedBindingRequest(way.userName));
            forger.send(way.phone, GATEWAY, junk.truncated(junk.forgedBindingRequest(way.userName)));
            // Goodbye and a failure in the clear, handshakes begun anew, and records that do not decrypt.
            forger.send(way.phone, GATEWAY, junk.dtls(21, 0, (byte) 1, (byte) 0));
            forger.send(way.phone, GATEWAY, junk.dtls(21, 0, (byte) 2, (byte) 40));
            forger.send(way.phone, GATEWAY, junk.dtls(22, 0, junk.beginning(1, 200)));
            forger.send(way.phone, GATEWAY, junk.dtls(20, 0, (byte) 1));
            for (int type = 20; type < 24; type++) {
                forger.send(way.phone, GATEWAY, junk.dtls(type, 1, junk.random(100)));
            }
            forger.send(way.phone, GATEWAY, junk.beginning(22, 1_400));
            // No protocol at all.
            forger.send(way.phone, GATEWAY, junk.beginning(0xFF, 1_400));
            Await.elapsed(BETWEEN_ROUNDS);
        }
        // All but DTLS, which its own layer drops.
        Await.until("all of it is counted", Court.PATIENCE, () -> LocalHttp.dropped("browsers") - before >= 8 * rounds);
    }

    /**
     * The way of a phone's media.
     *
     * @param userName of its connectivity checks (RFC 8445, section 7.2.2)
     */
    private record Way(InetSocketAddress phone, String userName) {

        static Way of(BrowserPeer phone) {
            JsonNode transport = phone.statistic("type", "transport");
            JsonNode pair = phone.statistic("id", text(transport, "selectedCandidatePairId"));
            JsonNode local = phone.statistic("id", text(pair, "localCandidateId"));
            JsonNode remote = phone.statistic("id", text(pair, "remoteCandidateId"));
            return new Way(
                    new InetSocketAddress(text(local, "address"), Integer.parseInt(text(local, "port"))),
                    text(remote, "usernameFragment") + ":" + text(local, "usernameFragment"));
        }

        private static String text(JsonNode statistic, String field) {
            assertThat(statistic.path(field).isMissingNode()).as(field).isFalse();
            return statistic.path(field).asText();
        }
    }

    private static int ssrc(BrowserPeer phone, String kind) {
        return (int) phone.stream("outbound-rtp", kind).path("ssrc").longValue();
    }
}
