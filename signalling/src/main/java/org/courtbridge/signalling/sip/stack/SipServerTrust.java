package org.courtbridge.signalling.sip.stack;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.courtbridge.devices.ServerTrust;

/**
 * Believes a SIP server that we connect to if its certificate is signed by whom the JDK trusts or by our own issuer, and is for the very
 * host that the connection is meant for (RFC 5922). Where that is an address, as rooms register by one, a certificate of our own issuer is
 * enough: the court gave it to one of its rooms. From any thread.
 */
final class SipServerTrust extends ServerTrust {

    /** Of a key exchange that is not known, as it is over by then. */
    private static final String ANY_EXCHANGE = "UNKNOWN";

    private final X509ExtendedTrustManager own;
    private final X509ExtendedTrustManager authorities;
    private final Map<SSLEngine, String> hosts = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param own believes our own issuer
     * @param authorities whom the JDK trusts
     */
    SipServerTrust(X509ExtendedTrustManager own, X509ExtendedTrustManager authorities) {
        this.own = own;
        this.authorities = authorities;
    }

    /** Says whom a connection is meant for, before its handshake. @param host of the URI or the Route, a name or an address */
    void expect(SSLEngine engine, String host) {
        hosts.put(engine, host);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        String host = hosts.get(engine);
        if (host == null) {
            throw new CertificateException("nobody knows whom the connection is meant for");
        }
        if (!isOwn(chain, authType)) {
            authorities.checkServerTrusted(chain, authType, engine);
        }
        require(chain, host);
    }

    /** Whether whoever has shown certificates that were believed is also another host. */
    boolean isAlso(X509Certificate[] chain, String host) {
        return SipDomainIdentity.isOf(chain[0], host)
                || SipDomainIdentity.isAddress(host) && isOwn(chain, ANY_EXCHANGE);
    }

    private void require(X509Certificate[] chain, String host) throws CertificateException {
        if (!isAlso(chain, host)) {
            throw new CertificateException("the certificate of %s is not for %s"
                    .formatted(chain[0].getSubjectX500Principal().getName(), host));
        }
    }

    private boolean isOwn(X509Certificate[] chain, String authType) {
        try {
            own.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException _) {
            return false;
        }
    }
}
