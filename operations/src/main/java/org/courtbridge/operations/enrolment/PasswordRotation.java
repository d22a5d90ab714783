package org.courtbridge.operations.enrolment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;

/** Gives devices new passwords, while those of now work until a time. */
public final class PasswordRotation {

    private PasswordRotation() {}

    /** @param password to be entered in the device, or told to it; known nowhere else but encrypted */
    public record NewPassword(Device device, String password) {

        @Override
        public String toString() {
            return "NewPassword[" + device.username() + "]";
        }
    }

    /**
     * New passwords for several devices, or for none.
     *
     * @return in the order of the devices
     */
    public static List<NewPassword> rotate(Devices devices, List<Device> all, Instant formerUntil) {
        Map<String, String> passwords = new LinkedHashMap<>();
        List<NewPassword> issued = new ArrayList<>();
        for (Device device : all) {
            String password = Passwords.generate();
            passwords.put(device.id(), password);
            issued.add(new NewPassword(device, password));
        }
        devices.rotate(passwords, formerUntil);
        return issued;
    }
}
