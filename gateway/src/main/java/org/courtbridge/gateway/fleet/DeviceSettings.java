package org.courtbridge.gateway.fleet;

import java.util.Map;
import org.courtbridge.devices.DeviceException;

/**
 * What a device is told to keep. Its text has none of it: there may be passwords.
 *
 * @param settings by the names that its driver knows
 * @param hands codes of what somebody has to set by hand besides, with blanks between them; empty if nothing
 */
public record DeviceSettings(Map<String, String> settings, String hands) {

    public DeviceSettings {
        settings = Map.copyOf(settings);
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

    /** What becomes of a device that is in a call. */
    public enum InCall {
        LEFT_ALONE,
        TOLD
    }

    @Override
    public String toString() {
        return "DeviceSettings[" + settings.size() + "]";
    }
}
