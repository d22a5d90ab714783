package org.courtbridge.provisioning.inventory;

/**
 * Hears when what a device has proved holds no longer: after it is stored, on the thread of whoever changed it.
 *
 * <p>It does not hear of a rotation, whose overlap is there so that nobody is cut off.
 */
public interface CredentialListener {

    /** The device has another password: it has to prove that one before it is called again. Its calls go on. */
    void replaced(Device device);

    /** The device has no password any more, is disabled or removed: its registrations end now, and its calls. */
    void withdrawn(Device device);
}
