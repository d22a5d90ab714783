package org.courtbridge.gateway.bridge;

/** One party's pictures as they can be shown to others: as they come, or coded anew. */
sealed interface PictureFeed permits PictureSource, Transcoder {

    /** Whose pictures they are. From any thread. */
    BridgeLeg leg();

    /** From any thread. */
    PictureDescription description();

    /** From any thread. */
    ParameterSets parameters();

    /** Whether the parameter sets came with the picture that this packet belongs to. On the thread that gives packets. */
    boolean hasParametersAt(long packetTimestamp);

    /** Somebody needs a keyframe. From any thread. */
    void keyframeWanted(long now);
}
