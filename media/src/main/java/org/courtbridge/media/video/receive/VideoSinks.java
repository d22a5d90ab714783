package org.courtbridge.media.video.receive;

import java.util.List;
import org.courtbridge.media.video.PicturePacket;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;

/** The sinks of a source's packets, some for at once and some for when their pictures are due. From any thread. */
final class VideoSinks {

    private static final VideoSink[] NOBODY = {};

    private volatile VideoSink[] all = NOBODY;
    private volatile VideoSink[] inTime = NOBODY;
    private volatile VideoSink[] atOnce = NOBODY;

    /** Set by the hearing's control thread alone. */
    void set(List<VideoSink> sinks) {
        all = sinks.toArray(VideoSink[]::new);
        inTime = sinks.stream().filter(sink -> !sink.takesAtOnce()).toArray(VideoSink[]::new);
        atOnce = sinks.stream().filter(VideoSink::takesAtOnce).toArray(VideoSink[]::new);
    }

    boolean isEmpty() {
        return all.length == 0;
    }

    /** Whether nobody takes pictures when they are due. */
    boolean noneInTime() {
        return inTime.length == 0;
    }

    /** Gives a packet to those who take it as soon as it comes. */
    void offerAtOnce(VideoSource source, PicturePacket packet, long now) {
        offer(atOnce, source, packet, now);
    }

    /** Gives a packet to those who take it when its picture is due. */
    void offerInTime(VideoSource source, PicturePacket packet, long now) {
        offer(inTime, source, packet, now);
    }

    private static void offer(VideoSink[] sinks, VideoSource source, PicturePacket packet, long now) {
        for (VideoSink sink : sinks) {
            sink.offer(source, packet, now);
        }
    }

    /** Tells all of them that whether the source may be seen, or how long a picture of it lasts, has changed. */
    void sourceChanged(VideoSource source) {
        for (VideoSink sink : all) {
            sink.sourceChanged(source);
        }
    }

    /** bit/s that all of them take. */
    long bitrateCap() {
        long cap = Long.MAX_VALUE;
        for (VideoSink sink : all) {
            cap = Math.min(cap, sink.bitrateCap());
        }
        return cap;
    }
}
