package org.courtbridge.signalling.sip.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;

/** The certificate that we show to whoever connects over TLS, with its key. */
public final class TlsIdentity {

    private final KeyStore store;

    private TlsIdentity(KeyStore store) {
        this.store = store;
    }

    /** The certificates are in order, our own first. */
    public static TlsIdentity of(PrivateKey key, Certificate... chain) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("sip", key, new char[0], chain);
            return new TlsIdentity(store);
        } catch (IOException e) {
            throw new GeneralSecurityException("cannot make a key store", e);
        }
    }

    /** Reads PEM files: the certificate with its chain, and the unencrypted key (PKCS #8 or the older forms). */
    public static TlsIdentity read(Path certificate, Path key) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(certificate);
                Reader reader = Files.newBufferedReader(key);
                PEMParser pem = new PEMParser(reader)) {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new Certificate[0]);
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            for (Object object = pem.readObject(); object != null; object = pem.readObject()) {
                if (object instanceof PrivateKeyInfo info) {
                    return of(converter.getPrivateKey(info), chain);
                }
                if (object instanceof PEMKeyPair pair) {
                    return of(converter.getKeyPair(pair).getPrivate(), chain);
                }
            }
            throw new GeneralSecurityException(key + " holds no private key");
        }
    }

    /** Of our own certificate. */
    public CertificateFingerprint fingerprint() throws GeneralSecurityException {
        return CertificateFingerprint.of(store.getCertificate("sip").getEncoded());
    }

    public KeyManager[] keyManagers() throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    /** Servers over TLS that we connect to: whoever the JDK trusts, and our own issuer. */
    SipServerTrust serverTrust() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509ExtendedTrustManager authorities = only(factory);
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Certificate own : store.getCertificateChain("sip")) {
                trusted.setCertificateEntry("own" + trusted.size(), own);
            }
            factory.init(trusted);
            return new SipServerTrust(only(factory), authorities);
        } catch (IOException e) {
            throw new GeneralSecurityException("cannot make a key store", e);
        }
    }

    private static X509ExtendedTrustManager only(TrustManagerFactory factory) throws GeneralSecurityException {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager known) {
                return known;
            }
        }
        throw new GeneralSecurityException("the JDK has no trust manager for X.509");
    }

    /** Whoever the JDK trusts, and who shows a certificate of our own chain, as a court's rooms have the court's issuer. */
    public TrustManager[] trustManagers() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager known) {
                    for (Certificate issuer : known.getAcceptedIssuers()) {
                        trusted.setCertificateEntry("ca" + trusted.size(), issuer);
                    }
                }
            }
            for (Certificate own : store.getCertificateChain("sip")) {
                trusted.setCertificateEntry("own" + trusted.size(), own);
            }
            factory.init(trusted);
            return factory.getTrustManagers();
        } catch (IOException e) {
            throw new GeneralSecurityException("cannot make a key store", e);
        }
    }
}
