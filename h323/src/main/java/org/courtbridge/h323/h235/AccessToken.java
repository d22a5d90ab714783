package org.courtbridge.h323.h235;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * A Cisco access token: a ClearToken that proves that somebody knew a password at some second, by the MD5 of a random
 * octet, the password and the time. Like {@link PasswordHash} it does not cover the message.
 *
 * @param generalId who proves it, without a NUL at its end
 * @param timeStamp seconds since 1970
 * @param random whose lowest eight bits count
 * @param challenge 16 octets
 */
public record AccessToken(String generalId, long timeStamp, BigInteger random, Octets challenge) {

    public static AccessToken of(String generalId, String password, Instant now, RandomGenerator random) {
        BigInteger octet = BigInteger.valueOf(random.nextInt(256));
        long timeStamp = now.getEpochSecond();
        return new AccessToken(generalId, timeStamp, octet, Octets.of(challenge(octet, password, timeStamp)));
    }

    /** @return empty if it is another kind of token, or lacks something */
    public static Optional<AccessToken> of(Sequence clearToken) {
        boolean ours = clearToken.get("tokenOID", ObjectIdentifier.class).equals(H235Oids.ACCESS_TOKEN)
                && clearToken.has("generalID")
                && clearToken.has("timeStamp")
                && clearToken.has("random")
                && clearToken.has("challenge");
        if (!ours) {
            return Optional.empty();
        }
        return Optional.of(new AccessToken(
                PasswordHash.withoutNul(clearToken.get("generalID", String.class)),
                clearToken.number("timeStamp"),
                clearToken.get("random", BigInteger.class),
                clearToken.get("challenge", Octets.class)));
    }

    /** With a NUL after the name, as all who know this token have it. */
    public Sequence toClearToken() {
        return H235Types.CLEAR_TOKEN
                .build()
                .set("tokenOID", H235Oids.ACCESS_TOKEN)
                .set("timeStamp", timeStamp)
                .set("challenge", challenge)
                .set("random", random)
                .set("generalID", generalId + "\0")
                .done();
    }

    public boolean isOf(String password) {
        return Digests.areEqual(challenge(random, password, timeStamp), challenge.toArray());
    }

    private static byte[] challenge(BigInteger random, String password, long timeStamp) {
        return Digests.md5(
                new byte[] {random.byteValue()},
                password.getBytes(StandardCharsets.UTF_8),
                ByteBuffer.allocate(Integer.BYTES).putInt((int) timeStamp).array());
    }
}
