package org.courtbridge.codecs.payload;

import java.util.Optional;
import org.courtbridge.codecs.video.PictureCoding;

/** A format of coded pictures that a party has declared it can receive, under one RTP payload type. */
public sealed interface PictureFormat permits H264Format, H265Format, Vp8Format, Vp9Format, H263Format, H261Format {

    /** 0 to 127. */
    int payloadType();

    /** Coding of the pictures, such as H.264. */
    PictureCoding coding();

    /** As {@code a=rtpmap} has it, such as {@code H264}; the clock rate is 90 kHz. */
    String encodingName();

    /** The parameters as {@code a=fmtp} has them after the payload type; empty if there are none. */
    String fmtp();

    /** bit/s at most. */
    int maxBr();

    /** Macroblocks, of 16×16 pixels, in a picture at most. */
    int maxFs();

    /** Macroblocks per second at most. */
    int maxMbps();

    /** Whether who agreed to send this may split NAL units (FU-A, RFC 6184, section 5.8; FU, RFC 7798, section 4.4.3). */
    boolean mayFragment();

    /**
     * Traits of an RTP payload of this kind, as in {@link PayloadTraits}: {@link PayloadTraits#IDR} where a keyframe begins,
     * {@link PayloadTraits#DEPENDENT} where another picture does. Allocates nothing but, where a picture of H.261 begins, what
     * goes through it.
     */
    int inspect(byte[] bytes, int offset, int length);

    /** Whether such a payload can be the last of a picture, where the form of the payload tells. Allocates nothing. */
    default boolean mayEndPicture(byte[] bytes, int offset, int length) {
        return true;
    }

    /** Syntax by which parameter sets are found in such payloads; empty if pictures need none. */
    default Optional<ParameterSetSyntax> parameterSets() {
        return Optional.empty();
    }

    /**
     * Makes packets that {@link #inspect} and all receivers know of those that who agreed to this may send; empty if they are
     * such.
     */
    default Optional<PlainPackets> plainPackets() {
        return Optional.empty();
    }

    /**
     * The same, in the order of NAL units that the sender states for what it sends.
     *
     * @param stated what the sender said of the same payload type
     */
    default PictureFormat orderedAs(PictureFormat stated) {
        return this;
    }

    /** Puts what the party sends, once it is {@linkplain #plainPackets plain}, into pictures. */
    PictureDepacketizer depacketizer();

    /**
     * Puts pictures into what the party takes. NAL units of H.264 must not be longer than a payload; each goes alone,
     * which both packetization modes allow and every device understands.
     *
     * @param maxPayload bytes of a payload at most, 16 at least
     * @throws UnsupportedOperationException for what we do not code ({@link PictureCoding#hasEncoder})
     */
    default PicturePacketizer packetizer(int maxPayload) {
        throw new UnsupportedOperationException(encodingName() + " is only received");
    }

    /**
     * Why the party that named this format cannot take a stream untouched; empty if it can.
     *
     * @param stream what the sender agreed to send
     * @param actual what its pictures of H.264 say of themselves, once one has come
     * @param fragmented whether NAL units came in fragments (FU-A), which packetization mode 0 does not know
     */
    Optional<PictureMisfit> misfit(PictureFormat stream, Optional<SequenceParameterSet> actual, boolean fragmented);

    /** Whether there is no {@link #misfit}. */
    default boolean canTake(PictureFormat stream, Optional<SequenceParameterSet> actual, boolean fragmented) {
        return misfit(stream, actual, fragmented).isEmpty();
    }
}
