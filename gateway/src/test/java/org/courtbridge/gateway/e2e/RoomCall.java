package org.courtbridge.gateway.e2e;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The call that a baresip is in, as its wires show it. */
record RoomCall(String id, Stream sound, Stream picture) {

    private static final Pattern CALL_ID = Pattern.compile("\\bid=(\\S+)");
    private static final Pattern PORTS = Pattern.compile("local: \\S+:(\\d+), remote: \\S+:(\\d+)/\\S+:(\\d+)");

    /** One line of the session description: the room's port pair and the gateway's. */
    record Stream(int local, int rtp, int rtcp) {

        /** The room's RTP and RTCP ports. */
        List<InetSocketAddress> roomPorts() {
            return List.of(at(local), at(local + 1));
        }

        /** The gateway's. */
        List<InetSocketAddress> gatewayPorts() {
            return List.of(at(rtp), at(rtcp));
        }

        private static InetSocketAddress at(int port) {
            return new InetSocketAddress(Scratch.ADDRESS, port);
        }
    }

    static RoomCall of(BaresipPeer room) throws Exception {
        return new RoomCall(
                match(CALL_ID, room.command("callstat", "")).group(1),
                stream(room.command("audio_debug", "")),
                stream(room.command("video_debug", "")));
    }

    private static Stream stream(String debug) {
        Matcher ports = match(PORTS, debug);
        return new Stream(
                Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(2)), Integer.parseInt(ports.group(3)));
    }

    private static Matcher match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return matcher;
    }
}
