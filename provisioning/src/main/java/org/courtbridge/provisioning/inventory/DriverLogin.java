package org.courtbridge.provisioning.inventory;

import org.courtbridge.devices.Credentials;

/**
 * A login by which a driver is let in.
 *
 * @param target that it was typed for, and that alone may see it
 */
public record DriverLogin(DriverTarget target, Credentials credentials) {}
