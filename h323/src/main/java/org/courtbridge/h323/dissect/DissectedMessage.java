package org.courtbridge.h323.dissect;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;

/**
 * A message of a capture.
 *
 * @param frame the one that brought its last octet, from 1
 * @param name as its Recommendation has it; empty if it could not be read so far
 * @param octets as it came
 * @param fields what could be read of it
 * @param identical whether encoding it again gives the same octets
 * @param fault why it could not be decoded; empty if it could, with all that it carries
 */
public record DissectedMessage(
        int frame,
        Instant time,
        Endpoint from,
        Endpoint to,
        Protocol protocol,
        String name,
        Octets octets,
        Node fields,
        boolean identical,
        Optional<String> fault) {

    /** The protocol of a message, and how the message was carried. */
    public enum Protocol {
        RAS("H.225.0 RAS"),
        CALL_SIGNALLING("Q.931"),
        H245("H.245"),
        TUNNELLED_H245("H.245 in Q.931");

        private final String shown;

        Protocol(String shown) {
            this.shown = shown;
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    public boolean isDecoded() {
        return fault.isEmpty();
    }
}
