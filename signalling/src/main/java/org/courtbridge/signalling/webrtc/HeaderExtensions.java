package org.courtbridge.signalling.webrtc;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.ExtensionMap;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.Simulcast;

/**
 * The header extensions (RFC 8285) that a medium keeps of those offered: transport-wide sequence numbers both ways, and
 * mids and rids on what the browser sends, as we give none. Whatever else is offered is refused, among it video-orientation:
 * without it a browser turns the picture upright by itself, as a room must have it.
 *
 * @param orientation id of video-orientation, should the browser send it all the same
 */
record HeaderExtensions(List<ExtensionMap> kept, OptionalInt orientation) {

    static final String TRANSPORT_CC = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    static final String RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";

    static final String REPAIRED_RID = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";

    private static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

    private static final Set<String> OF_LAYERS = Set.of(RID, REPAIRED_RID);

    /** One-byte headers have ids 1 to 14. */
    private static final int HIGHEST_ID = 14;

    static HeaderExtensions of(MediaDescription offered, Direction ours) {
        boolean layers = ours.receives() && Simulcast.offered(offered).isPresent();
        return new HeaderExtensions(
                offered.attributes().extensionMaps().stream()
                        .filter(extension -> extension.id() >= 1 && extension.id() <= HIGHEST_ID)
                        .filter(extension -> extension.uri().equals(TRANSPORT_CC)
                                || extension.uri().equals(MID) && ours.receives()
                                || OF_LAYERS.contains(extension.uri()) && layers)
                        .map(extension -> new ExtensionMap(extension.id(), extension.uri(), ""))
                        .toList(),
                offered.orientationExtension());
    }

    OptionalInt transportCc() {
        return id(TRANSPORT_CC);
    }

    OptionalInt id(String uri) {
        return kept.stream()
                .filter(extension -> extension.uri().equals(uri))
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
