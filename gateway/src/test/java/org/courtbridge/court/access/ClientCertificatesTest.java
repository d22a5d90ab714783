package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class ClientCertificatesTest {

    private static final X509Certificate[] CHAIN = {};

    private final List<X509Certificate> issuers = new ArrayList<>();
    private final ClientCertificates certificates = new ClientCertificates(() -> List.copyOf(issuers));

    private static List<X509Certificate> some() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return List.of(((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers())
                .subList(0, 2);
    }

    /** An authority that is made while the gateway runs is asked for from then on. */
    @Test
    void asksForThoseOfTheIssuersThatThereAreNow() throws Exception {
        assertThat(certificates.getAcceptedIssuers()).isEmpty();
        issuers.addAll(some());
        assertThat(certificates.getAcceptedIssuers()).containsExactlyElementsOf(issuers);
    }

    @Test
    void turnsNobodyAwayWhoComes() {
        assertThatCode(() -> {
                    certificates.checkClientTrusted(CHAIN, "RSA");
                    certificates.checkClientTrusted(CHAIN, "RSA", new Socket());
                    certificates.checkClientTrusted(CHAIN, "RSA", engine());
                })
                .doesNotThrowAnyException();
    }

    /** Used for a side that connects it would trust everybody. */
    @Test
    void trustsNobodyToWhomItIsConnected() {
        assertThatThrownBy(() -> certificates.checkServerTrusted(CHAIN, "RSA"))
                .hasMessage("this side connects to nobody");
        assertThatThrownBy(() -> certificates.checkServerTrusted(CHAIN, "RSA", new Socket()))
                .hasMessage("this side connects to nobody");
        assertThatThrownBy(() -> certificates.checkServerTrusted(CHAIN, "RSA", engine()))
                .hasMessage("this side connects to nobody");
    }

    private static SSLEngine engine() throws Exception {
        return SSLContext.getDefault().createSSLEngine();
    }
}
