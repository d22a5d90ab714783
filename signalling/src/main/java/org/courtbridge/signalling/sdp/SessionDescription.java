package org.courtbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session description (RFC 8866) as a value.
 *
 * <p>Reading is lenient in what does not matter to a call: the order of lines, their ends, and lines and attributes that
 * nobody has heard of, which survive. What matters is checked, and bounded.
 *
 * @param otherLines lines of the session that we do not read: {@code i= u= e= p= t= r= z= k=} and strangers
 */
public record SessionDescription(
        Origin origin,
        String name,
        Optional<Connection> connection,
        List<Bandwidth> bandwidths,
        Attributes attributes,
        List<MediaDescription> media,
        List<String> otherLines) {

    private static final int MAX_MEDIA = 64;

    /** bit/s. */
    private static final long TELEPHONE_SOUND = 64_000;

    /** bit/s of the narrowest codec that anybody still speaks. */
    private static final long LEAST = 8_000;

    /** bit/s; more than this is the same as no limit, and sums of it still fit. */
    private static final long MOST = 1L << 50;

    /** Letters that go before {@code c=} and {@code b=}. */
    private static final String BEFORE_CONNECTION = "iuep";

    public SessionDescription {
        bandwidths = List.copyOf(bandwidths);
        media = List.copyOf(media);
        otherLines = List.copyOf(otherLines);
    }

    /** A description with nothing beside its media. */
    public static SessionDescription of(Origin origin, Attributes attributes, List<MediaDescription> media) {
        return new SessionDescription(
                origin, "-", Optional.of(origin.address()), List.of(), attributes, media, List.of("t=0 0"));
    }

    /** The same with another address for its media. */
    public SessionDescription withConnection(Connection replacement) {
        return new SessionDescription(
                origin, name, Optional.of(replacement), bandwidths, attributes, media, otherLines);
    }

    public SessionDescription withBandwidths(List<Bandwidth> replacement) {
        return new SessionDescription(origin, name, connection, replacement, attributes, media, otherLines);
    }

    /** @throws SdpException if it cannot be understood, or is larger than any honest description */
    public static SessionDescription parse(String text) {
        List<String> lines = SdpLines.split(text);
        if (lines.isEmpty() || !lines.getFirst().strip().equals("v=0")) {
            throw new SdpException("does not begin with v=0");
        }
        List<List<String>> sections = new ArrayList<>();
        sections.add(new ArrayList<>());
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("m=")) {
                sections.add(new ArrayList<>());
            }
            sections.getLast().add(line);
        }
        if (sections.size() - 1 > MAX_MEDIA) {
            throw new SdpException("%d media (expected: <= %d)".formatted(sections.size() - 1, MAX_MEDIA));
        }
        Section session = Section.of(sections.getFirst());
        List<MediaDescription> media = new ArrayList<>();
        for (List<String> section : sections.subList(1, sections.size())) {
            media.add(mediaOf(section));
        }
        Origin origin = Origin.parse(
                session.take("o=").orElseThrow(() -> new SdpException("o= is missing (RFC 8866, section 5.2)")));
        String name = session.take("s=").orElse("-");
        SessionDescription description = new SessionDescription(
                origin,
                name,
                session.connection,
                session.bandwidths,
                new Attributes(session.attributes),
                media,
                session.others);
        description.requireConnections();
        return description;
    }

    private static MediaDescription mediaOf(List<String> lines) {
        Section section = Section.of(lines.subList(1, lines.size()));
        MediaDescription first =
                MediaDescription.parseFirstLine(lines.getFirst().substring(2));
        return new MediaDescription(
                first.type(),
                first.port(),
                first.protocol(),
                first.formats(),
                section.connection,
                section.bandwidths,
                new Attributes(section.attributes),
                section.others);
    }

    private void requireConnections() {
        for (MediaDescription medium : media) {
            if (connection.isEmpty() && medium.connection().isEmpty() && !medium.isRefused()) {
                throw new SdpException("c= is missing for m=" + medium.type() + " (RFC 8866, section 5.7)");
            }
        }
    }

    /** Address for a medium's packets: the medium's own, else the session's. */
    public Optional<Connection> connectionOf(MediaDescription medium) {
        return medium.connection().or(() -> connection);
    }

    /** Direction of a medium: its own, else the session's, else both ways. */
    public Direction directionOf(MediaDescription medium) {
        return medium.attributes().direction().or(attributes::direction).orElse(Direction.SENDRECV);
    }

    /**
     * The limit of a medium, bit/s: its own, and what that of the session leaves when the other media take theirs (sound
     * that does not say counts as 64 kbit/s). Where both kinds of line are there, TIAS counts (RFC 3890, section 6.2).
     * Nothing at all, or less than a telephone's sound, is no limit but a device that does not know.
     */
    public Optional<Long> bandwidthOf(MediaDescription medium) {
        Optional<Long> own = bitRate(medium.bandwidths());
        Optional<Long> left = bitRate(bandwidths)
                .map(all -> all - ofOthers(medium))
                .filter(rest -> rest >= LEAST)
                .or(() -> bitRate(bandwidths));
        return own.isPresent() && left.isPresent() ? Optional.of(Math.min(own.get(), left.get())) : own.or(() -> left);
    }

    /** Whether a medium, or the session where the medium does not say, has no bandwidth for RTCP (RFC 3556, section 2). */
    public boolean forbidsRtcp(MediaDescription medium) {
        return Bandwidth.NO_RTCP.stream()
                .allMatch(none -> bitRate(medium.bandwidths(), none.type(), 1)
                        .or(() -> bitRate(bandwidths, none.type(), 1))
                        .equals(Optional.of(0L)));
    }

    private long ofOthers(MediaDescription medium) {
        return media.stream()
                .filter(other -> !other.equals(medium) && !other.isRefused())
                .mapToLong(other ->
                        bitRate(other.bandwidths()).orElse(other.type().equals("audio") ? TELEPHONE_SOUND : 0L))
                .sum();
    }

    private static Optional<Long> bitRate(List<Bandwidth> bandwidths) {
        return bitRate(bandwidths, "TIAS", 1)
                .or(() -> bitRate(bandwidths, "AS", 1_000))
                .filter(rate -> rate >= LEAST);
    }

    private static Optional<Long> bitRate(List<Bandwidth> bandwidths, String type, long unit) {
        return bandwidths.stream()
                .filter(bandwidth -> bandwidth.type().equals(type))
                .map(bandwidth -> Math.min(bandwidth.value(), MOST / unit) * unit)
                .findFirst();
    }

    public String write() {
        StringBuilder out = new StringBuilder(1_024);
        SdpLines.write(out, "v=0");
        SdpLines.write(out, "o=" + origin.write());
        SdpLines.write(out, "s=" + (name.isEmpty() ? "-" : name));
        otherLines.stream()
                .filter(line -> BEFORE_CONNECTION.indexOf(line.charAt(0)) >= 0)
                .forEach(line -> SdpLines.write(out, line));
        connection.ifPresent(value -> SdpLines.write(out, "c=" + value.write()));
        bandwidths.forEach(value -> SdpLines.write(out, "b=" + value.write()));
        if (otherLines.stream().noneMatch(line -> line.startsWith("t="))) {
            SdpLines.write(out, "t=0 0");
        }
        otherLines.stream()
                .filter(line -> BEFORE_CONNECTION.indexOf(line.charAt(0)) < 0)
                .forEach(line -> SdpLines.write(out, line));
        attributes.all().forEach(value -> SdpLines.write(out, "a=" + value.write()));
        media.forEach(medium -> medium.write(out));
        return out.toString();
    }

    /** The lines of a session or medium, sorted by what they are. */
    private static final class Section {

        private Optional<Connection> connection = Optional.empty();
        private final List<Bandwidth> bandwidths = new ArrayList<>();
        private final List<Attribute> attributes = new ArrayList<>();
        private final List<String> others = new ArrayList<>();

        static Section of(List<String> lines) {
            Section section = new Section();
            for (String line : lines) {
                String value = line.substring(2);
                switch (line.charAt(0)) {
                    case 'c' -> section.connection = section.connection.or(() -> Optional.of(Connection.parse(value)));
                    case 'b' -> Bandwidth.parse(value).ifPresent(section.bandwidths::add);
                    case 'a' -> Attribute.parse(value).ifPresent(section.attributes::add);
                    default -> section.others.add(line);
                }
            }
            return section;
        }

        /** Removes the first line that begins so, and gives its value. */
        Optional<String> take(String prefix) {
            Optional<String> found =
                    others.stream().filter(line -> line.startsWith(prefix)).findFirst();
            found.ifPresent(others::remove);
            return found.map(line -> line.substring(2).strip());
        }
    }
}
