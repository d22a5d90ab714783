package org.courtbridge.gateway.web;

import java.util.Locale;

/** Of adding a device, in this order. */
public enum WizardStep {
    /** Whose it is. */
    MAKE,
    /** Where it is reached, and what it says there. */
    ADDRESS,
    /** Where it stands. */
    ROOM,
    /** What it signs in with. */
    ACCOUNT;

    String path() {
        return name().toLowerCase(Locale.ROOT);
    }
}
