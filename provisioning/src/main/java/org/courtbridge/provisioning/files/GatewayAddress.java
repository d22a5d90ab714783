package org.courtbridge.provisioning.files;

/**
 * Address at which devices find the gateway.
 *
 * @param host name or IP address, one of version 6 in brackets
 * @param sipPort of that transport
 * @param rasPort of the gatekeeper
 */
public record GatewayAddress(String host, SipTransport transport, int sipPort, int rasPort) {

    /** RAS port where no other is said (H.225.0, clause 6.1). */
    private static final int USUAL_RAS_PORT = 1719;

    /** With the port if it is not the usual one of the transport. */
    String proxy() {
        return sipPort == transport.usualPort() ? host : host + ":" + sipPort;
    }

    /** With the port if it is not the usual one. */
    String gatekeeper() {
        return rasPort == USUAL_RAS_PORT ? host : host + ":" + rasPort;
    }
}
