package org.courtbridge.signalling.sdp;

import java.util.Optional;

/** Names a header extension's id (RFC 8285, section 8); direction and attributes are kept in {@code rest}. */
public record ExtensionMap(int id, String uri, String rest) {

    static Optional<ExtensionMap> parse(String value) {
        String[] words = value.split("\\s+", 3);
        String number = words[0].split("/", 2)[0];
        if (words.length < 2 || !number.matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        return Optional.of(new ExtensionMap(Integer.parseInt(number), words[1], words.length == 3 ? words[2] : ""));
    }

    public String write() {
        return id + " " + uri + (rest.isEmpty() ? "" : " " + rest);
    }
}
