package org.courtbridge.provisioning.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The inventory; the gateway stores it. */
public interface Devices {

    /** The same devices, with changes to them made by somebody. @param actor as in all trails */
    Devices by(String actor);

    List<Device> all();

    Optional<Device> byId(String id);

    /** @param username compared without regard to case */
    Optional<Device> byUsername(String username);

    /**
     * The devices that an alias of H.323 belongs to: the one with that user name; else those that have it among the aliases of their
     * description; else the one with that name, if no other has the same. At most one, unless a description gives away what
     * another has already.
     *
     * @param alias user names and aliases are compared without regard to case
     */
    List<Device> calledInH323(String alias);

    /** Empty if there is no such device, or it is disabled. */
    Optional<DigestSecrets> secrets(String deviceId);

    /**
     * The password itself, which H.235 needs and digests cannot replace; never logged. Empty if there is no such device, it is
     * disabled, or its password was set before passwords were kept.
     */
    Optional<String> password(String deviceId);

    /** The same by user name, which each message that proves it costs once. @param username compared without regard to case */
    default Optional<String> passwordOf(String username) {
        return byUsername(username).flatMap(device -> password(device.id()));
    }

    /** Notes that a device has proved itself by its present password or a certificate, so that it needs no former password any more. */
    void supersedeFormerPasswords(String deviceId);

    /** Of the passwords that were rotated and whose overlap is not over; the same rules as of {@link #secrets}. */
    List<DigestSecrets> formerSecrets(String deviceId);

    /** The passwords that were rotated and whose overlap is not over, the latest first; never logged. */
    List<String> formerPasswords(String deviceId);

    /**
     * Adds a device with the password that it will authenticate with.
     *
     * @throws IllegalArgumentException if the username is taken or is not a valid SIP user part
     */
    Device add(String name, String username, String password, Encryption encryption);

    /** The same of one that nobody knows to encrypt: it does where it can. */
    default Device add(String name, String username, String password) {
        return add(name, username, password, Encryption.PREFERRED);
    }

    /** Replaces the password at once: neither the one before nor any that was rotated works any more; listeners hear. */
    void changePassword(String deviceId, String password);

    /**
     * Gives devices new passwords, all or none of them; those that they have work until a time.
     *
     * @param passwords by id of the device
     * @throws IllegalArgumentException if there is no such device
     */
    void rotate(Map<String, String> passwords, Instant formerUntil);

    /**
     * Takes a device's password at once, any that was rotated, and its certificates: it cannot authenticate until it gets
     * another; listeners hear.
     */
    void revoke(String deviceId);

    /** @throws IllegalArgumentException if the name is blank or there is no such device */
    void rename(String deviceId, String name);

    /** A disabled device keeps its seats and its password, and can neither register nor call; calls in progress go on. Listeners hear. */
    void setEnabled(String deviceId, boolean enabled);

    /** @throws IllegalArgumentException if there is no such device */
    void setEncryption(String deviceId, Encryption encryption);

    /**
     * @param language empty for the court's
     * @throws IllegalArgumentException if there is no such device
     */
    void setLanguage(String deviceId, Optional<Locale> language);

    /**
     * @param changing whether its media in the clear may be at another address than its signalling
     * @throws IllegalArgumentException if there is no such device
     */
    void setBehindChangingNat(String deviceId, boolean changing);

    /** @throws IllegalArgumentException if there is no such device */
    void setDialect(String deviceId, Dialect dialect);

    void remove(String deviceId);
}
