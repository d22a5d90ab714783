package org.courtbridge.signalling.sdp;

/**
 * The {@code o=} line (RFC 8866, section 5.2).
 *
 * @param sessionId digits as the sender wrote them, as some exceed 64 bits
 * @param version digits, likewise; one more with every change
 */
public record Origin(String username, String sessionId, String version, Connection address) {

    static Origin parse(String value) {
        String[] words = value.trim().split("\\s+", 7);
        if (words.length != 6) {
            throw new SdpException("o= has %d fields (expected: 6)".formatted(words.length));
        }
        return new Origin(words[0], words[1], words[2], new Connection(words[4], words[5]));
    }

    String write() {
        return username + " " + sessionId + " " + version + " IN " + address.addressType() + " " + address.address();
    }
}
