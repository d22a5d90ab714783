package org.courtbridge.provisioning.inventory;

import java.util.Map;
import java.util.Optional;
import org.courtbridge.devices.Credentials;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;

/**
 * By which the drivers of devices, cameras and displays are let in, where these want a name or a password. They are not what a
 * device proves itself to us with. The gateway stores them, encrypted.
 */
public interface DriverLogins {

    /** The same logins, with changes to them made by somebody. @param actor as in all trails */
    DriverLogins by(String actor);

    /** All there are, by the id of the device, camera or display; never logged. */
    Map<String, Credentials> all();

    /** The name alone, to be shown. */
    Optional<String> user(String subjectId);

    /** In place of any before. @param login the name may be empty, as displays want a password alone */
    void set(Subject subject, Credentials login);

    void forget(Subject subject);
}
