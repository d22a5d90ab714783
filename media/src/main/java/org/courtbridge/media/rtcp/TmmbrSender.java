package org.courtbridge.media.rtcp;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.rtp.BitrateTuple;
import org.courtbridge.codecs.rtp.TemporaryBitrateNotification;
import org.courtbridge.codecs.rtp.TemporaryBitrateRequest;

/**
 * Asks a party to send no more than so much of its picture, again each second until it says that it does (RFC 5104, section
 * 4.2.1.2). Lives on the transport's event loop.
 */
final class TmmbrSender {

    /** Octets of IPv4, UDP and RTP, which is what a party takes into account of itself (RFC 5104, section 4.2.1.1). */
    private static final int OVERHEAD = 20 + 8 + 12;

    private final RtcpSender rtcp;
    private Optional<TemporaryBitrateRequest> asked = Optional.empty();
    private boolean acknowledged;

    TmmbrSender(RtcpSender rtcp) {
        this.rtcp = rtcp;
    }

    /**
     * Each second. Nothing is said before there is a limit.
     *
     * @param ssrc of the picture
     * @param bitrate bit/s at the most
     * @param limited whether that is less than the party may send anyway
     */
    void tell(long ssrc, long bitrate, boolean limited) {
        if (asked.isEmpty() && !limited) {
            return;
        }
        var wanted = new TemporaryBitrateRequest(
                rtcp.ownSsrc(), List.of(new BitrateTuple(ssrc, bitrate, OVERHEAD).rounded()));
        if (!asked.equals(Optional.of(wanted))) {
            asked = Optional.of(wanted);
            acknowledged = false;
        }
        if (!acknowledged) {
            rtcp.feedback(wanted);
        }
    }

    /** The party says what limits it heeds: ours, or one of somebody else's that is as low. */
    void heard(TemporaryBitrateNotification notification) {
        asked.filter(request -> request.tuples().getFirst().ssrc() == notification.senderSsrc())
                .ifPresent(request -> acknowledged = notification.tuples().stream()
                        .anyMatch(tuple -> isOurs(tuple, request)
                                || tuple.ssrc() != request.senderSsrc()
                                        && tuple.bitrate()
                                                <= request.tuples().getFirst().bitrate()));
    }

    private static boolean isOurs(BitrateTuple tuple, TemporaryBitrateRequest request) {
        return tuple.ssrc() == request.senderSsrc()
                && tuple.bitrate() == request.tuples().getFirst().bitrate();
    }
}
