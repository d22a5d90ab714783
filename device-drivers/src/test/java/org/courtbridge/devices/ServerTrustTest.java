package org.courtbridge.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

class ServerTrustTest {

    private static final X509Certificate[] CHAIN = {};
    private static final String EXCHANGE = "UNKNOWN";

    /** Believes every server of which an engine tells whom it is meant for. */
    private final ServerTrust trust = new ServerTrust() {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}
    };

    @Test
    void believesNoServerWithoutAnEngine() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        assertThatCode(() -> trust.checkServerTrusted(CHAIN, EXCHANGE, engine)).doesNotThrowAnyException();
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> trust.checkServerTrusted(CHAIN, EXCHANGE, socket))
                    .isInstanceOf(CertificateException.class);
        }
        assertThatThrownBy(() -> trust.checkServerTrusted(CHAIN, EXCHANGE)).isInstanceOf(CertificateException.class);
    }

    @Test
    void believesNoClient() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        assertThatThrownBy(() -> trust.checkClientTrusted(CHAIN, EXCHANGE, engine))
                .isInstanceOf(CertificateException.class);
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> trust.checkClientTrusted(CHAIN, EXCHANGE, socket))
                    .isInstanceOf(CertificateException.class);
        }
        assertThatThrownBy(() -> trust.checkClientTrusted(CHAIN, EXCHANGE)).isInstanceOf(CertificateException.class);
        assertThat(trust.getAcceptedIssuers()).isEmpty();
    }
}
