package org.courtbridge.signalling.webrtc;

import java.util.List;
import org.courtbridge.signalling.sdp.Candidate;
import org.courtbridge.signalling.sdp.Fingerprint;

/**
 * Our end of the transport, as the browser is told: ICE credentials, certificate and addresses.
 *
 * @param candidates the default one first; at least one
 */
record OurEnd(String iceUfrag, String icePassword, Fingerprint fingerprint, List<Candidate> candidates) {

    OurEnd {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no candidate");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "OurEnd[" + iceUfrag + ", " + fingerprint + ", " + candidates + "]";
    }
}
