package org.courtbridge.signalling.sdp;

import java.util.Locale;
import java.util.Optional;

/**
 * The digest of a certificate (RFC 8122, section 5).
 *
 * @param hash lower case, such as "sha-256"
 * @param digest upper-case hexadecimal with colons
 */
public record Fingerprint(String hash, String digest) {

    static Optional<Fingerprint> parse(String value) {
        String[] words = value.split("\\s+");
        if (words.length != 2 || !words[1].matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){0,127}")) {
            return Optional.empty();
        }
        return Optional.of(new Fingerprint(words[0].toLowerCase(Locale.ROOT), words[1].toUpperCase(Locale.ROOT)));
    }

    public String write() {
        return hash + " " + digest;
    }
}
