package org.courtbridge.gateway.webrtc;

import java.util.List;
import java.util.OptionalInt;
import org.courtbridge.gateway.sdp.Direction;
import org.courtbridge.gateway.sdp.ExtensionMap;
import org.courtbridge.gateway.sdp.MediaDescription;

/**
 * The header extensions (RFC 8285) that a medium keeps of those offered: transport-wide sequence numbers and mids, both
 * only on what the browser sends, as we stamp neither. Whatever else is offered is refused, among it video-orientation:
 * without it a browser turns the picture upright by itself, as a room must have it.
 */
record HeaderExtensions(List<ExtensionMap> kept) {

    static final String TRANSPORT_CC = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    private static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /** One-byte headers have ids 1 to 14. */
    private static final int HIGHEST_ID = 14;

    static HeaderExtensions of(MediaDescription offered, Direction ours) {
        if (!ours.receives()) {
            return new HeaderExtensions(List.of());
        }
        return new HeaderExtensions(offered.attributes().extensionMaps().stream()
                .filter(extension -> extension.id() >= 1 && extension.id() <= HIGHEST_ID)
                .filter(extension ->
                        extension.uri().equals(TRANSPORT_CC) || extension.uri().equals(MID))
                .map(extension -> new ExtensionMap(extension.id(), extension.uri(), ""))
                .toList());
    }

    OptionalInt transportCc() {
        return kept.stream()
                .filter(extension -> extension.uri().equals(TRANSPORT_CC))
                .mapToInt(ExtensionMap::id)
                .findFirst();
    }

    MediaDescription write(MediaDescription answer) {
        MediaDescription written = answer;
        for (ExtensionMap extension : kept) {
            written = written.with("extmap", extension.write());
        }
        return written;
    }
}
