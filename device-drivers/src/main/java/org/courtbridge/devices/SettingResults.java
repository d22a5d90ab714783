package org.courtbridge.devices;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Collects the results of several settings, by their names, where a device may take some and refuse others. Not for several
 * threads at once.
 */
public final class SettingResults {

    private final List<String> taken = new ArrayList<>();
    private final List<String> believed = new ArrayList<>();
    private final SequencedMap<String, DeviceException> missed = new LinkedHashMap<>();

    /** The device shows it as it was told. */
    public void taken(String name) {
        taken.add(name);
    }

    /** The device said that it took it, and shows none such. */
    public void believed(String name) {
        believed.add(name);
    }

    /** @param why without the value, which may be a password */
    public void missed(String name, DeviceException why) {
        missed.put(name, why);
    }

    /** The device said that it took it, and shows another value. */
    public void notSeen(String name) {
        missed(
                name,
                new DeviceException(
                        DeviceFault.NOT_CARRIED_OUT, "the device said yes, and does not show it as it was told"));
    }

    /**
     * @throws DeviceException if one was not taken, with what became of each: {@link DeviceFault#PARTLY_CARRIED_OUT} if others were, or
     *     else the fault of the first
     */
    public void requireAll() {
        if (missed.isEmpty()) {
            return;
        }
        List<String> each = new ArrayList<>();
        missed.forEach((name, why) -> each.add(name + ": " + why.getMessage()));
        if (!taken.isEmpty()) {
            each.add("taken: " + String.join(", ", taken));
        }
        if (!believed.isEmpty()) {
            each.add("taken as the device says, which does not show it: " + String.join(", ", believed));
        }
        throw new DeviceException(
                isPartly()
                        ? DeviceFault.PARTLY_CARRIED_OUT
                        : missed.firstEntry().getValue().fault(),
                String.join("; ", each));
    }

    /** A device that does nothing of what can be seen is not believed the rest. */
    private boolean isPartly() {
        boolean refused = missed.values().stream().anyMatch(why -> why.fault() != DeviceFault.NOT_CARRIED_OUT);
        return !taken.isEmpty() || refused && !believed.isEmpty();
    }
}
