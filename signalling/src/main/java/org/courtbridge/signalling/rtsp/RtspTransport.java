package org.courtbridge.signalling.rtsp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of a stream, as a camera says it (RFC 2326, section 12.39).
 *
 * @param ports of the camera, for UDP; empty if it does not say, or another way was chosen
 * @param channels numbers of binary frames, for TCP
 */
record RtspTransport(Optional<Pair> ports, Optional<Pair> channels) {

    private static final int MOST_PORT = 65_535;
    private static final int MOST_CHANNEL = 255;

    /** Of RTP, and of RTCP. */
    record Pair(int rtp, int rtcp) {}

    /** The {@code Transport} that asks for packets by UDP. @param port ours for RTP; that of RTCP is the next */
    static String udp(int port) {
        return "RTP/AVP;unicast;client_port=" + port + "-" + (port + 1);
    }

    /** The {@code Transport} that asks for packets by the connection. */
    static String interleaved(Pair channels) {
        return "RTP/AVP/TCP;unicast;interleaved=" + channels.rtp + "-" + channels.rtcp;
    }

    static RtspTransport parse(String header) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : header.split(",", 2)[0].split(";")) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2) {
                parameters.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
            }
        }
        return new RtspTransport(
                pair(parameters.get("server_port"), MOST_PORT), pair(parameters.get("interleaved"), MOST_CHANNEL));
    }

    /** One number is that of RTP, and the next is that of RTCP. */
    private static Optional<Pair> pair(@Nullable String text, int most) {
        if (text == null || !text.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
            return Optional.empty();
        }
        String[] numbers = text.split("-");
        int rtp = Integer.parseInt(numbers[0]);
        int rtcp = numbers.length > 1 ? Integer.parseInt(numbers[1]) : rtp + 1;
        return rtp <= most && rtcp <= most ? Optional.of(new Pair(rtp, rtcp)) : Optional.empty();
    }
}
