package org.courtbridge.provisioning.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.courtbridge.provisioning.inventory.DeviceDescription;

/** MAC addresses and serial numbers, however they are written: in capitals, without what stands between the digits. */
public final class HardwareId {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s:.-]");
    private static final Pattern MAC = Pattern.compile("[0-9A-F]{12}");
    private static final Pattern ANY = Pattern.compile("[0-9A-Z]{4,40}");

    private HardwareId() {}

    /**
     * @return empty for an empty text
     * @throws IllegalArgumentException if it is neither
     */
    public static String of(String text) {
        String plain = SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        if (!plain.isEmpty() && !ANY.matcher(plain).matches()) {
            throw new IllegalArgumentException(
                    "hardware: %s (expected: a MAC address or a serial number)".formatted(text));
        }
        return plain;
    }

    /**
     * Identifiers of a device in the inventory, the serial number first; a serial number that cannot be in a file's name is
     * left out.
     */
    public static List<String> known(DeviceDescription device) {
        return Stream.of(device.serial(), device.mac())
                .flatMap(text -> ifAny(text).stream())
                .toList();
    }

    private static Optional<String> ifAny(String text) {
        try {
            return Optional.of(of(text)).filter(hardware -> !hardware.isEmpty());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** @param hardware as {@link #of} gives it */
    public static boolean isMac(String hardware) {
        return MAC.matcher(hardware).matches();
    }
}
