package org.courtbridge.media.leg;

import org.courtbridge.hearings.LegId;
import org.courtbridge.media.transport.RtpTransport;

/** Writes decrypted media to a trace, if somebody asked for that. Its methods return at once. */
public interface MediaTrace {

    /** Writes nothing. */
    MediaTrace OFF = new MediaTrace() {
        @Override
        public void media(Way way, LegId leg, RtpTransport transport, byte[] bytes, int offset, int length) {}

        @Override
        public boolean isOn() {
            return false;
        }
    };

    /** One packet of RTP, or a compound packet of RTCP, on the transport's loop. The bytes are borrowed. */
    void media(Way way, LegId leg, RtpTransport transport, byte[] bytes, int offset, int length);

    /** Whether anything is written: then a hearing is recorded, and its parties are told so. */
    default boolean isOn() {
        return true;
    }

    enum Way {
        FROM_PARTY,
        TO_PARTY
    }
}
