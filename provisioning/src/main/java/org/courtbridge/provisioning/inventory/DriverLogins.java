package org.courtbridge.provisioning.inventory;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.courtbridge.devices.Credentials;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;

/**
 * By which the drivers of devices, cameras and displays are let in, where these want a name or a password. They are not what a
 * device proves itself to us with. The gateway stores them, encrypted.
 *
 * <p>A login is kept for one {@link DriverTarget}: {@link Inventory} drops it when the address or the driver becomes another.
 */
public interface DriverLogins {

    /** The same logins, with changes to them made by somebody. @param actor as in all trails */
    DriverLogins by(String actor);

    /** All there are, by the id of the device, camera or display; never logged. */
    Map<String, DriverLogin> all();

    /** The name alone, to be shown. */
    Optional<String> user(String subjectId);

    /**
     * Keeps a login in place of any before.
     *
     * @param target address and driver that it was typed for
     * @param login the name may be empty, as displays want a password alone
     */
    void set(Subject subject, DriverTarget target, Credentials login);

    void forget(Subject subject);

    /**
     * Drops the logins of everything that is reached at some place, as who answers there may be another one now. Each is an entry of the
     * audit trail.
     *
     * @param why for the trail
     */
    void dropAt(Predicate<DriverTarget> place, String why);
}
