package org.courtbridge.court.access;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks those who connect over TLS for a certificate, and turns nobody away for what they show or do not: that whoever shows
 * one has its key is TLS's to check, and what it is worth is found out when it matters, as it may be revoked meanwhile. Only
 * for the side that listens.
 */
public final class ClientCertificates extends X509ExtendedTrustManager {

    private final Supplier<List<X509Certificate>> issuers;

    /** @param issuers whose certificates are asked for, so that nobody is made to choose among others; must not wait */
    public ClientCertificates(Supplier<List<X509Certificate>> issuers) {
        this.issuers = issuers;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return issuers.get().toArray(X509Certificate[]::new);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        // What it is worth is asked later.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        // What it is worth is asked later.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        // What it is worth is asked later.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        throw noServer();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw noServer();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw noServer();
    }

    private static IllegalStateException noServer() {
        return new IllegalStateException("this side connects to nobody");
    }
}
