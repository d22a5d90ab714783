package org.courtbridge.devices;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;

/**
 * Believes the certificate that a device had the first time, whoever signed it and whatever name is in it, and no other
 * afterwards.
 */
final class PinnedTrust extends ServerTrust {

    private final CertificatePins pins;
    private final Function<InetSocketAddress, Set<DeviceAddress>> names;

    /** @param names the devices that are reached at an address */
    PinnedTrust(CertificatePins pins, Function<InetSocketAddress, Set<DeviceAddress>> names) {
        this.pins = pins;
        this.names = names;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Set<DeviceAddress> devices = names.apply(address(engine));
        if (devices.isEmpty()) {
            throw new CertificateException("nothing is known of the device");
        }
        String fingerprint = fingerprint(chain[0]);
        // First whether any has another one: none of them is pinned to what is another's.
        for (DeviceAddress device : devices) {
            if (devices.size() > 1
                    && !pins.pinned(device).map(fingerprint::equals).orElse(true)) {
                throw changed(device, fingerprint);
            }
        }
        for (DeviceAddress device : devices) {
            if (!pins.pinIfAbsent(device, fingerprint).equals(fingerprint)) {
                throw changed(device, fingerprint);
            }
        }
    }

    /** Connections are made to addresses alone, so the peer is one. */
    private static InetSocketAddress address(SSLEngine engine) throws CertificateException {
        try {
            String host = engine.getPeerHost().replaceAll("[\\[\\]]", "");
            return new InetSocketAddress(InetAddress.ofLiteral(host), engine.getPeerPort());
        } catch (IllegalArgumentException e) {
            throw new CertificateException("no address", e);
        }
    }

    private static ChangedCertificateException changed(DeviceAddress device, String fingerprint) {
        return new ChangedCertificateException("%s has another certificate, SHA-256 %s".formatted(device, fingerprint));
    }

    static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Not the device that it was. */
    static final class ChangedCertificateException extends CertificateException {

        ChangedCertificateException(String message) {
            super(message);
        }
    }
}
