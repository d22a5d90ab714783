package org.courtbridge.h323.h235;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.per.PerException;

/**
 * The secret that both sides of a call have agreed on (Diffie and Hellman), and nobody else knows. Its last octets, as many as
 * the algorithm's key has, encrypt the keys of media on their way (H.235.6, clause 7.6.1).
 */
public final class SharedSecret {

    private static final int BLOCK = 16;
    private static final String AS_VERSION_3 = "secureSharedSecret";

    private final DhGroup group;
    private final byte[] octets;

    SharedSecret(DhGroup group, byte[] octets) {
        this.group = group;
        this.octets = octets;
    }

    public DhGroup group() {
        return group;
    }

    /** The algorithms that it is strong enough for, the strongest first: 1024 bits are no match for a key of 256. */
    public List<EncryptionAlgorithm> algorithms() {
        return group == DhGroup.DH1024
                ? List.of(EncryptionAlgorithm.AES_128_CBC)
                : List.of(EncryptionAlgorithm.AES_256_CBC, EncryptionAlgorithm.AES_128_CBC);
    }

    /**
     * An H235Key, encoded as H.245 carries it. Without an initial value, as H323Plus and GNU Gatekeeper send it; the latter
     * takes no other.
     *
     * @param mediaKey as long as the algorithm has it
     */
    public Octets seal(EncryptionAlgorithm algorithm, Octets mediaKey) {
        return Octets.of(H235Types.H235_KEY.encode(H235Types.H235_KEY.value(
                AS_VERSION_3,
                H235Types.V3_KEY_SYNC_MATERIAL
                        .build()
                        .set("algorithmOID", algorithm.identifier())
                        .set("paramS", H235Types.PARAMS.build().done())
                        .set(
                                "encryptedSessionKey",
                                Octets.of(run(Cipher.ENCRYPT_MODE, algorithm, new byte[BLOCK], mediaKey.toArray())))
                        .done())));
    }

    /** The key of media in an H235Key; empty if it is none of ours. @param sealed encoded as H.245 carries it */
    public Optional<Octets> open(EncryptionAlgorithm algorithm, Octets sealed) {
        try {
            return ((Choice) H235Types.H235_KEY.decode(sealed))
                    .find(AS_VERSION_3, Sequence.class)
                    .filter(key -> key.find("algorithmOID", ObjectIdentifier.class)
                            .map(algorithm.identifier()::equals)
                            .orElse(true))
                    .flatMap(key -> key.find("encryptedSessionKey", Octets.class)
                            .filter(encrypted -> encrypted.length() == algorithm.keyLength())
                            .flatMap(encrypted -> initial(key.get("paramS", Sequence.class))
                                    .map(initial -> Octets.of(
                                            run(Cipher.DECRYPT_MODE, algorithm, initial, encrypted.toArray())))));
        } catch (PerException e) {
            return Optional.empty();
        }
    }

    /** Zeros if nothing is said; empty if it is not as long as a block. */
    private static Optional<byte[]> initial(Sequence params) {
        Octets said = params.find("iv16", Octets.class)
                .or(() -> params.find("iv", Octets.class))
                .orElse(Octets.of(new byte[BLOCK]));
        return said.length() == BLOCK ? Optional.of(said.toArray()) : Optional.empty();
    }

    private byte[] run(int mode, EncryptionAlgorithm algorithm, byte[] initial, byte[] input) {
        byte[] key = Arrays.copyOfRange(octets, octets.length - algorithm.keyLength(), octets.length);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(initial));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is the same, without saying what it is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SharedSecret that && group == that.group && Digests.areEqual(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return group.hashCode();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "a secret of " + group;
    }
}
