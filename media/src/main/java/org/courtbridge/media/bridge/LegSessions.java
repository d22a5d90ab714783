package org.courtbridge.media.bridge;

import java.util.List;
import java.util.Map;
import org.courtbridge.media.leg.LegStatistics.Stream;
import org.courtbridge.media.rtcp.RtpSession;
import org.courtbridge.media.transport.RtpTransport;

/**
 * The sessions of a leg, one for each transport that it has, and the figures of those that it has left.
 *
 * @param present by the transport itself
 * @param ended one stream for each direction, medium and slot, {@value #MOST_ENDED} at most
 */
record LegSessions(Map<RtpTransport, RtpSession> present, List<Stream> ended) {

    /** Slots have names of the party's choice, and one that comes and goes may choose others each time. */
    private static final int MOST_ENDED = 64;

    static final LegSessions NONE = new LegSessions(Map.of(), List.of());

    /** Ends the sessions of transports that are not among the next, and keeps their figures. */
    LegSessions replacedBy(Map<RtpTransport, RtpSession> next) {
        List<Stream> left = ended;
        for (Map.Entry<RtpTransport, RtpSession> session : present.entrySet()) {
            if (!next.containsKey(session.getKey())) {
                left = Stream.together(left, session.getValue().snapshot());
                session.getValue().end();
            }
        }
        return new LegSessions(next, left.stream().limit(MOST_ENDED).toList());
    }
}
