package org.courtbridge.h323.h245;

import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h235.EncryptionAlgorithm;

/**
 * The key of an encrypted channel.
 *
 * @param octets as many as the algorithm's key has
 * @param payloadType of the packets under it, 0 to 127
 */
public record ChannelKey(EncryptionAlgorithm algorithm, Octets octets, int payloadType) {

    /** Without the key. */
    @Override
    public String toString() {
        return "%s under payload type %d".formatted(algorithm, payloadType);
    }
}
