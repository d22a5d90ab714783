package org.courtbridge.signalling.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x509.GeneralName;
import org.courtbridge.signalling.sip.TestAuthority;
import org.junit.jupiter.api.Test;

/** RFC 5922, sections 7.1 and 7.2, and RFC 5280 for addresses. */
class SipDomainIdentityTest {

    private final TestAuthority authority = new TestAuthority("authority");

    private X509Certificate of(String subject, GeneralName... names) {
        return authority.issue(subject, names).certificate();
    }

    private static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    private static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }

    private static GeneralName address(String address) {
        return new GeneralName(GeneralName.iPAddress, address);
    }

    @Test
    void aNameIsProvedByItsWhole() {
        X509Certificate certificate = of("x", dns("proxy.court.example"), dns("*.wild.example"));
        assertThat(SipDomainIdentity.isOf(certificate, "proxy.court.example")).isTrue();
        assertThat(SipDomainIdentity.isOf(certificate, "PROXY.Court.Example")).isTrue();
        assertThat(SipDomainIdentity.isOf(certificate, "court.example")).isFalse();
        assertThat(SipDomainIdentity.isOf(certificate, "evil.proxy.court.example"))
                .isFalse();
        assertThat(SipDomainIdentity.isOf(certificate, "a.wild.example")).isFalse();
        assertThat(SipDomainIdentity.isOf(certificate, "x")).isFalse();
        assertThat(SipDomainIdentity.isOf(certificate, "")).isFalse();
    }

    @Test
    void aSipUriGoesBeforeDnsNames() {
        X509Certificate certificate = of(
                "x",
                uri("sip:court.example"),
                uri("sips:secure.example"),
                uri("https://web.example"),
                dns("host.example"));
        assertThat(SipDomainIdentity.isOf(certificate, "court.example")).isTrue();
        for (String other : new String[] {"secure.example", "web.example", "host.example"}) {
            assertThat(SipDomainIdentity.isOf(certificate, other)).as(other).isFalse();
        }
        X509Certificate somebody = of("x", uri("sip:alice@court.example"), dns("host.example"));
        assertThat(SipDomainIdentity.isOf(somebody, "court.example")).isFalse();
        assertThat(SipDomainIdentity.isOf(somebody, "host.example")).isTrue();
    }

    @Test
    void aCommonNameCountsWhereThereIsNothingElse() {
        assertThat(SipDomainIdentity.isOf(of("codec.court.example"), "codec.court.example"))
                .isTrue();
        assertThat(SipDomainIdentity.isOf(of("codec.court.example", dns("other.example")), "codec.court.example"))
                .isFalse();
    }

    @Test
    void anAddressIsProvedByAnAddress() {
        X509Certificate certificate = of("10.0.0.6", address("10.0.0.5"), address("2001:db8::7"), dns("10.0.0.9"));
        assertThat(SipDomainIdentity.isOf(certificate, "10.0.0.5")).isTrue();
        assertThat(SipDomainIdentity.isOf(certificate, "[2001:db8:0::7]")).isTrue();
        assertThat(SipDomainIdentity.isOf(certificate, "10.0.0.6")).isFalse();
        assertThat(SipDomainIdentity.isOf(certificate, "10.0.0.9")).isFalse();
    }

    /** Believes everybody, as one who holds a certificate of a public authority is, or nobody. */
    private static final class Whoever extends X509ExtendedTrustManager {

        private final boolean believes;

        Whoever(boolean believes) {
            this.believes = believes;
        }

        private void check() throws CertificateException {
            if (!believes) {
                throw new CertificateException("not signed by us");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new AssertionError();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new AssertionError();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new AssertionError();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void whoIsKnownToTheWorldMustBeWhomTheConnectionIsMeantFor() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        X509Certificate[] attacker = {of("x", dns("attacker.example"))};
        SipServerTrust trust = new SipServerTrust(new Whoever(false), new Whoever(true));
        assertThatThrownBy(() -> trust.checkServerTrusted(attacker, "UNKNOWN", engine))
                .as("nobody said whom it is meant for")
                .isInstanceOf(CertificateException.class);
        for (String meant : new String[] {"proxy.court.example", "10.0.0.5"}) {
            trust.expect(engine, meant);
            assertThatThrownBy(() -> trust.checkServerTrusted(attacker, "UNKNOWN", engine))
                    .as(meant)
                    .isInstanceOf(CertificateException.class)
                    .hasMessageContaining("not for " + meant);
        }
        trust.expect(engine, "attacker.example");
        assertThatCode(() -> trust.checkServerTrusted(attacker, "UNKNOWN", engine))
                .doesNotThrowAnyException();
        SipServerTrust ours = new SipServerTrust(new Whoever(true), new Whoever(false));
        ours.expect(engine, "10.0.0.5");
        assertThatCode(() -> ours.checkServerTrusted(attacker, "UNKNOWN", engine))
                .as("a room of the court, by its address")
                .doesNotThrowAnyException();
        ours.expect(engine, "proxy.court.example");
        assertThatThrownBy(() -> ours.checkServerTrusted(attacker, "UNKNOWN", engine))
                .as("a room of the court is no proxy")
                .isInstanceOf(CertificateException.class);
    }
}
