package org.courtbridge.media.video.receive;

import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.VideoOrientation;
import org.courtbridge.media.audio.AudioPlayoutClock;
import org.courtbridge.media.leg.LegMedia.ReceivedVideo;
import org.courtbridge.media.video.PictureContent;
import org.courtbridge.media.video.PictureContent.Found;
import org.courtbridge.media.video.PictureDescription;
import org.courtbridge.media.video.PicturePacket;

/**
 * Says of each packet of a source what whoever sees it has to know: whether pictures can begin with it, and when its picture goes with
 * the sound. Lives on the source's event loop; allocates nothing for a packet.
 */
final class PictureDescriber {

    private final PictureContent content;
    private final VideoPlayoutClock playout;
    private final PicturePacket lent = new PicturePacket();
    private int generation;
    private boolean keyframe;

    /**
     * @param sound of the same party
     * @param changed runs when what the pictures are has changed
     */
    PictureDescriber(PictureDescription agreed, AudioPlayoutClock sound, Runnable changed) {
        this.content = new PictureContent(agreed, changed);
        this.playout = new VideoPlayoutClock(sound);
    }

    /** Describes the next packet in the order of the stream. @return lent until the next call */
    PicturePacket describe(RtpPacket packet, ReceivedVideo agreed, long arrival) {
        if (agreed.extensions().orientation().isPresent()) {
            content.orient(VideoOrientation.quarterTurns(
                    packet, agreed.extensions().orientation().getAsInt()));
        }
        Found found = content.look(packet, content.format(packet.payloadType(), agreed));
        keyframe = found == Found.KEYFRAME;
        playout.arrived(packet.timestamp(), arrival);
        long playoutTime = playout.playoutTime(packet.timestamp());
        return lent.lend(
                packet, generation, found != Found.MORE, content.hasParametersAt(packet.timestamp()), playoutTime);
    }

    /** Whether a keyframe begins with the packet that was described last. */
    boolean keyframe() {
        return keyframe;
    }

    /** Starts anew with the next packet, which has nothing to do with those before. */
    void restart() {
        generation++;
        playout.restart();
        content.restart();
    }

    PictureContent content() {
        return content;
    }

    VideoPlayoutClock playout() {
        return playout;
    }
}
