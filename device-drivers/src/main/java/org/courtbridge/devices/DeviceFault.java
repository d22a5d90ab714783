package org.courtbridge.devices;

/** Reason that a device did not do what was asked. */
public enum DeviceFault {
    /** Such a device cannot do it. Nothing was sent. */
    NOT_SUPPORTED,
    /** No device may be at its address, such as the gateway's own machine. Nothing was sent. */
    ADDRESS_REFUSED,
    /** No connection, or it was lost. Of a command that was under way nobody knows whether it was carried out. */
    UNREACHABLE,
    /** It was silent for too long. Nobody knows whether it was carried out. */
    TIMED_OUT,
    /** The name or the password is wrong. */
    UNAUTHORIZED,
    /** Its certificate is not the one that it had when it was first connected to. */
    CERTIFICATE_CHANGED,
    /** It understood, and said no. */
    REFUSED,
    /** There is a call already, which is left as it is. */
    ALREADY_IN_CALL,
    /** It said that it did, and what can be read of it says that it did not. */
    NOT_CARRIED_OUT,
    /** It took some of several settings, and others not; the message names both. */
    PARTLY_CARRIED_OUT,
    /** Its answer is not one that its protocol has. */
    MALFORMED_ANSWER,
    /** Too much waits for it already. */
    BUSY,
    /** We closed it. */
    CLOSED
}
