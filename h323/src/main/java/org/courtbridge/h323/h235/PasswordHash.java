package org.courtbridge.h323.h235;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.BitString;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * Proof that somebody knew a password at some second (H.235.0, clause 8.1.2, as cryptoEPPwdHash and cryptoGKPwdHash carry
 * it): the MD5 of the PER encoding of a ClearToken with his name, the time and the password. It does not cover the message
 * that it comes in, so whoever overhears it can use it for others as long as its time is taken for now.
 *
 * @param id who proves it: an alias or a gatekeeper identifier, without a NUL at its end
 * @param timeStamp seconds since 1970
 * @param hash 16 octets
 */
public record PasswordHash(String id, long timeStamp, Octets hash) {

    private static final int LONGEST = 127;

    /** Termination of the name and the password in what is hashed. */
    public enum Ending {
        /** With a NUL after each, as OpenH323 and all that came of it have it. */
        NUL("\0"),
        /** As the Recommendation has it. */
        NONE("");

        private final String characters;

        Ending(String characters) {
            this.characters = characters;
        }
    }

    public static PasswordHash of(String id, String password, Ending ending, Instant now) {
        long timeStamp = now.getEpochSecond();
        return new PasswordHash(id, timeStamp, Octets.of(hash(id, timeStamp, password, ending)));
    }

    /** @param hashed a HASHED @return empty if it is of another algorithm */
    public static Optional<PasswordHash> of(String id, long timeStamp, Sequence hashed) {
        return hashed.get("algorithmOID", ObjectIdentifier.class).equals(H235Oids.MD5)
                ? Optional.of(new PasswordHash(
                        withoutNul(id), timeStamp, Digests.octets(hashed.get("hash", BitString.class))))
                : Optional.empty();
    }

    public Sequence toHashed() {
        return H235Types.HASHED
                .build()
                .set("algorithmOID", H235Oids.MD5)
                .set("paramS", H235Types.PARAMS.build().done())
                .set("hash", Digests.bits(hash))
                .done();
    }

    public boolean isOf(String password) {
        if (!isWritable(id) || !isWritable(password)) {
            return false;
        }
        boolean right = false;
        for (Ending ending : Ending.values()) {
            right |= Digests.areEqual(hash(id, timeStamp, password, ending), hash.toArray());
        }
        return right;
    }

    private static boolean isWritable(String text) {
        return !text.isEmpty() && text.length() <= LONGEST;
    }

    private static byte[] hash(String id, long timeStamp, String password, Ending ending) {
        return Digests.md5(H235Types.CLEAR_TOKEN.encode(H235Types.CLEAR_TOKEN
                .build()
                .set("tokenOID", H235Oids.ABSENT)
                .set("timeStamp", timeStamp)
                .set("password", password + ending.characters)
                .set("generalID", id + ending.characters)
                .done()));
    }

    static String withoutNul(String id) {
        return id.endsWith("\0") ? id.substring(0, id.length() - 1) : id;
    }
}
