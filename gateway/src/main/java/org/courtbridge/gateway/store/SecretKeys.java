package org.courtbridge.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The keys that secrets are encrypted with: a keyset of Tink. Each has an identifier, which stands before what it
 * encrypted; one, the primary, encrypts what comes.
 */
public final class SecretKeys {

    /** Nothing else that a master key encrypts could be taken for keys. */
    private static final byte[] PURPOSE = "courtbridge/secret_keysets".getBytes(UTF_8);

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final KeysetHandle keys;
    private final Aead cipher;

    private SecretKeys(KeysetHandle keys) throws GeneralSecurityException {
        this.keys = keys;
        this.cipher = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    static SecretKeys generate() throws GeneralSecurityException {
        return new SecretKeys(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
    }

    /** Of the time before keysets, when the key outside the database encrypted the secrets itself, without an identifier. */
    static SecretKeys ofMasterKeys(List<MasterKey> all) throws GeneralSecurityException {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder();
        for (MasterKey master : all) {
            builder.addEntry(KeysetHandle.importKey(master.key()).withRandomId());
        }
        builder.getAt(0).makePrimary();
        return new SecretKeys(builder.build());
    }

    /** The same with a new primary. Of the keys before, the last one stays. */
    SecretKeys rotated() throws GeneralSecurityException {
        KeysetHandle.Entry last = keys.getPrimary();
        return new SecretKeys(KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(last.getKey()).withFixedId(last.getId()))
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary())
                .build());
    }

    /** Empty if another master key sealed them. */
    public static Optional<SecretKeys> unsealed(String sealed, MasterKey master) {
        try {
            return Optional.of(new SecretKeys(TinkProtoKeysetFormat.parseEncryptedKeyset(
                    Base64.getDecoder().decode(sealed), master.cipher(), PURPOSE)));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    String sealed(MasterKey master) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(TinkProtoKeysetFormat.serializeEncryptedKeyset(keys, master.cipher(), PURPOSE));
    }

    /** @param context associated data: the same must be given to {@link #decrypt} */
    String encrypt(String secret, String context) throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(cipher.encrypt(secret.getBytes(UTF_8), context.getBytes(UTF_8)));
    }

    /** @throws GeneralSecurityException if none of these keys encrypted it, or for another context */
    String decrypt(String encrypted, String context) throws GeneralSecurityException {
        byte[] octets;
        try {
            octets = Base64.getDecoder().decode(encrypted);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("no base64", e);
        }
        return new String(cipher.decrypt(octets, context.getBytes(UTF_8)), UTF_8);
    }
}
