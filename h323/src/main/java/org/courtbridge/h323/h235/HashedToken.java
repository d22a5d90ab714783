package org.courtbridge.h323.h235;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.per.BitString;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * Proof that a whole message comes from somebody who knows a password, and when (H.235.1, procedure I): HMAC-SHA1-96 over
 * all its octets, with zeros in the place of the hash itself. The key is the SHA-1 of the password.
 *
 * <p>The message is a RasMessage, or in call signalling all of a Q.931 message without its TPKT header.
 *
 * @param sendersId who sent it: an alias before registration, then the endpoint or gatekeeper identifier
 * @param generalId who it was sent to, the same
 * @param timeStamp seconds since 1970
 * @param random what tells apart messages of one second
 * @param hash 12 octets
 */
public record HashedToken(
        Optional<String> sendersId, Optional<String> generalId, long timeStamp, BigInteger random, Octets hash) {

    private static final int HASH_OCTETS = 12;

    /** A message has its hash once; a forger who has it many times must not make us work for it. */
    private static final int MOST_PLACES = 4;

    private static final SequenceType TOKEN = (SequenceType) H235Types.CRYPTO_TOKEN.alternatives().stream()
            .filter(alternative -> alternative.name().equals("cryptoHashedToken"))
            .findFirst()
            .orElseThrow()
            .type();

    /** A token whose hash is yet to come: {@link #seal} puts it into the message that was encoded with the token. */
    public static HashedToken unsealed(
            String sendersId, Optional<String> generalId, Instant now, RandomGenerator random) {
        byte[] mark = new byte[HASH_OCTETS];
        random.nextBytes(mark);
        return new HashedToken(
                Optional.of(sendersId),
                generalId,
                now.getEpochSecond(),
                BigInteger.valueOf(random.nextInt(Integer.MAX_VALUE)),
                Octets.of(mark));
    }

    /** @return empty if it is another kind of token, or not all that procedure I needs */
    public static Optional<HashedToken> of(Choice cryptoToken) {
        return cryptoToken.find("cryptoHashedToken", Sequence.class).flatMap(HashedToken::of);
    }

    private static Optional<HashedToken> of(Sequence token) {
        Sequence vals = token.get("hashedVals", Sequence.class);
        Sequence hashed = token.get("token", Sequence.class);
        Octets hash = Digests.octets(hashed.get("hash", BitString.class));
        boolean ours = H235Oids.isWholeMessage(token.get("tokenOID", ObjectIdentifier.class))
                && H235Oids.isBaseline(vals.get("tokenOID", ObjectIdentifier.class))
                && H235Oids.isHmacSha1(hashed.get("algorithmOID", ObjectIdentifier.class))
                && vals.has("timeStamp")
                && vals.has("random")
                && hash.length() == HASH_OCTETS;
        if (!ours) {
            return Optional.empty();
        }
        return Optional.of(new HashedToken(
                vals.find("sendersID", String.class),
                vals.find("generalID", String.class),
                vals.number("timeStamp"),
                vals.get("random", BigInteger.class),
                hash));
    }

    public Choice toCryptoToken() {
        return H235Types.CRYPTO_TOKEN.value(
                "cryptoHashedToken",
                TOKEN.build()
                        .set("tokenOID", H235Oids.WHOLE_MESSAGE)
                        .set(
                                "hashedVals",
                                H235Types.CLEAR_TOKEN
                                        .build()
                                        .set("tokenOID", H235Oids.BASELINE)
                                        .set("timeStamp", timeStamp)
                                        .set("random", random)
                                        .set("generalID", generalId)
                                        .set("sendersID", sendersId)
                                        .done())
                        .set(
                                "token",
                                H235Types.HASHED
                                        .build()
                                        .set("algorithmOID", H235Oids.HMAC_SHA1_96)
                                        .set("paramS", H235Types.PARAMS.build().done())
                                        .set("hash", Digests.bits(hash))
                                        .done())
                        .done());
    }

    /** Whether whoever sent these octets knew the password. @param message as it was received, with this token in it */
    public boolean isOf(byte[] message, String password) {
        byte[] key = key(password);
        byte[] expected = hash.toArray();
        int place = place(message, expected, 0);
        for (int i = 0; i < MOST_PLACES && place >= 0; i++) {
            byte[] zeroed = message.clone();
            Arrays.fill(zeroed, place, place + HASH_OCTETS, (byte) 0);
            if (Digests.areEqual(hmac(key, zeroed), expected)) {
                return true;
            }
            place = place(message, expected, place + 1);
        }
        return false;
    }

    /** Writes the hash. @param message encoded with this token in it; changed in place */
    public void seal(byte[] message, String password) {
        byte[] mark = hash.toArray();
        int place = place(message, mark, 0);
        if (place < 0 || place(message, mark, place + 1) >= 0) {
            throw new IllegalArgumentException("message: without the token, or with its mark twice");
        }
        Arrays.fill(message, place, place + HASH_OCTETS, (byte) 0);
        System.arraycopy(hmac(key(password), message), 0, message, place, HASH_OCTETS);
    }

    private static byte[] key(String password) {
        return Digests.sha1(password.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        return Arrays.copyOf(Digests.hmacSha1(key, message), HASH_OCTETS);
    }

    private static int place(byte[] message, byte[] hash, int from) {
        for (int i = from; i + HASH_OCTETS <= message.length; i++) {
            if (Arrays.equals(message, i, i + HASH_OCTETS, hash, 0, HASH_OCTETS)) {
                return i;
            }
        }
        return -1;
    }
}
