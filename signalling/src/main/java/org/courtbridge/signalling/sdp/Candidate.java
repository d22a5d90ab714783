package org.courtbridge.signalling.sdp;

import java.util.Optional;

/**
 * An ICE candidate (RFC 8839, section 5.1).
 *
 * @param component 1 for RTP (and RTCP, when they share a port), 2 for RTCP
 * @param transport as written, usually "udp" or "tcp"
 * @param address a literal, or a name that ends in ".local"
 * @param type "host", "srflx", "prflx" or "relay"
 * @param rest further words, such as {@code tcptype passive}
 */
public record Candidate(
        String foundation,
        int component,
        String transport,
        long priority,
        String address,
        int port,
        String type,
        String rest) {

    /** @param value what follows {@code candidate:} */
    public static Optional<Candidate> parse(String value) {
        String[] words = value.trim().split("\\s+", 9);
        if (words.length < 8
                || !words[1].matches("[0-9]{1,5}")
                || !words[3].matches("[0-9]{1,10}")
                || !words[5].matches("[0-9]{1,5}")
                || Integer.parseInt(words[5]) > 65_535
                || !words[6].equals("typ")) {
            return Optional.empty();
        }
        return Optional.of(new Candidate(
                words[0],
                Integer.parseInt(words[1]),
                words[2],
                Long.parseLong(words[3]),
                words[4],
                Integer.parseInt(words[5]),
                words[7],
                words.length == 9 ? words[8] : ""));
    }

    /** The attribute's value, to follow {@code candidate:}. */
    public String write() {
        return foundation + " " + component + " " + transport + " " + priority + " " + address + " " + port + " typ "
                + type + (rest.isEmpty() ? "" : " " + rest);
    }
}
