package org.courtbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attributes of a session or of one of its media, in their order. */
public record Attributes(List<Attribute> all) {

    public static final Attributes NONE = new Attributes(List.of());

    public Attributes {
        all = List.copyOf(all);
    }

    /** The same attributes with these after them. */
    public Attributes with(Attribute... more) {
        List<Attribute> longer = new ArrayList<>(all);
        longer.addAll(List.of(more));
        return new Attributes(longer);
    }

    public Attributes with(String name, String value) {
        return with(Attribute.of(name, value));
    }

    public Attributes withFlag(String name) {
        return with(Attribute.flag(name));
    }

    /** Whether there is one of that name, in whatever case. */
    public boolean has(String name) {
        return all.stream().anyMatch(attribute -> attribute.name().equalsIgnoreCase(name));
    }

    /** Values of every attribute of that name, in whatever case, trimmed; those without a value are left out. */
    public List<String> values(String name) {
        return all.stream()
                .filter(attribute -> attribute.name().equalsIgnoreCase(name))
                .flatMap(attribute -> attribute.value().stream())
                .map(String::trim)
                .toList();
    }

    /** The value of the first attribute of that name. */
    public Optional<String> value(String name) {
        return values(name).stream().findFirst();
    }

    /** The direction that is said here, if one is. */
    public Optional<Direction> direction() {
        return all.stream()
                .flatMap(attribute -> Direction.parse(attribute.name()).stream())
                .findFirst();
    }

    /** {@code a=ice-ufrag} (RFC 8839). */
    public Optional<String> iceUfrag() {
        return value("ice-ufrag");
    }

    public Optional<String> icePwd() {
        return value("ice-pwd");
    }

    /** Every readable {@code a=fingerprint} (RFC 8122). */
    public List<Fingerprint> fingerprints() {
        return values("fingerprint").stream()
                .flatMap(value -> Fingerprint.parse(value).stream())
                .toList();
    }

    /** {@code a=setup} (RFC 4145, RFC 5763): "active", "passive", "actpass" or "holdconn". */
    public Optional<String> setup() {
        return value("setup");
    }

    /** Every readable {@code a=extmap} (RFC 8285). */
    public List<ExtensionMap> extensionMaps() {
        return values("extmap").stream()
                .flatMap(value -> ExtensionMap.parse(value).stream())
                .toList();
    }

    /** The mids of the first {@code a=group:BUNDLE} (RFC 9143); empty if there is none. */
    public List<String> bundle() {
        return values("group").stream()
                .filter(value -> value.equals("BUNDLE") || value.startsWith("BUNDLE "))
                .findFirst()
                .map(value -> value.substring("BUNDLE".length()).trim())
                .filter(mids -> !mids.isEmpty())
                .map(mids -> List.of(mids.split("\\s+")))
                .orElse(List.of());
    }
}
