package org.courtbridge.operations.fleet;

/** Registration of a device with this gateway, whatever the device says of itself. */
public enum RegistrationHere {
    NONE,
    ANSWERS,
    /** It has registered, and does not answer what it is asked. */
    SILENT;

    /** @param silent whether a device that has registered does not answer */
    public static RegistrationHere of(boolean registered, boolean silent) {
        if (!registered) {
            return NONE;
        }
        return silent ? SILENT : ANSWERS;
    }
}
