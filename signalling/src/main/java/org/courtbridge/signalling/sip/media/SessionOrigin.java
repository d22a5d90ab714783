package org.courtbridge.signalling.sip.media;

import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import org.courtbridge.signalling.sdp.Connection;
import org.courtbridge.signalling.sdp.Origin;

/** The origin of our descriptions of one session (RFC 8866, section 5.2), with a version that counts on from one to the next. */
final class SessionOrigin {

    private final InetAddress advertised;
    private final long sessionId = ThreadLocalRandom.current().nextLong(1, 1L << 62);
    private int version;

    /** @param advertised our address */
    SessionOrigin(InetAddress advertised) {
        this.advertised = advertised;
    }

    /** Of the next description. */
    Origin next() {
        version++;
        return new Origin("-", Long.toString(sessionId), Integer.toString(version), Connection.of(advertised));
    }
}
