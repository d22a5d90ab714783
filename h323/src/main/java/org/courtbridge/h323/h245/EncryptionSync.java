package org.courtbridge.h323.h245;

import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;

/**
 * EncryptionSync (H.245, B.3.1): a key of media, and from which packet on it is used.
 *
 * @param synchFlag payload type of the packets under the key (H.235.6, clause 8.7), 0 to 255
 * @param h235Key an encoded H235Key
 */
public record EncryptionSync(int synchFlag, Octets h235Key) {

    static EncryptionSync of(Sequence in) {
        return new EncryptionSync(Tree.number(in, "synchFlag"), in.get("h235Key", Octets.class));
    }

    Sequence toSequence() {
        return SecurityTypes.ENCRYPTION_SYNC
                .build()
                .set("synchFlag", synchFlag)
                .set("h235Key", h235Key)
                .done();
    }
}
