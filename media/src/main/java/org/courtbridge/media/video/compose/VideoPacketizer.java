package org.courtbridge.media.video.compose;

import java.util.List;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.ParameterSets;
import org.courtbridge.media.video.PictureContent;
import org.courtbridge.media.video.PictureDescription;
import org.courtbridge.media.video.PicturePacket;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;

/**
 * Codes the pictures of a feed of our own making, and gives the packets to all who see it. One worker's at a time; what other
 * threads may call says so. Holds native memory until it is closed.
 */
final class VideoPacketizer implements AutoCloseable {

    private static final VideoSink[] NOBODY = {};
    private static final int LARGEST_PACKET = 1_500;

    private final VideoSource feed;
    private final PictureCoder coder;
    private final PictureContent content;
    private final BridgeClock clock;
    private final RtpPacket packet = new RtpPacket();
    private final PicturePacket lent = new PicturePacket();
    private final byte[] bytes = new byte[LARGEST_PACKET];
    private int sequence;

    private volatile VideoSink[] outputs = NOBODY;

    /** @param changed runs when {@link #description} has changed */
    VideoPacketizer(
            VideoSource feed,
            PictureFormat format,
            PictureCoder.Encoders encoders,
            BridgeClock clock,
            Runnable changed) {
        this.feed = feed;
        this.coder = new PictureCoder(format, encoders);
        this.content = new PictureContent(PictureDescription.agreed(coder.format()), changed);
        this.clock = clock;
    }

    /**
     * @param target what the picture becomes; whenever that changes, the encoder is a new one, which begins with a keyframe
     * @param timestamp RTP's, 90 kHz
     * @param playoutTime when it goes with the sound, {@link System#nanoTime}
     * @throws org.courtbridge.codecs.video.PictureCodecException if the encoder fails
     */
    void code(NativePicture picture, PictureTarget target, boolean keyframe, long timestamp, long playoutTime) {
        EncodedPicture coded = coder.encode(picture, target, keyframe);
        long now = clock.now();
        coder.pack(coded, (payload, length, marker) -> {
            bytes[0] = (byte) 0x80;
            System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, length);
            packet.wrap(bytes, 0, RtpPacket.FIXED_HEADER + length);
            packet.payloadType(coder.format().payloadType());
            packet.marker(marker);
            sequence = sequence + 1 & 0xFFFF;
            packet.sequenceNumber(sequence);
            packet.timestamp(timestamp);
            boolean begins = content.look(packet, coder.format()) != PictureContent.Found.MORE;
            lent.lend(packet, 0, begins, content.hasParametersAt(timestamp), playoutTime);
            for (VideoSink output : outputs) {
                output.offer(feed, lent, now);
            }
        });
    }

    /** Sets the sinks that see this; called by the hearing's control thread alone. */
    void outputs(List<? extends VideoSink> receivers) {
        outputs = receivers.toArray(VideoSink[]::new);
    }

    /** Whether nobody else sees this. From any thread. */
    boolean isSeenBy(VideoSink output) {
        VideoSink[] all = outputs;
        return all.length == 1 && all[0] == output;
    }

    /** From any thread. */
    PictureDescription description() {
        return content.description();
    }

    /** From any thread. */
    ParameterSets parameters() {
        return content.parameters();
    }

    /** The next picture is coded by a new encoder. */
    void restart() {
        coder.close();
    }

    @Override
    public void close() {
        coder.close();
    }
}
