package org.courtbridge.signalling.sdp;

import java.util.Optional;

/** An {@code a=} line (RFC 8866, section 5.13), known to us or not. */
public record Attribute(String name, Optional<String> value) {

    public static Attribute flag(String name) {
        return new Attribute(name, Optional.empty());
    }

    public static Attribute of(String name, String value) {
        return new Attribute(name, Optional.of(value));
    }

    /** Empty if the line names nothing, which some devices write in place of what they leave out. */
    static Optional<Attribute> parse(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line.trim() : line.substring(0, colon).trim();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(colon < 0 ? flag(name) : of(name, line.substring(colon + 1)));
    }

    String write() {
        return value.map(text -> name + ":" + text).orElse(name);
    }
}
