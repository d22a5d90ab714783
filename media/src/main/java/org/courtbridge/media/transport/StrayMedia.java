package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import java.util.Collection;
import java.util.function.LongSupplier;

/**
 * Finds the session of media that come to the {@link WebRtcPort} from where nobody is known to be: those of a browser whose NAT has
 * given it another address, perhaps. Lives on the port's event loop.
 */
final class StrayMedia {

    /**
     * Packets in a tick that are compared with every session: enough for the browsers of a whole town whose provider gives new
     * addresses, and nothing that junk could keep the loop busy with. The rest wait for a check.
     */
    static final int PACKETS_PER_TICK = 500;

    /** Up to and including the SSRC of an RTP packet; of RTCP, where it is earlier, there is always more. */
    private static final int RTP_HEADER = 12;

    private final Collection<IceSession> sessions;
    private final Scratch scratch;
    private final LongSupplier clock;
    private int left = PACKETS_PER_TICK;

    /** @param sessions those at the port, as they come and go */
    StrayMedia(Collection<IceSession> sessions, Scratch scratch, LongSupplier clock) {
        this.sessions = sessions;
        this.scratch = scratch;
        this.clock = clock;
    }

    /** From time to time; what is limited is limited from one tick to the next. */
    void tick() {
        left = PACKETS_PER_TICK;
    }

    /**
     * A packet has come.
     *
     * @return whether somebody has taken or counted it
     */
    boolean arrived(ByteBuf bytes, IcePath way) {
        if (left == 0 || bytes.readableBytes() < RTP_HEADER) {
            return false;
        }
        left--;
        bytes.getBytes(bytes.readerIndex(), scratch.in, 0, RTP_HEADER);
        RtpKind kind = RtpKind.of(scratch.in, 0, RTP_HEADER);
        int ssrc = bytes.getInt(bytes.readerIndex() + (kind == RtpKind.RTCP ? 4 : 8));
        boolean counted = false;
        for (IceSession session : sessions) {
            if (session.hasHeard(ssrc)) {
                counted = true;
                if (session.strayed(bytes, way, System.nanoTime(), clock.getAsLong())) {
                    break;
                }
            }
        }
        return counted;
    }
}
