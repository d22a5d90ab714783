package org.courtbridge.operations.fleet;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.RoomDevice;

/** One {@link RoomDevice} for each thing with a driver, so that the poll and the console never talk to it at the same time. */
final class EquipmentConnections implements AutoCloseable {

    private final DeviceNetwork network;
    private final Predicate<Equipment> current;
    private final Map<String, Open> all = new ConcurrentHashMap<>();

    private record Open(Equipment equipment, RoomDevice device) {}

    /** @param current whether something is still reached there, by that login; must not wait */
    EquipmentConnections(DeviceNetwork network, Predicate<Equipment> current) {
        this.network = network;
        this.current = current;
    }

    /**
     * Another one once its address, its driver or its login is another.
     *
     * @throws DeviceException if its driver needs a login and there is none, or it is reached otherwise since it was read: a login that
     *     was dropped is not used any more
     */
    RoomDevice to(Equipment equipment) {
        Open open = all.compute(equipment.id(), (_, before) -> {
            if (!current.test(equipment)) {
                throw new DeviceException(
                        DeviceFault.CLOSED, "its address, its driver or its login has become another meanwhile");
            }
            if (before != null && before.equipment.equals(equipment)) {
                return before;
            }
            Optional.ofNullable(before).ifPresent(stale -> stale.device.close());
            return new Open(
                    equipment,
                    DriverFamilies.open(equipment.family(), network, equipment.address(), equipment.login()));
        });
        return open.device;
    }

    /** Closes those to an address, whatever is reached there. */
    void closeTo(DeviceAddress address) {
        all.forEach((id, open) -> {
            if (open.equipment.address().equals(address) && all.remove(id, open)) {
                open.device.close();
            }
        });
    }

    /** Closes those to what is not there any more. */
    void keep(Set<String> ids) {
        all.forEach((id, open) -> {
            if (!ids.contains(id) && all.remove(id, open)) {
                open.device.close();
            }
        });
    }

    @Override
    public void close() {
        keep(Set.of());
    }
}
