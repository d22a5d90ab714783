package org.courtbridge.gateway.store.certificates;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.SealedTable;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.provisioning.certificates.CertificateAuthority;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Our own certificate authority in the database, its private key encrypted; made when somebody first asks for it. */
public final class StoredAuthority {

    private static final Logger LOG = LogManager.getLogger(StoredAuthority.class);

    /** The one that signs for devices. */
    private static final String ID = "devices";

    private static final String NAME = "Courtbridge devices";

    private final Database database;
    private final SecretBox box;
    private final InstantSource clock;
    private volatile @Nullable CertificateAuthority known;

    public StoredAuthority(Database database, SecretBox box, InstantSource clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    public CertificateAuthority get() {
        CertificateAuthority read = known;
        if (read == null) {
            read = kept().orElseGet(this::made);
            known = read;
        }
        return read;
    }

    private Optional<CertificateAuthority> kept() {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select certificate, secret from certificate_authorities where id = ?", ID)
                        .map((row, _) -> CertificateAuthority.of(
                                CertificateText.read(row.getString("certificate")),
                                key(
                                        CertificateText.read(row.getString("certificate")),
                                        box.decrypt(row.getString("secret"), SealedTable.AUTHORITIES.context(ID)))))
                        .findOne());
    }

    /** Of two that are made at once, by two nodes, the first that is stored is the one. */
    private CertificateAuthority made() {
        CertificateAuthority made = CertificateAuthority.generate(NAME, clock.instant());
        String secret = Base64.getEncoder().encodeToString(made.encodedKey());
        int stored = database.execute(
                "insert into certificate_authorities (id, certificate, secret, list_number) values (?, ?, ?, 0)"
                        + " on conflict do nothing",
                ID,
                CertificateText.pem(made.certificate()),
                box.encrypt(secret, SealedTable.AUTHORITIES.context(ID)));
        if (stored > 0) {
            LOG.info("made the authority for devices' certificates: {}", fingerprint(made.certificate()));
        }
        return kept().orElseThrow();
    }

    private static String fingerprint(X509Certificate certificate) {
        return CertificateText.fingerprint(certificate);
    }

    /** Of the next revocation list, as part of a transaction. */
    BigInteger nextListNumber(Handle handle) {
        handle.execute("update certificate_authorities set list_number = list_number + 1 where id = ?", ID);
        return BigInteger.valueOf(handle.select("select list_number from certificate_authorities where id = ?", ID)
                .mapTo(Long.class)
                .one());
    }

    private static PrivateKey key(X509Certificate certificate, String secret) {
        try {
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secret)));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // Without the cause, whose text might show some of the key.
            throw new StoreException("the key of the certificate authority in the database is damaged");
        }
    }
}
