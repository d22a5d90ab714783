package org.courtbridge.operations.fleet;

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
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.operations.fleet.DeviceSettings.InCall;
import org.courtbridge.provisioning.inventory.Inventory;

/** Tells devices what to do; keeps what came of it for the page, and an entry of it in the audit trail for ever. */
final class Commands {

    private static final Logger LOG = LogManager.getLogger(Commands.class);
    private static final int KEPT = 8;
    private static final DeviceCommand NOTHING_TOLD = DeviceCommand.Configure.allReadable(Map.of());

    private final EquipmentConnections connections;
    private final StatusPoll poll;
    private final Inventory inventory;
    private final InstantSource clock;
    private final Map<String, Deque<CommandOutcome>> latest = new ConcurrentHashMap<>();

    /** Those that are being told their settings: of two passwords made at once, the one told last might not be the last made. */
    private final Set<String> configuring = ConcurrentHashMap.newKeySet();

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
        return ended(
                item,
                actor,
                open(item)
                        .thenCompose(device -> attempt(device, command, ""))
                        .exceptionally(failure -> Attempt.failed(command, failure)));
    }

    /**
     * Tells a device its settings, which are made only once it answered, takes any, and is in no call or may be disturbed.
     *
     * @param inHearing whether it is in a call of ours, whatever it says itself; asked when it has answered
     */
    CompletableFuture<CommandOutcome> configure(
            FleetItem item, BooleanSupplier inHearing, InCall inCall, DeviceSettings.Maker maker, String actor) {
        if (!configuring.add(item.id())) {
            return ended(
                    item,
                    actor,
                    CompletableFuture.completedFuture(Attempt.failed(
                            NOTHING_TOLD, new DeviceException(DeviceFault.BUSY, "it is being told its settings"))));
        }
        CompletableFuture<Attempt> attempted = open(item)
                .thenCompose(device -> isFree(device, inHearing, inCall)
                        .thenApplyAsync(_ -> maker.make(item), Thread::startVirtualThread)
                        .thenCompose(made -> attempt(
                                device, new DeviceCommand.Configure(made.settings(), made.secrets()), made.hands())))
                .exceptionally(failure -> Attempt.failed(NOTHING_TOLD, failure))
                .whenComplete((_, _) -> configuring.remove(item.id()));
        return ended(item, actor, attempted);
    }

    /**
     * A command that was given to a device, and its result.
     *
     * @param detail of what was carried out, such as what is left to be done by hand
     * @param failure empty if it was carried out
     */
    private record Attempt(DeviceCommand command, String detail, Optional<DeviceException> failure) {

        static Attempt failed(DeviceCommand command, Throwable failure) {
            return new Attempt(command, "", Optional.of(DeviceException.of(failure)));
        }
    }

    private static CompletableFuture<Attempt> attempt(RoomDevice device, DeviceCommand command, String detail) {
        return device.perform(command)
                .thenApply(_ -> new Attempt(command, detail, Optional.empty()))
                .exceptionally(failure -> Attempt.failed(command, failure));
    }

    private static CompletableFuture<Void> isFree(RoomDevice device, BooleanSupplier inHearing, InCall inCall) {
        return device.capabilities()
                .thenCompose(all -> {
                    if (!all.contains(Capability.CONFIGURE)) {
                        throw DeviceException.notSupported(Capability.CONFIGURE);
                    }
                    return device.status();
                })
                .thenAccept(status -> {
                    boolean calling = inHearing.getAsBoolean()
                            || status.calls().filter(calls -> !calls.isEmpty()).isPresent();
                    if (calling && inCall == InCall.LEFT_ALONE) {
                        throw new DeviceException(DeviceFault.ALREADY_IN_CALL, "it was left alone");
                    }
                });
    }

    private CompletableFuture<CommandOutcome> ended(
            FleetItem item, String actor, CompletableFuture<Attempt> attempted) {
        return attempted
                .thenApplyAsync(attempt -> keep(item, attempt, actor), Thread::startVirtualThread)
                .thenCompose(outcome -> item.equipment()
                        .map(equipment -> poll.ask(equipment).thenApply(_ -> outcome))
                        .orElseGet(() -> CompletableFuture.completedFuture(outcome)));
    }

    private CompletableFuture<RoomDevice> open(FleetItem item) {
        return item.equipment()
                .map(this::open)
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new DeviceException(DeviceFault.NOT_SUPPORTED, "it has no driver")));
    }

    private CompletableFuture<RoomDevice> open(Equipment equipment) {
        try {
            return CompletableFuture.completedFuture(connections.to(equipment));
        } catch (DeviceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** On a thread that may block, as the audit trail is stored. */
    private CommandOutcome keep(FleetItem item, Attempt attempt, String actor) {
        DeviceCommand command =
                attempt.command() instanceof DeviceCommand.Configure told ? told.namesOnly() : attempt.command();
        attempt.failure()
                .ifPresent(why -> LOG.debug("{} of {}: {} {}", command, item.id(), why.getMessage(), why.received()));
        CommandOutcome outcome = new CommandOutcome(
                clock.instant(),
                actor,
                command,
                attempt.failure().map(DeviceException::fault),
                attempt.failure().map(DeviceException::getMessage).orElseGet(attempt::detail));
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
