package org.courtbridge.signalling.sip.media;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;

/** The media line of far-end camera control in offers and answers (RFC 4573, section 4). */
final class CameraLine {

    static final String TYPE = "application";

    private static final String ENCODING = "H224";
    private static final int CLOCK_RATE = 4_800;
    private static final int OURS = 107;

    private CameraLine() {}

    /** The payload type of H.224; empty if the line has none. */
    static OptionalInt payloadType(MediaDescription line) {
        return line.rtpMaps().stream()
                .filter(map -> map.encoding().equalsIgnoreCase(ENCODING) && map.clockRate() == CLOCK_RATE)
                .mapToInt(map -> map.payloadType())
                .filter(line.payloadTypes()::contains)
                .findFirst();
    }

    static MediaDescription offer(int port) {
        return line(port, "RTP/AVP", OURS).withFlag("rtcp-mux").withFlag("sendrecv");
    }

    /** Empty if the line is of something else. */
    static Optional<MediaDescription> answer(MediaDescription offered, SessionDescription offer, int port) {
        OptionalInt payloadType = payloadType(offered);
        return RoomAnswer.isUsable(offered) && offered.type().equals(TYPE) && payloadType.isPresent()
                ? Optional.of(RoomAnswer.finish(line(port, offered.protocol(), payloadType.getAsInt()), offered, offer))
                : Optional.empty();
    }

    private static MediaDescription line(int port, String protocol, int payloadType) {
        return MediaDescription.of(TYPE, port, protocol, List.of(Integer.toString(payloadType)))
                .with("rtpmap", payloadType + " " + ENCODING + "/" + CLOCK_RATE);
    }
}
