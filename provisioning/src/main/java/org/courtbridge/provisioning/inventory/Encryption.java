package org.courtbridge.provisioning.inventory;

/** Whether a device's media is encrypted (SRTP, RFC 3711). */
public enum Encryption {
    /** A call without it does not come about. */
    REQUIRED,
    /** Offered, and taken where the device offers it; else in the clear. */
    PREFERRED,
    /** Never, for devices that promise it and fail. */
    OFF
}
