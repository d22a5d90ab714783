package org.courtbridge.codecs.rtp;

/**
 * Rotation of a picture before it is shown (coordination of video orientation, CVO; 3GPP TS 26.114, clause 7.4.5): the last two
 * bits of the one octet of a header extension. The bits for the camera at the back and for mirroring are ignored.
 */
public final class VideoOrientation {

    public static final String URI = "urn:3gpp:video-orientation";

    private static final int ROTATION = 3;

    private VideoOrientation() {}

    /**
     * @param id of the header extension (RFC 8285)
     * @return 0 to 3 quarter turns clockwise; -1 if the packet does not say
     */
    public static int quarterTurns(RtpPacket packet, int id) {
        int at = HeaderExtensions.find(packet, id, 1);
        return at < 0 ? -1 : packet.getBuffer()[at] & ROTATION;
    }
}
