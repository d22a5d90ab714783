package org.courtbridge.gateway.store;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.jdbi.v3.core.Handle;

/**
 * Encrypts the secrets that the database holds, with keys that it holds too, sealed by a master key from outside: a copy of
 * the database alone gives nothing away.
 */
public final class SecretBox {

    private static final Logger LOG = LogManager.getLogger(SecretBox.class);

    private static final Subject KEYS = new Subject("keys", "secrets", "secrets");

    private final Database database;
    private final MasterKey master;
    private volatile Known known;

    /** @param sealed the keys as the database has them */
    private record Known(String sealed, SecretKeys keys) {}

    private SecretBox(Database database, MasterKey master, Known known) {
        this.database = database;
        this.master = master;
        this.known = known;
    }

    /** As {@link #open(Database, MasterKey, List)}, where the master key was never another. */
    public static SecretBox open(Database database, MasterKey master) {
        return open(database, master, List.of());
    }

    /**
     * Unseals the keys; makes them in a database that has none. Secrets of the time before keysets, which the master key
     * encrypted itself, are encrypted anew.
     *
     * @param former master keys of before: keys that one of them sealed are sealed anew by the one of now
     * @throws StoreException if none of these is the database's master key
     */
    public static SecretBox open(Database database, MasterKey master, List<MasterKey> former) {
        return new SecretBox(
                database,
                master,
                database.jdbi()
                        .inTransaction(handle -> sealed(handle)
                                .map(kept -> unsealed(handle, kept, master, former))
                                .orElseGet(() -> made(handle, master, former))));
    }

    private static Optional<String> sealed(Handle handle) {
        return handle.select("select keyset from secret_keysets where id = 1")
                .mapTo(String.class)
                .findOne();
    }

    private static Known unsealed(Handle handle, String sealed, MasterKey master, List<MasterKey> former) {
        Optional<SecretKeys> keys = SecretKeys.unsealed(sealed, master);
        if (keys.isPresent()) {
            return new Known(sealed, keys.get());
        }
        for (MasterKey old : former) {
            Optional<SecretKeys> found = SecretKeys.unsealed(sealed, old);
            if (found.isPresent()) {
                String anew = sealed(found.get(), master);
                handle.execute("update secret_keysets set keyset = ? where id = 1", anew);
                LOG.info("the keys of the secrets in the database are sealed by the new master key");
                return new Known(anew, found.get());
            }
        }
        throw new StoreException("the master key is not that of the database; was one of them restored alone?");
    }

    private static Known made(Handle handle, MasterKey master, List<MasterKey> former) {
        try {
            SecretKeys keys = SecretKeys.generate();
            List<MasterKey> before =
                    Stream.concat(Stream.of(master), former.stream()).toList();
            int secrets = reseal(handle, SecretKeys.ofMasterKeys(before), keys);
            String sealed = sealed(keys, master);
            handle.execute("insert into secret_keysets (id, keyset) values (1, ?)", sealed);
            LOG.info("made the keys of the secrets in the database, and encrypted {} with them", secrets);
            return new Known(sealed, keys);
        } catch (GeneralSecurityException e) {
            throw new StoreException(
                    "the master key is not that of the secrets in the database; was one of them restored alone?", e);
        }
    }

    private static String sealed(SecretKeys keys, MasterKey master) {
        try {
            return keys.sealed(master);
        } catch (GeneralSecurityException e) {
            throw new StoreException("cannot seal keys: " + e.getMessage(), e);
        }
    }

    private static int reseal(Handle handle, SecretKeys from, SecretKeys to) throws GeneralSecurityException {
        int secrets = 0;
        for (SealedTable table : SealedTable.values()) {
            secrets += table.reseal(handle, from, to);
        }
        return secrets;
    }

    /**
     * Makes a new key and encrypts all secrets with it. The key of before stays until the next rotation, as a password that
     * is being changed meanwhile may still be encrypted with it.
     *
     * @param actor whom the audit trail names
     * @return how many secrets there are
     */
    public int rotate(StoredAudit audit, String actor) {
        Rotation rotation = database.jdbi().inTransaction(handle -> rotated(handle, audit, actor));
        known = rotation.known;
        return rotation.secrets;
    }

    private record Rotation(Known known, int secrets) {}

    private Rotation rotated(Handle handle, StoredAudit audit, String actor) {
        String sealed = handle.select("select keyset from secret_keysets where id = 1 for update")
                .mapTo(String.class)
                .one();
        try {
            SecretKeys from = unsealed(sealed);
            SecretKeys to = from.rotated();
            Known anew = new Known(to.sealed(master), to);
            handle.execute("update secret_keysets set keyset = ? where id = 1", anew.sealed);
            int secrets = reseal(handle, from, to);
            audit.add(handle, actor, "keys.rotate", KEYS, List.of());
            return new Rotation(anew, secrets);
        } catch (GeneralSecurityException e) {
            throw new StoreException("cannot encrypt the secrets anew: " + e.getMessage(), e);
        }
    }

    private SecretKeys unsealed(String sealed) {
        return SecretKeys.unsealed(sealed, master)
                .orElseThrow(() -> new StoreException("the database has got another master key"));
    }

    /** @param context what the secret belongs to; the same must be given to {@link #decrypt} */
    public String encrypt(String secret, String context) {
        try {
            return known.keys.encrypt(secret, context);
        } catch (GeneralSecurityException e) {
            throw new StoreException("cannot encrypt: " + e.getMessage(), e);
        }
    }

    public String decrypt(String encrypted, String context) {
        try {
            return known.keys.decrypt(encrypted, context);
        } catch (GeneralSecurityException _) {
            return decryptAfterRotation(encrypted, context);
        }
    }

    /** The keys may have been rotated since they were read, by whichever node. */
    private String decryptAfterRotation(String encrypted, String context) {
        try {
            return current().decrypt(encrypted, context);
        } catch (GeneralSecurityException e) {
            throw new StoreException("a secret in the database is damaged, or not of this row", e);
        }
    }

    private SecretKeys current() {
        String sealed = database.jdbi().withHandle(handle -> sealed(handle).orElseThrow());
        Known before = known;
        if (!sealed.equals(before.sealed)) {
            known = new Known(sealed, unsealed(sealed));
        }
        return known.keys;
    }
}
