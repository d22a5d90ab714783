package org.courtbridge.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the secrets that the database holds, AES-256-GCM, with a key that lies beside it in a file that only its owner
 * reads: a copy of the database alone gives nothing away.
 */
public final class SecretBox {

    private static final int KEY_SIZE = 32;
    private static final int NONCE_SIZE = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    private SecretBox(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Reads the key from {@code secrets.key} in a folder; makes one if there is none. */
    public static SecretBox open(Path folder) {
        Path file = folder.resolve("secrets.key");
        try {
            Files.createDirectories(folder);
            create(file);
            byte[] key = Files.readAllBytes(file);
            if (key.length != KEY_SIZE) {
                throw new StoreException("%s: %d bytes (expected: %d)".formatted(file, key.length, KEY_SIZE));
            }
            return new SecretBox(key);
        } catch (IOException e) {
            throw new StoreException("%s: cannot be read (%s)".formatted(file, e.getMessage()), e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[KEY_SIZE];
        new SecureRandom().nextBytes(key);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(ByteBuffer.wrap(key));
        } catch (FileAlreadyExistsException _) {
            // The usual case: made when the gateway first ran.
        }
    }

    /** @param context what the secret belongs to; the same must be given to {@link #decrypt} */
    String encrypt(String secret, String context) {
        byte[] nonce = new byte[NONCE_SIZE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(secret.getBytes(UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_SIZE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_SIZE, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new StoreException("cannot encrypt: " + e.getMessage(), e);
        }
    }

    String decrypt(String encrypted, String context) {
        try {
            byte[] all = Base64.getDecoder().decode(encrypted);
            byte[] nonce = Arrays.copyOf(all, NONCE_SIZE);
            byte[] secret =
                    cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(all, NONCE_SIZE, all.length - NONCE_SIZE);
            return new String(secret, UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreException("a secret in the database does not fit secrets.key; was one restored alone?", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(UTF_8));
        return cipher;
    }
}
