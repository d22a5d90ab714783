package org.courtbridge.codecs.payload;

/**
 * Flags that tell what an RTP payload of video holds, whatever its coding: {@link PictureFormat#inspect} answers with the sum of
 * those that hold. A coding that has no such thing never answers with its flag.
 */
public final class PayloadTraits {

    /** A picture begins here that depends on no other: an IDR slice, or a key frame. */
    public static final int IDR = 1;

    /** There is a sequence parameter set. */
    public static final int HAS_SPS = 2;

    /** There is a picture parameter set. */
    public static final int HAS_PPS = 4;

    /** It is part of a NAL unit that is longer than a packet. */
    public static final int FRAGMENT = 8;

    /** There are several NAL units. */
    public static final int AGGREGATE = 16;

    /** A length runs past the end, or the form is not known. */
    public static final int MALFORMED = 32;

    /** A slice or picture begins that depends on other pictures. */
    public static final int DEPENDENT = 64;

    /** There is a video parameter set, which H.265 alone has. */
    public static final int HAS_VPS = 128;

    /** There is a parameter set of any kind. */
    public static final int HAS_PARAMETERS = HAS_SPS | HAS_PPS | HAS_VPS;

    private PayloadTraits() {}
}
