package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends junk to the RTP and RTCP ports of a room's call: all of it is dropped, and counted. */
final class RoomMediaJunk {

    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(50);
    private static final int ROUNDS = 40;

    /** Nothing that was agreed on. */
    private static final int UNKNOWN_PAYLOAD_TYPE = 77;

    private static final int G722 = 9;
    private static final int H264 = 96;

    private final Junk junk;

    RoomMediaJunk(Junk junk) {
        this.junk = junk;
    }

    /** From addresses that the room does not send from. */
    void ofStrangers(RoomCall call) throws Exception {
        long before = LocalHttp.dropped("rooms");
        List<Stranger> strangers = new ArrayList<>();
        for (InetSocketAddress port : ports(call)) {
            strangers.add(Stranger.datagrams(port.getPort()));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Stranger stranger : strangers) {
                for (byte[] bytes : broken()) {
                    stranger.send(bytes);
                }
                stranger.send(junk.rtp(G722));
                stranger.send(junk.rtp(H264));
                stranger.send(junk.random(1_900));
            }
            Await.elapsed(BETWEEN_ROUNDS);
        }
        for (Stranger stranger : strangers) {
            stranger.send(new byte[4_000]);
            stranger.close();
        }
        long sent = strangers.size() * (ROUNDS * (broken().size() + 3L) + 1);
        Await.until("all of it is counted", Court.PATIENCE, () -> LocalHttp.dropped("rooms") - before >= sent);
    }

    /** From every port of the room to every port of its call, so that each comes from the right one, too. */
    void inTheNameOf(RoomCall call, ForgedDatagrams forger) throws Exception {
        long before = LocalHttp.dropped("rooms");
        int sent = send(call, forger, ROUNDS / 4, this::neverAgreedOn);
        Await.until("all of it is counted", Court.PATIENCE, () -> LocalHttp.dropped("rooms") - before >= sent);
        // A goodbye of nobody is good RTCP where the room's comes from, and has no effect.
        send(call, forger, ROUNDS, this::broken);
        send(call, forger, ROUNDS, this::ofOtherSources);
    }

    /** RTP and RTCP under a key that nobody has agreed on, in the name of a room that encrypts. */
    void underAWrongKey(RoomCall call, ForgedDatagrams forger) throws Exception {
        long before = LocalHttp.dropped("rooms");
        int each = send(call, forger, ROUNDS, this::underAWrongKey);
        Await.until("all of it is counted", Court.PATIENCE, () -> LocalHttp.dropped("rooms") - before >= each);
    }

    private interface Kinds {
        List<byte[]> make();
    }

    /** @return how many were sent */
    private static int send(RoomCall call, ForgedDatagrams forger, int rounds, Kinds kinds) throws IOException {
        int sent = 0;
        for (int round = 0; round < rounds; round++) {
            for (RoomCall.Stream stream : List.of(call.sound(), call.picture())) {
                for (InetSocketAddress from : stream.roomPorts()) {
                    for (InetSocketAddress to : stream.gatewayPorts()) {
                        for (byte[] bytes : kinds.make()) {
                            forger.send(from, to, bytes);
                            sent++;
                        }
                    }
                }
            }
            Await.elapsed(BETWEEN_ROUNDS);
        }
        return sent;
    }

    /** Nothing of it can be taken for what the room sends, even if its address is believed. */
    private List<byte[]> broken() {
        return List.of(
                junk.beginning(0x40, 1_400),
                junk.beginning(22, 1_400),
                junk.rtp(UNKNOWN_PAYLOAD_TYPE),
                junk.rtpCutShort(G722),
                junk.rtpCutShort(H264),
                junk.rtcp(),
                junk.truncated(junk.rtcp()),
                junk.mutated(junk.rtcp()));
    }

    /** All that is wrong is that nobody else sends by their SSRC (RFC 3550, appendix A.1). */
    private List<byte[]> ofOtherSources() {
        return List.of(junk.rtp(G722), junk.rtp(H264));
    }

    private List<byte[]> neverAgreedOn() {
        return List.of(junk.rtp(UNKNOWN_PAYLOAD_TYPE), junk.rtpCutShort(G722), junk.rtpCutShort(H264));
    }

    private List<byte[]> underAWrongKey() {
        return List.of(junk.rtp(G722), junk.rtp(H264), junk.rtp(UNKNOWN_PAYLOAD_TYPE), junk.rtcp());
    }

    private static List<InetSocketAddress> ports(RoomCall call) {
        List<InetSocketAddress> ports = new ArrayList<>(call.sound().gatewayPorts());
        ports.addAll(call.picture().gatewayPorts());
        assertThat(ports).doesNotHaveDuplicates();
        return ports;
    }
}
