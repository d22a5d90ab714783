package org.courtbridge.media.rtcp;

import java.util.OptionalInt;
import java.util.stream.Stream;
import org.courtbridge.codecs.rtp.HeaderExtensions;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.TransportCcRecorder;
import org.courtbridge.media.leg.LegMedia;
import org.jspecify.annotations.Nullable;

/**
 * Tells a browser ten times a second when its packets arrived
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01), if that was agreed.
 */
final class TransportFeedbackSender {

    private static final long INTERVAL = 100_000_000;
    private static final int NOT_AGREED = -1;

    private final RtcpSender rtcp;
    private int extension = NOT_AGREED;
    private @Nullable TransportCcRecorder recorder;
    private long next;

    TransportFeedbackSender(RtcpSender rtcp) {
        this.rtcp = rtcp;
    }

    /** Follows a new offer and answer. */
    void agreed(Streams streams, long now) {
        OptionalInt id = Stream.concat(
                        streams.receivedAudio().stream().map(LegMedia.ReceivedAudio::transportCcExtension),
                        streams.source().stream()
                                .map(source -> source.agreed().extensions().transportCc()))
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
        extension = id.orElse(NOT_AGREED);
        if (id.isPresent() && recorder == null) {
            recorder = new TransportCcRecorder(now);
            next = now + INTERVAL;
        }
    }

    void note(RtpPacket packet, long arrival) {
        if (recorder != null && extension != NOT_AGREED) {
            int sequence = HeaderExtensions.transportSequence(packet, extension);
            if (sequence >= 0) {
                recorder.received(sequence, arrival);
            }
        }
    }

    void tick(Streams streams, long now) {
        if (recorder == null || now - next < 0) {
            return;
        }
        next = now + INTERVAL;
        long about = streams.source().stream()
                .flatMap(source -> source.ssrcs().stream())
                .findFirst()
                .orElse(0L);
        recorder.report(rtcp.ownSsrc(), about).ifPresent(rtcp::feedback);
    }
}
