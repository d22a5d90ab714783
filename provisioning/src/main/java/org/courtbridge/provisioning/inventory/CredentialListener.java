package org.courtbridge.provisioning.inventory;

/**
 * Hears when what a device has proved holds no longer: after it is stored, on the thread of whoever changed it.
 *
 * <p>It does not hear of a rotation, whose overlap is there so that nobody is cut off.
 */
public interface CredentialListener {

    /** The device has another password, or is disabled: its registrations end now, and its calls go on. */
    void lapsed(Device device);

    /** The device has no password any more, or is removed: its registrations end now, and its calls. */
    void withdrawn(Device device);
}
