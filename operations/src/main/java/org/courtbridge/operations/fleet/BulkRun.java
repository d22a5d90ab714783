package org.courtbridge.operations.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.courtbridge.devices.DeviceCommand;

/** One command for many things, with an outcome for each. */
public final class BulkRun {

    /** A court's line carries them, and the devices of a nation are told within a minute or two. */
    private static final int AT_ONCE = 100;

    private final String id = UUID.randomUUID().toString();
    private final List<FleetItem> items;
    private final DeviceCommand command;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Map<String, CommandOutcome> outcomes = new ConcurrentHashMap<>();

    BulkRun(List<FleetItem> items, DeviceCommand command) {
        this.items = List.copyOf(items);
        this.command = command;
    }

    void begin(Function<FleetItem, CompletableFuture<CommandOutcome>> perform) {
        BoundedRun.of(
                        items,
                        item -> perform.apply(item).thenAccept(outcome -> outcomes.put(item.id(), outcome)),
                        AT_ONCE)
                .thenRun(() -> done.complete(null));
    }

    public String id() {
        return id;
    }

    public DeviceCommand command() {
        return command;
    }

    /** In the order in which they were given; empty for those that are not done yet, or of which a fault of ours left nothing known. */
    public Map<FleetItem, Optional<CommandOutcome>> outcomes() {
        Map<FleetItem, Optional<CommandOutcome>> all = new LinkedHashMap<>();
        items.forEach(item -> all.put(item, Optional.ofNullable(outcomes.get(item.id()))));
        return all;
    }

    public boolean isDone() {
        return done.isDone();
    }

    /** Complete when there is an outcome for each. */
    public CompletableFuture<Void> done() {
        return done.copy();
    }
}
