package org.courtbridge.operations.fleet;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.ProbeReport.Equipment;
import org.courtbridge.signalling.probe.EquipmentSource;

/** Gets the state of a device's equipment from the fleet's drivers. */
public final class FleetEquipment implements EquipmentSource {

    private final Fleet fleet;

    public FleetEquipment(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public CompletionStage<Optional<Equipment>> of(Device device) {
        return fleet.item(device.id())
                .map(item -> fleet.ask(item).thenApply(last -> last.flatMap(FleetEquipment::told)))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private static Optional<Equipment> told(LastAnswer last) {
        return switch (last.answer()) {
            case StatusAnswer.Told told -> Optional.of(equipment(told.status()));
            case StatusAnswer.Failed _ -> Optional.empty();
        };
    }

    static Equipment equipment(DeviceStatus status) {
        return new Equipment(
                status.microphonesMuted(),
                status.volume().map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                status.cameraConnected(),
                status.displayConnected(),
                status.firmware());
    }
}
