package org.courtbridge.provisioning.files;

/** The transport of a device's SIP. */
public enum SipTransport {
    UDP(5060),
    TCP(5060),
    /** Wants a certificate that the device trusts. */
    TLS(5061);

    private final int usualPort;

    SipTransport(int usualPort) {
        this.usualPort = usualPort;
    }

    /** The port that a device takes if no other is said (RFC 3261, section 19.1.2). */
    public int usualPort() {
        return usualPort;
    }
}
