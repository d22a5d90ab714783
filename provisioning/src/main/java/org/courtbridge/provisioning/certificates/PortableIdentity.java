package org.courtbridge.provisioning.certificates;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.function.Function;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A key that we made for a device, with its certificate and our authority's, to be carried to the device as PKCS #12 (RFC
 * 7292). We keep nothing of the key.
 */
public final class PortableIdentity {

    private final X509Certificate certificate;
    private final byte[] pkcs12;

    private PortableIdentity(X509Certificate certificate, byte[] pkcs12) {
        this.certificate = certificate;
        this.pkcs12 = pkcs12;
    }

    /**
     * Makes a key on P-256.
     *
     * @param issuing gives the certificate for a request that has no name in it
     * @param password that the file will be opened with
     */
    public static PortableIdentity make(
            Function<SigningRequest, X509Certificate> issuing, X509Certificate authority, String password) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            X509Certificate certificate = issuing.apply(SigningRequest.parse(new JcaPKCS10CertificationRequestBuilder(
                            new X500NameBuilder(BCStyle.INSTANCE).build(), pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded()));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "device", pair.getPrivate(), password.toCharArray(), new Certificate[] {certificate, authority});
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            store.store(octets, password.toCharArray());
            return new PortableIdentity(certificate, octets.toByteArray());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make a key for a device", e);
        }
    }

    /** Of the device. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The file. */
    public byte[] pkcs12() {
        return pkcs12.clone();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "PortableIdentity[" + certificate.getSubjectX500Principal() + "]";
    }
}
