package org.courtbridge.signalling.sdp;

import java.util.List;

/**
 * The {@code o=} line (RFC 8866, section 5.2).
 *
 * @param sessionId digits as the sender wrote them, as some exceed 64 bits
 * @param version digits, likewise; one more with every change
 */
public record Origin(String username, String sessionId, String version, Connection address) {

    private static final int FIELDS = 6;

    /** A user name of several words is joined by "_", and one that is left out is "-": nothing but our log reads it. */
    static Origin parse(String value) {
        List<String> words = List.of(value.trim().split("\\s+"));
        int afterName = words.size() - FIELDS + 1;
        if (afterName < 0 || !words.get(afterName + 2).equalsIgnoreCase("IN")) {
            throw new SdpException("o= has %d fields (expected: %d)".formatted(words.size(), FIELDS));
        }
        List<String> name = words.subList(0, afterName);
        List<String> rest = words.subList(afterName, words.size());
        return new Origin(
                name.isEmpty() ? "-" : String.join("_", name),
                rest.get(0),
                rest.get(1),
                new Connection(rest.get(3), rest.get(4)));
    }

    String write() {
        return username + " " + sessionId + " " + version + " IN " + address.addressType() + " " + address.address();
    }
}
