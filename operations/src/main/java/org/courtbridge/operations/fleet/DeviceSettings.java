package org.courtbridge.operations.fleet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.courtbridge.devices.DeviceException;

/**
 * The settings that a device is told to keep. Its text has none of them: there may be passwords.
 *
 * @param settings by the names that its driver knows, in the order in which they are written
 * @param secrets names of those that no device is asked for again
 * @param hands codes of what somebody has to set by hand besides, with blanks between them; empty if nothing
 */
public record DeviceSettings(Map<String, String> settings, Set<String> secrets, String hands) {

    public DeviceSettings {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        secrets = Set.copyOf(secrets);
    }

    /** Makes them at the last moment, when it is known that the device can be told: with their making it may get a new password. */
    @FunctionalInterface
    public interface Maker {

        /**
         * On a thread that may block.
         *
         * @throws DeviceException if there is nothing that this device could be told
         */
        DeviceSettings make(FleetItem item);
    }

    /** The treatment of a device that is in a call. */
    public enum InCall {
        LEFT_ALONE,
        TOLD
    }

    @Override
    public String toString() {
        return "DeviceSettings[" + settings.size() + "]";
    }
}
