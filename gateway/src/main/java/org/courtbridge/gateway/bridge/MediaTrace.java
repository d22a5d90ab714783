package org.courtbridge.gateway.bridge;

import java.net.InetSocketAddress;
import org.courtbridge.gateway.transport.RtpTransport;
import org.courtbridge.hearings.LegId;

/** Where a call's signalling and decrypted media are written to, if somebody asked for it. Returns at once. */
public interface MediaTrace {

    /** Writes nothing. */
    MediaTrace OFF = new MediaTrace() {
        @Override
        public void media(Way way, LegId leg, RtpTransport transport, byte[] bytes, int offset, int length) {}

        @Override
        public void signalling(Way way, LegId leg, InetSocketAddress local, InetSocketAddress party, String message) {}

        @Override
        public void ended(LegId leg) {}
    };

    /** One packet of RTP, or a compound packet of RTCP. The bytes are borrowed. */
    void media(Way way, LegId leg, RtpTransport transport, byte[] bytes, int offset, int length);

    /** One message of signalling, such as of SIP. */
    void signalling(Way way, LegId leg, InetSocketAddress local, InetSocketAddress party, String message);

    /** Nothing more comes of this leg. */
    void ended(LegId leg);

    enum Way {
        FROM_PARTY,
        TO_PARTY
    }
}
