package org.courtbridge.signalling.probe;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.ProbeReport.Equipment;

/** Asks a room's driver how the room is. From any thread; returns at once. */
@FunctionalInterface
public interface EquipmentSource {

    /** Completes with nothing if there is no driver, or it does not answer. */
    CompletionStage<Optional<Equipment>> of(Device device);
}
