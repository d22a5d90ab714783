package org.courtbridge.media.video.compose;

import java.util.List;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.PicturePacketizer;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.ParameterSets;
import org.courtbridge.media.video.PictureContent;
import org.courtbridge.media.video.PictureDescription;
import org.courtbridge.media.video.PicturePacket;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.VideoProcessor;

/**
 * Gives the packets of pictures that are coded here to all who see them. Takes one picture at a time; what other threads may call
 * says so.
 */
final class VideoPacketizer implements VideoProcessor.Receiver {

    /** Bytes of a payload at most. */
    private static final int MAX_PAYLOAD = 1_200;

    private static final int LARGEST_PACKET = 1_500;
    private static final Delivery[] NOBODY = {};

    private final PictureFormat format;
    private final PicturePacketizer packetizer;
    private final PictureContent content;
    private final BridgeClock clock;
    private final RtpPacket packet = new RtpPacket();
    private final PicturePacket lent = new PicturePacket();
    private final byte[] bytes = new byte[LARGEST_PACKET];
    private int sequence;

    private volatile Delivery[] deliveries = NOBODY;

    /** @param feed as which the sink sees this */
    private record Delivery(VideoSource feed, VideoSink sink) {}

    /** @param changed runs when {@link #description} has changed */
    VideoPacketizer(PictureFormat format, BridgeClock clock, Runnable changed) {
        this.format = format;
        this.packetizer = format.packetizer(MAX_PAYLOAD);
        this.content = new PictureContent(PictureDescription.agreed(format), changed);
        this.clock = clock;
    }

    @Override
    public void coded(EncodedPicture picture, long timestamp, long playoutTime) {
        long now = clock.now();
        packetizer.pack(picture, (payload, length, marker) -> {
            bytes[0] = (byte) 0x80;
            System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, length);
            packet.wrap(bytes, 0, RtpPacket.FIXED_HEADER + length);
            packet.payloadType(format.payloadType());
            packet.marker(marker);
            sequence = sequence + 1 & 0xFFFF;
            packet.sequenceNumber(sequence);
            packet.timestamp(timestamp);
            boolean begins = content.look(packet, format) != PictureContent.Found.MORE;
            lent.lend(packet, 0, begins, content.hasParametersAt(timestamp), playoutTime);
            for (Delivery one : deliveries) {
                one.sink.offer(one.feed, lent, now);
            }
        });
    }

    /** Sets the sinks that see this as a feed; called by the hearing's control thread alone. */
    void outputs(VideoSource feed, List<? extends VideoSink> receivers) {
        deliveries = receivers.stream().map(sink -> new Delivery(feed, sink)).toArray(Delivery[]::new);
    }

    /** Whether nobody else sees this. From any thread. */
    boolean isSeenBy(VideoSink output) {
        Delivery[] all = deliveries;
        return all.length == 1 && all[0].sink == output;
    }

    /** From any thread. */
    PictureDescription description() {
        return content.description();
    }

    /** From any thread. */
    ParameterSets parameters() {
        return content.parameters();
    }
}
