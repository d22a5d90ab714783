package org.courtbridge.gateway.store;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The key that is kept outside the database, and that opens the keys in it: 256 bits, used by AES-GCM.
 *
 * <p>It encrypts nothing but those keys, so it is changed without any secret being written anew.
 */
public final class MasterKey {

    private static final int SIZE = 32;

    private final AesGcmKey key;

    @AccessesPartialKey
    private MasterKey(byte[] octets) {
        try {
            key = AesGcmKey.builder()
                    .setParameters(AesGcmParameters.builder()
                            .setKeySizeBytes(SIZE)
                            .setIvSizeBytes(12)
                            .setTagSizeBytes(16)
                            .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                            .build())
                    .setKeyBytes(SecretBytes.copyFrom(octets, InsecureSecretKeyAccess.get()))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param base64 of 32 octets
     * @throws IllegalArgumentException without a word of the text, if it is none
     */
    public static MasterKey parse(String base64) {
        byte[] octets;
        try {
            octets = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("master key: no base64 (expected: of 32 bytes)");
        }
        if (octets.length != SIZE) {
            throw new IllegalArgumentException("master key: %d bytes (expected: 32)".formatted(octets.length));
        }
        return new MasterKey(octets);
    }

    /**
     * @param file with 32 octets, or the base64 of them
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it holds something else
     */
    public static MasterKey read(Path file) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        return octets.length == SIZE ? new MasterKey(octets) : parse(new String(octets, StandardCharsets.ISO_8859_1));
    }

    /** Of {@code secrets.key} in a folder; empty if there is none. */
    public static Optional<MasterKey> foundIn(Path folder) {
        Path file = folder.resolve("secrets.key");
        try {
            return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Of {@code secrets.key} in a folder; makes one, that only its owner reads, if there is none. */
    public static MasterKey keptIn(Path folder) {
        Path file = folder.resolve("secrets.key");
        byte[] octets = new byte[SIZE];
        new SecureRandom().nextBytes(octets);
        try {
            OwnerOnly.folder(folder);
            OwnerOnly.write(file, octets);
        } catch (FileAlreadyExistsException _) {
            // The usual case: made when the gateway first ran.
        } catch (IOException e) {
            throw new StoreException("%s: cannot be made (%s)".formatted(file, e.getMessage()), e);
        }
        return foundIn(folder).orElseThrow();
    }

    Aead cipher() throws GeneralSecurityException {
        return AesGcmJce.create(key);
    }

    AesGcmKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "MasterKey";
    }
}
