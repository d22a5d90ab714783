package org.courtbridge.console.http;

import io.vertx.core.net.SelfSignedCertificate;

/** What servers of tests show over TLS. One for all: its RSA key takes a second to find. Its files are gone with the process. */
public final class LocalhostCertificate {

    public static final SelfSignedCertificate SHARED = SelfSignedCertificate.create("localhost");

    private LocalhostCertificate() {}
}
