package org.courtbridge.gateway.store;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.courtbridge.provisioning.certificates.SigningRequest;

/** A key as a device makes it, on P-256. */
public record DeviceKey(KeyPair pair) {

    public static DeviceKey make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new DeviceKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PKCS #10. */
    public PKCS10CertificationRequest pkcs10(String subject) {
        try {
            return new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    public SigningRequest request(String subject) throws Exception {
        return SigningRequest.parse(pkcs10(subject).getEncoded());
    }

    public String base64(String subject) throws Exception {
        return Base64.getMimeEncoder().encodeToString(pkcs10(subject).getEncoded());
    }

    /** To show a certificate with in TLS. */
    public KeyManager[] keyManagers(X509Certificate... chain) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("device", pair.getPrivate(), new char[0], (Certificate[]) chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    /** The same certificate with the other signature that is as good (SEC 1, 4.1.4): n - s in place of s; of P-384. */
    public static X509Certificate writtenAnew(X509Certificate certificate) throws Exception {
        BigInteger order = CustomNamedCurves.getByName("secp384r1").getN();
        ASN1Sequence signature = ASN1Sequence.getInstance(certificate.getSignature());
        BigInteger r = ASN1Integer.getInstance(signature.getObjectAt(0)).getValue();
        BigInteger s = ASN1Integer.getInstance(signature.getObjectAt(1)).getValue();
        byte[] anew = new DERSequence(new ASN1Encodable[] {new ASN1Integer(r), new ASN1Integer(order.subtract(s))})
                .getEncoded();
        ASN1Sequence whole = ASN1Sequence.getInstance(certificate.getEncoded());
        byte[] octets = new DERSequence(
                        new ASN1Encodable[] {whole.getObjectAt(0), whole.getObjectAt(1), new DERBitString(anew)})
                .getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(octets));
    }
}
