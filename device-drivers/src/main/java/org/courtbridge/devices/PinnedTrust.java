package org.courtbridge.devices;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes the certificate that a device had the first time, whoever signed it and whatever name is in it, and no other
 * afterwards. As it is an extended one, the JDK leaves names to it.
 */
final class PinnedTrust extends X509ExtendedTrustManager {

    private final CertificatePins pins;

    PinnedTrust(CertificatePins pins) {
        this.pins = pins;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        DeviceAddress device = new DeviceAddress(engine.getPeerHost(), engine.getPeerPort());
        String fingerprint = fingerprint(chain[0]);
        if (!pins.pinIfAbsent(device, fingerprint).equals(fingerprint)) {
            throw new ChangedCertificateException(
                    "%s has another certificate, SHA-256 %s".formatted(device, fingerprint));
        }
    }

    static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("nothing is known of the device");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("nothing is known of the device");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** Not the device that it was. */
    static final class ChangedCertificateException extends CertificateException {

        ChangedCertificateException(String message) {
            super(message);
        }
    }
}
