package org.courtbridge.codecs.rtp;

/**
 * How a picture must be turned before it is shown (coordination of video orientation, CVO; 3GPP TS 26.114, clause 7.4.5): the
 * last two bits of the one octet of a header extension. Whether it is of a camera at the back, or mirrored, is not heeded.
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
