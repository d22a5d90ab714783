package org.courtbridge.media.video;

/** Takes the packets of a {@link VideoSource}: a party that sees it, or what decodes it to be coded anew. */
public interface VideoSink {

    /**
     * A packet of a feed, on the thread that gives the feed's packets; the packet is unchanged afterwards.
     *
     * @param packet lent for the length of the call
     */
    void offer(VideoSource from, PicturePacket packet, long now);

    /** Whether it takes packets as soon as they come, not only when their pictures go with the sound. */
    boolean takesAtOnce();

    /** Whether its source may be seen, or how long a picture of it lasts, has changed. From any thread. */
    default void sourceChanged(VideoSource from) {}

    /** bit/s at most that it takes. From any thread. */
    long bitrateCap();
}
