package org.courtbridge.provisioning.inventory;

/** The challenges that a device is shown when it has to prove itself over SIP (RFC 8760, sections 2.3 and 2.4), from its next request on. */
public enum DigestChallenge {
    /** SHA-256, and MD5 after it: a device takes the first that it knows. */
    BOTH,
    /** MD5, and SHA-256 after it, for devices that look at the first alone. */
    MD5_FIRST,
    /** For devices that give up when they see another. */
    MD5_ONLY
}
