package org.courtbridge.provisioning.inventory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The inventory; the gateway stores it. */
public interface Devices {

    List<Device> all();

    Optional<Device> byId(String id);

    /** @param username compared without regard to case */
    Optional<Device> byUsername(String username);

    /** Empty if there is no such device, or it is disabled. */
    Optional<DigestSecrets> secrets(String deviceId);

    /**
     * The password itself, which H.235 needs and digests cannot replace; never logged. Empty if there is no such device, it is
     * disabled, or its password was set before passwords were kept.
     */
    Optional<String> password(String deviceId);

    /**
     * Adds a device with the password that it will authenticate with.
     *
     * @throws IllegalArgumentException if the username is taken or is not a valid SIP user part
     */
    Device add(String name, String username, String password);

    /** Replaces the password at once. */
    void changePassword(String deviceId, String password);

    /** @throws IllegalArgumentException if the name is blank or there is no such device */
    void rename(String deviceId, String name);

    /** A disabled device keeps its seats and its password, and can neither register nor call. */
    void setEnabled(String deviceId, boolean enabled);

    /** @throws IllegalArgumentException if there is no such device */
    void setEncryption(String deviceId, Encryption encryption);

    /**
     * @param language empty for the court's
     * @throws IllegalArgumentException if there is no such device
     */
    void setLanguage(String deviceId, Optional<Locale> language);

    void remove(String deviceId);
}
