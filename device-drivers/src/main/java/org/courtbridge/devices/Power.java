package org.courtbridge.devices;

public enum Power {
    ON,
    STANDBY,
    /** On its way to {@link #ON}, as a lamp takes its time. */
    WARMING_UP,
    /** On its way to {@link #STANDBY}; many take no command meanwhile. */
    COOLING_DOWN
}
