package org.courtbridge.codecs.audio;

/**
 * Codec and parameters of the sound in one direction of a stream.
 *
 * @param codec the encoding
 * @param payloadType RTP payload type, 0 to 127
 * @param inbandFec whether forward error correction inside Opus is wanted (RFC 7587, section 6.1: useinbandfec)
 * @param maxAverageBitrate bit/s at most for Opus, or 0 for our default
 * @param discontinuous whether hardly anything is to be sent while it is silent (RFC 7587, section 6.1: usedtx)
 */
public record AudioFormat(
        AudioCodec codec, int payloadType, boolean inbandFec, int maxAverageBitrate, boolean discontinuous) {

    /** A format without the parameters of Opus (RFC 7587, section 6.1): another codec, or Opus of which nothing is asked. */
    public static AudioFormat withoutParameters(AudioCodec codec, int payloadType) {
        return new AudioFormat(codec, payloadType, false, 0, false);
    }

    /** The same by another number. */
    public AudioFormat withPayloadType(int other) {
        return new AudioFormat(codec, other, inbandFec, maxAverageBitrate, discontinuous);
    }
}
