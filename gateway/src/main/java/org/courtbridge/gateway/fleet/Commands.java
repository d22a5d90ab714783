package org.courtbridge.gateway.fleet;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.provisioning.inventory.Inventory;

/** Tells devices what to do; keeps what came of it for the page, and an entry of it in the audit trail for ever. */
final class Commands {

    private static final int KEPT = 8;

    private final EquipmentConnections connections;
    private final StatusPoll poll;
    private final Inventory inventory;
    private final InstantSource clock;
    private final Map<String, Deque<CommandOutcome>> latest = new ConcurrentHashMap<>();

    Commands(EquipmentConnections connections, StatusPoll poll, Inventory inventory, InstantSource clock) {
        this.connections = connections;
        this.poll = poll;
        this.inventory = inventory;
        this.clock = clock;
    }

    /** Nothing if it does not say, or cannot be reached. */
    CompletableFuture<Set<Capability>> capabilities(Equipment equipment) {
        return open(equipment).thenCompose(RoomDevice::capabilities).exceptionally(failure -> {
            DeviceException.of(failure);
            return EnumSet.noneOf(Capability.class);
        });
    }

    /** Completes when the device has done it and was asked how it is now. That it did not is an outcome. */
    CompletableFuture<CommandOutcome> perform(FleetItem item, DeviceCommand command, String actor) {
        CompletableFuture<Optional<DeviceException>> done = item.equipment()
                .map(this::open)
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new DeviceException(DeviceFault.NOT_SUPPORTED, "it has no driver")))
                .thenCompose(device -> device.perform(command))
                .thenApply(_ -> Optional.<DeviceException>empty())
                .exceptionally(failure -> Optional.of(DeviceException.of(failure)));
        return done.thenApplyAsync(failure -> keep(item, command, actor, failure), Thread::startVirtualThread)
                .thenCompose(outcome -> item.equipment()
                        .map(equipment -> poll.ask(equipment).thenApply(_ -> outcome))
                        .orElseGet(() -> CompletableFuture.completedFuture(outcome)));
    }

    private CompletableFuture<RoomDevice> open(Equipment equipment) {
        try {
            return CompletableFuture.completedFuture(connections.to(equipment));
        } catch (DeviceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** On a thread that may block, as the audit trail is stored. */
    private CommandOutcome keep(
            FleetItem item, DeviceCommand command, String actor, Optional<DeviceException> failure) {
        CommandOutcome outcome = new CommandOutcome(
                clock.instant(),
                actor,
                command,
                failure.map(DeviceException::fault),
                failure.map(DeviceException::getMessage).orElse(""));
        inventory
                .by(actor)
                .tellCommanded(
                        item.subject(),
                        command.toString(),
                        outcome.fault().map(Enum::name).orElse("DONE"));
        Deque<CommandOutcome> line = latest.computeIfAbsent(item.id(), _ -> new ArrayDeque<>());
        synchronized (line) {
            line.addLast(outcome);
            if (line.size() > KEPT) {
                line.removeFirst();
            }
        }
        return outcome;
    }

    /** The latest first. */
    List<CommandOutcome> latest(String id) {
        Deque<CommandOutcome> line = latest.getOrDefault(id, new ArrayDeque<>());
        synchronized (line) {
            List<CommandOutcome> all = new ArrayList<>(line);
            Collections.reverse(all);
            return all;
        }
    }
}
