package org.courtbridge.provisioning.files;

/** By what a device registers with the gateway. */
public enum Protocol {
    SIP,
    H323
}
