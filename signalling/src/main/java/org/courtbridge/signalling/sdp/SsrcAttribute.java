package org.courtbridge.signalling.sdp;

import java.util.Optional;

/**
 * One attribute of a source (RFC 5576, section 4.1).
 *
 * @param ssrc 0 to 2^32 - 1
 * @param value empty if the attribute has none
 */
public record SsrcAttribute(long ssrc, String name, String value) {

    static Optional<SsrcAttribute> parse(String text) {
        String[] words = text.split("\\s+", 2);
        if (words.length != 2 || !words[0].matches("[0-9]{1,10}") || Long.parseLong(words[0]) > 0xFFFF_FFFFL) {
            return Optional.empty();
        }
        String[] parts = words[1].split(":", 2);
        return Optional.of(new SsrcAttribute(Long.parseLong(words[0]), parts[0], parts.length == 2 ? parts[1] : ""));
    }

    public String write() {
        return ssrc + " " + name + (value.isEmpty() ? "" : ":" + value);
    }
}
