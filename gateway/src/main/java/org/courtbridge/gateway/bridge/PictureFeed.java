package org.courtbridge.gateway.bridge;

/** Pictures as they can be shown to a party: another's as they come, or coded anew, or composed of several parties'. */
sealed interface PictureFeed permits PictureSource, CodedFeed {

    /** Whether the policy lets them be seen at all; takes effect with the next packet. From any thread. */
    boolean open();

    /** How often that was so and had not been; then they go on only from a keyframe. From any thread. */
    int openings();

    /** From any thread. */
    PictureDescription description();

    /** From any thread. */
    ParameterSets parameters();

    /** Whether the parameter sets came with the picture that this packet belongs to. On the thread that gives packets. */
    boolean hasParametersAt(long packetTimestamp);

    /** Somebody needs a keyframe. From any thread. */
    void keyframeWanted(long now);
}
