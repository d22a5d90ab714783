package org.courtbridge.signalling.sip.media;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.courtbridge.signalling.bfcp.BfcpTransport;
import org.courtbridge.signalling.bfcp.ContentFloor;
import org.courtbridge.signalling.bfcp.RoomAccess;
import org.courtbridge.signalling.sdp.Attribute;
import org.courtbridge.signalling.sdp.Attributes;
import org.courtbridge.signalling.sdp.FloorControlLine;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;

/**
 * Floor control in the offers and answers of a room's call (RFC 8856): we are the server, passive, and the floor is the line of
 * slides, named by its label.
 */
final class RoomFloor {

    private static final String SERVER = "s-only";

    private RoomFloor() {}

    /**
     * The transport of an offered line for BFCP; empty if the line is not for BFCP, has a transport that we do not have, needs
     * us to connect, or makes the room the server.
     */
    static Optional<BfcpTransport> transportOf(MediaDescription offered, SessionDescription offer) {
        if (offered.isRefused()
                || !FloorControlLine.isOn(offered)
                || !FloorControlLine.of(offered).maybeClient()) {
            return Optional.empty();
        }
        Optional<BfcpTransport> transport = transport(offered.protocol());
        return transport.filter(found -> found == BfcpTransport.UDP || letsUsBePassive(offered, offer));
    }

    private static Optional<BfcpTransport> transport(String protocol) {
        return switch (protocol.toUpperCase(Locale.ROOT)) {
            case "UDP/BFCP" -> Optional.of(BfcpTransport.UDP);
            case "TCP/BFCP" -> Optional.of(BfcpTransport.TCP);
            case "TCP/TLS/BFCP" -> Optional.of(BfcpTransport.TLS);
            default -> Optional.empty();
        };
    }

    /** Rooms that say nothing connect (RFC 4145, section 4: the default of an offer is active). */
    private static boolean letsUsBePassive(MediaDescription offered, SessionDescription offer) {
        String setup = offered.attributes()
                .setup()
                .or(() -> offer.attributes().setup())
                .orElse("active");
        return setup.equals("active") || setup.equals("actpass");
    }

    /**
     * Our answer to a line with a {@link #transportOf transport}.
     *
     * @param port of our server for that way
     * @param room by what it is known there
     * @param slides label of the line with {@code a=content:slides}; {@link #label}
     */
    static MediaDescription answer(MediaDescription offered, int port, RoomAccess room, String slides) {
        MediaDescription line = said(offered.protocol(), port, room, slides);
        return offered.mid().map(mid -> line.with("mid", mid)).orElse(line);
    }

    /** Our own line, in a call that we make. */
    static MediaDescription offer(BfcpTransport transport, int port, RoomAccess room, String slides) {
        String protocol = switch (transport) {
            case UDP -> "UDP/BFCP";
            case TCP -> "TCP/BFCP";
            case TLS -> "TCP/TLS/BFCP";
        };
        return said(protocol, port, room, slides);
    }

    private static MediaDescription said(String protocol, int port, RoomAccess room, String slides) {
        MediaDescription line = MediaDescription.of("application", port, protocol, List.of("*"));
        if (!protocol.toUpperCase(Locale.ROOT).startsWith("UDP")) {
            line = line.with("setup", "passive").with("connection", "new");
        }
        return new FloorControlLine(
                        List.of(SERVER),
                        OptionalLong.of(room.conference()),
                        OptionalInt.of(room.user()),
                        List.of(new FloorControlLine.Floor(ContentFloor.FLOOR, List.of(slides))))
                .on(line);
    }

    /** A line of ours whose connection goes on (RFC 4145, section 5). */
    static MediaDescription connected(MediaDescription line) {
        return line.withAttributes(new Attributes(line.attributes().all().stream()
                .map(attribute ->
                        attribute.name().equals("connection") ? Attribute.of("connection", "existing") : attribute)
                .toList()));
    }

    /** The label of our line of slides: as the room calls its own, as old ones look for that in our answer. */
    static String label(MediaDescription slides) {
        return slides.label().orElse("3");
    }
}
