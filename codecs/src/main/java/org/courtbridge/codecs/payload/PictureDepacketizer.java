package org.courtbridge.codecs.payload;

import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;

/** Puts RTP payloads together into coded pictures. Packets must come in order; a picture that misses one is left out. */
public sealed interface PictureDepacketizer
        permits H264Depacketizer,
                H265Depacketizer,
                Vp8Depacketizer,
                Vp9Depacketizer,
                H263Depacketizer,
                H261Depacketizer {

    /** Bytes of a picture at most; more is no picture, but an attempt to fill our memory. */
    int MAX_PICTURE = 4 << 20;

    /**
     * Adds a packet.
     *
     * @return the picture that it completes: of H.264 and H.265 a byte stream with start codes (their annex B), of VP8 a
     *     frame (RFC 6386, section 9.1), of VP9 a frame or superframe, of H.263 or H.261 a picture (ITU-T H.263, clause 5; ITU-T H.261, clause 4.2.1)
     */
    Optional<byte[]> push(RtpPacket packet);

    /** Pictures that were left out because a packet was missing or malformed. */
    long incomplete();
}
