package org.courtbridge.codecs.payload;

import org.courtbridge.codecs.video.EncodedPicture;

/** Puts coded pictures into RTP payloads. */
public sealed interface PicturePacketizer permits H264Packetizer, Vp8Packetizer, H263Packetizer, H261Packetizer {

    /** Takes payloads as they are made; the array is used again for the next one. */
    interface Sink {

        /** @param marker whether this is the last payload of the picture */
        void payload(byte[] bytes, int length, boolean marker);
    }

    /** Packs one picture. */
    void pack(EncodedPicture picture, Sink sink);
}
