package org.courtbridge.codecs.audio;

/**
 * How sound is coded in one direction of a stream.
 *
 * @param codec the encoding
 * @param payloadType RTP payload type, 0 to 127
 * @param inbandFec whether forward error correction inside Opus is wanted (RFC 7587, section 6.1: useinbandfec)
 * @param maxAverageBitrate bit/s at most for Opus, or 0 for our default
 */
public record AudioFormat(AudioCodec codec, int payloadType, boolean inbandFec, int maxAverageBitrate) {

    public AudioFormat(AudioCodec codec, int payloadType) {
        this(codec, payloadType, false, 0);
    }
}
