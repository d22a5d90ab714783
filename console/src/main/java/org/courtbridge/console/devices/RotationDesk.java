package org.courtbridge.console.devices;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.courtbridge.console.handover.HandoverDesk;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.SearchText;

/** Gives devices new passwords, to be handed over, while those of now work as well until an overlap ends. */
public final class RotationDesk {

    static final int LONGEST_OVERLAP_HOURS = 30 * 24;

    private final DeviceDesk desk;
    private final HandoverDesk handovers;
    private final Inventory inventory;
    private final InstantSource clock;

    public RotationDesk(DeviceDesk desk, HandoverDesk handovers, Inventory inventory, InstantSource clock) {
        this.desk = desk;
        this.handovers = handovers;
        this.inventory = inventory;
        this.clock = clock;
    }

    /** Those of a region's institutions; the region's name as anybody writes it. */
    public List<Device> ofRegion(String region) {
        String wanted = SearchText.folded(region);
        return inventory.placements().stream()
                .filter(placement -> placement
                        .institution()
                        .filter(institution ->
                                SearchText.folded(institution.region()).equals(wanted))
                        .isPresent())
                .map(Placement::device)
                .toList();
    }

    public static boolean isOverlap(int hours) {
        return hours >= 1 && hours <= LONGEST_OVERLAP_HOURS;
    }

    /** Whether a field of a form is such a number. */
    public static boolean isOverlap(String hours) {
        return hours.matches("[0-9]{1,3}") && isOverlap(Integer.parseInt(hours));
    }

    /** @param hours of which {@link #isOverlap} is true */
    public List<InventoryViews.Issued> rotated(Call call, List<Device> devices, int hours) {
        if (!isOverlap(hours)) {
            throw new RequestException(
                    400, "overlapHours: %d (expected: 1 to %d)".formatted(hours, LONGEST_OVERLAP_HOURS));
        }
        Instant until = clock.instant().plus(Duration.ofHours(hours));
        return desk.by(call).rotate(devices, until).stream()
                .map(one -> new InventoryViews.Issued(
                        one.device().username(),
                        one.password(),
                        handovers.keep(call, handovers.handover(one.device(), one.password()))))
                .toList();
    }
}
