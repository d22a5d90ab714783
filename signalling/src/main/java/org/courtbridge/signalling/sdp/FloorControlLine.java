package org.courtbridge.signalling.sdp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The attributes of a line for floor control by BFCP (RFC 8856, and RFC 4583 before it).
 *
 * @param roles such as "c-only", "s-only" and "c-s", those that its side is willing to have; empty if it does not say
 * @param conference {@code a=confid}, 0 to 2<sup>32</sup>-1; the server's side says it
 * @param user {@code a=userid}, 0 to 65,535; the server's side says it
 * @param floors {@code a=floorid}, in their order
 */
public record FloorControlLine(List<String> roles, OptionalLong conference, OptionalInt user, List<Floor> floors) {

    /** All protocols that carry BFCP (RFC 8856, section 4; RFC 8857). */
    private static final Set<String> PROTOCOLS = Set.of(
            "TCP/BFCP", "TCP/TLS/BFCP", "TCP/DTLS/BFCP", "UDP/BFCP", "UDP/TLS/BFCP", "TCP/WS/BFCP", "TCP/WSS/BFCP");

    public FloorControlLine {
        roles = List.copyOf(roles);
        floors = List.copyOf(floors);
    }

    /**
     * @param id 0 to 65,535
     * @param streams labels (RFC 4574) of the lines that whoever has the floor may send
     */
    public record Floor(int id, List<String> streams) {

        public Floor {
            streams = List.copyOf(streams);
        }

        /** Old rooms say {@code m-stream}, as the examples of RFC 4583 do against its grammar. */
        private static Optional<Floor> parse(String value) {
            String[] words = value.split("\\s+");
            return number(words[0], 0xFFFF).stream()
                    .mapToObj(id -> new Floor((int) id, streams(words)))
                    .findFirst();
        }

        private static List<String> streams(String... words) {
            if (words.length < 2 || !words[1].matches("(?i)(mstrm|m-stream):.*")) {
                return List.of();
            }
            String first = words[1].substring(words[1].indexOf(':') + 1);
            return Stream.concat(Stream.of(first), Arrays.stream(words).skip(2))
                    .filter(label -> !label.isEmpty())
                    .toList();
        }

        private String write() {
            return streams.isEmpty() ? Integer.toString(id) : id + " mstrm:" + String.join(" ", streams);
        }
    }

    /** Whether a line is for BFCP, over whatever. */
    public static boolean isOn(MediaDescription line) {
        return line.type().equals("application")
                && PROTOCOLS.contains(line.protocol().toUpperCase(Locale.ROOT));
    }

    /** Reads the attributes of a line; those that cannot be read count as absent. */
    public static FloorControlLine of(MediaDescription line) {
        Attributes attributes = line.attributes();
        OptionalLong user =
                attributes.value("userid").map(text -> number(text, 0xFFFF)).orElse(OptionalLong.empty());
        return new FloorControlLine(
                attributes
                        .value("floorctrl")
                        .map(roles -> List.of(roles.toLowerCase(Locale.ROOT).split("\\s+")))
                        .orElse(List.of()),
                attributes
                        .value("confid")
                        .map(text -> number(text, 0xFFFF_FFFFL))
                        .orElse(OptionalLong.empty()),
                user.isPresent() ? OptionalInt.of((int) user.getAsLong()) : OptionalInt.empty(),
                attributes.values("floorid").stream()
                        .flatMap(value -> Floor.parse(value).stream())
                        .toList());
    }

    /** The line with this said too. */
    public MediaDescription on(MediaDescription line) {
        MediaDescription said = roles.isEmpty() ? line : line.with("floorctrl", String.join(" ", roles));
        if (conference.isPresent()) {
            said = said.with("confid", Long.toString(conference.getAsLong()));
        }
        if (user.isPresent()) {
            said = said.with("userid", Integer.toString(user.getAsInt()));
        }
        for (Floor floor : floors) {
            said = said.with("floorid", floor.write());
        }
        return said;
    }

    /**
     * Whether its side would ask a server of the other side for floors. Whoever does not say so offers that (RFC 8856, section
     * 5.1).
     */
    public boolean maybeClient() {
        return roles.isEmpty() || roles.contains("c-only") || roles.contains("c-s");
    }

    private static OptionalLong number(String text, long largest) {
        if (!text.matches("[0-9]{1,10}")) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text);
        return number <= largest ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
