package org.courtbridge.provisioning.inventory;

import java.time.Instant;
import java.util.List;

/** Devices whose password was rotated and that have proved neither the new one nor a certificate since. From any thread. */
public interface PendingRotations {

    /**
     * A device that would be cut off.
     *
     * @param until the last of its former passwords works until then
     */
    record Pending(Device device, Instant until) {}

    /** Those that are enabled and whose former password still works, the first to lapse first. */
    List<Pending> pending();

    /** Takes it upon oneself to warn of a device. @return false if somebody has done so since its password was rotated last */
    boolean claimWarning(String deviceId);
}
