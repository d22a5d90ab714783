package org.courtbridge.provisioning.certificates;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.provisioning.inventory.Placement;

/**
 * By what a device may be called in a certificate: its user name, its id, and the serial number that its maker gave it.
 *
 * @param id in our inventory
 * @param all the user name first
 */
public record DeviceNames(String id, List<String> all) {

    /** Characters of a common name (RFC 5280, appendix A.1, {@code ub-common-name}). */
    private static final int LONGEST = 64;

    public DeviceNames {
        all = List.copyOf(all);
    }

    public static DeviceNames of(Placement placement) {
        return new DeviceNames(
                placement.device().id(),
                Stream.of(
                                placement.device().username(),
                                placement.device().id(),
                                placement.description().serial())
                        .filter(name -> !name.isBlank() && name.length() <= LONGEST)
                        .toList());
    }

    /** Without regard to case, as people type serial numbers. */
    public boolean has(String name) {
        return all.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** As the certificate has it: the name that was asked for, as we write it, or the user name if none was. */
    String chosen(Optional<String> asked) {
        if (asked.isEmpty()) {
            return all.getFirst();
        }
        return all.stream()
                .filter(asked.get()::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new RefusedRequestException(
                        "subject: CN is not this device's (expected: one of %s, or none)".formatted(all)));
    }

    /** The name of a device in any certificate of it, whatever it is called (RFC 9562, section 4). */
    String uri() {
        return "urn:uuid:" + id;
    }
}
