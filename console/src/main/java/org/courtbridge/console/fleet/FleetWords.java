package org.courtbridge.console.fleet;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.configuration.DriverWords;
import org.courtbridge.console.configuration.PushDesk;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Fact;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.operations.fleet.CommandOutcome;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.operations.fleet.FleetRow;
import org.courtbridge.operations.fleet.FleetState;
import org.courtbridge.operations.fleet.LastAnswer;
import org.courtbridge.operations.fleet.PastCall;
import org.courtbridge.operations.fleet.StatusAnswer;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Room;

/** Describes items of the fleet and their state in one language. */
public final class FleetWords {

    private final Messages messages;
    private final ZoneId zone;
    private final InstantSource clock;

    public FleetWords(Messages messages, ZoneId zone, InstantSource clock) {
        this.messages = messages;
        this.zone = zone;
        this.clock = clock;
    }

    public FleetPage.Row row(FleetRow row) {
        FleetItem item = row.item();
        return new FleetPage.Row(
                item.id(),
                kind(item),
                item.name(),
                Stream.of(item.device().map(device -> device.username()).orElse(""), item.about())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" · ")),
                place(item),
                badges(row),
                row.last()
                        .map(last -> messages.get("fleet.since", time(last.since())))
                        .orElse(""));
    }

    String kind(FleetItem item) {
        return item.kind() == FleetItem.Kind.DEVICE ? "" : messages.get("fleet.kind." + item.kind());
    }

    static String place(FleetItem item) {
        return Stream.concat(item.institution().map(Institution::name).stream(), item.room().map(Room::name).stream())
                .collect(Collectors.joining(", "));
    }

    List<Badge> badges(FleetRow row) {
        List<Badge> badges = new ArrayList<>();
        if (row.item().device().filter(device -> !device.enabled()).isPresent()) {
            badges.add(new Badge(messages.get("device.disabled"), "warn"));
        }
        for (FleetState state : row.states()) {
            badges.add(new Badge(messages.get("fleet.state." + state), mood(state)));
        }
        return badges;
    }

    List<Badge> counts(Map<FleetState, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Badge(
                        messages.get("fleet.count", messages.get("fleet.state." + entry.getKey()), entry.getValue()),
                        mood(entry.getKey())))
                .toList();
    }

    private static String mood(FleetState state) {
        return switch (state) {
            case FAULT -> "bad";
            case MUTED, OLD_PASSWORD, SILENT -> "warn";
            case IN_CALL, REGISTERED, ANSWERS -> "good";
            case STANDBY, UNKNOWN -> "";
        };
    }

    String time(Instant at) {
        return Times.second(messages.language(), zone, at, clock.instant());
    }

    /** The facts of an item's last answer, or the fault in their place. */
    List<Fact> facts(LastAnswer last) {
        List<Fact> facts = new ArrayList<>();
        switch (last.answer()) {
            case StatusAnswer.Told told -> add(facts, told.status());
            case StatusAnswer.Failed failed ->
                add(facts, "answer", DriverWords.said(messages, failed.fault(), failed.detail()));
        }
        add(facts, "asked", time(last.at()));
        return facts;
    }

    private void add(List<Fact> facts, DeviceStatus status) {
        add(facts, "power", said(status.power().map(power -> messages.get("power." + power))));
        add(facts, "registered", said(status.registered().map(this::yesOrNo)));
        add(
                facts,
                "calls",
                said(status.calls()
                        .map(calls -> calls.isEmpty()
                                ? messages.get("fleet.fact.calls.none")
                                : calls.stream()
                                        .map(call ->
                                                call.remote() + " (" + messages.get("callstate." + call.state()) + ")")
                                        .collect(Collectors.joining(", ")))));
        add(
                facts,
                "microphones",
                said(status.microphonesMuted()
                        .map(muted ->
                                messages.get(muted ? "fleet.fact.microphones.off" : "fleet.fact.microphones.on"))));
        add(facts, "volume", said(status.volume().map(volume -> messages.get("figures.percent", volume))));
        add(facts, "camera", said(status.cameraConnected().map(this::yesOrNo)));
        add(facts, "position", said(status.camera().map(this::position)));
        add(facts, "display", said(status.displayConnected().map(this::yesOrNo)));
        add(facts, "temperature", said(status.temperature().map(degrees -> messages.get("fleet.degrees", degrees))));
        add(facts, "firmware", said(status.firmware()));
        add(facts, "input", said(status.input()));
        if (!status.warnings().isEmpty()) {
            add(
                    facts,
                    "warnings",
                    status.warnings().stream()
                            .sorted()
                            .map(warning -> messages.get("warning." + warning))
                            .collect(Collectors.joining(", ")));
        }
    }

    private void add(List<Fact> facts, String name, String value) {
        facts.add(new Fact(messages.get("fleet.fact." + name), value));
    }

    private String said(Optional<String> told) {
        return told.orElseGet(() -> messages.get("fleet.unsaid"));
    }

    private String yesOrNo(boolean yes) {
        return messages.get(yes ? "fleet.yes" : "fleet.no");
    }

    private String position(CameraPosition position) {
        return messages.get(
                "fleet.position",
                Math.round(position.pan() * 100),
                Math.round(position.tilt() * 100),
                Math.round(position.zoom() * 100));
    }

    FleetPage.Done done(CommandOutcome outcome, ActorNames names) {
        return new FleetPage.Done(
                time(outcome.at()),
                command(outcome.command()),
                names.name(outcome.actor()).orElseGet(() -> messages.get("actor.system")),
                result(outcome),
                outcome.fault().isEmpty());
    }

    String result(CommandOutcome outcome) {
        return outcome.fault()
                .map(fault -> DriverWords.said(messages, fault, outcome.detail()))
                .orElseGet(() -> outcome.detail().isEmpty()
                        ? messages.get("command.done")
                        : messages.get("command.done.hands", PushDesk.hands(messages, outcome.detail())));
    }

    String command(DeviceCommand command) {
        return switch (command) {
            case DeviceCommand.Dial dial -> messages.get("command.Dial", dial.address());
            case DeviceCommand.HangUp _ -> messages.get("command.HangUp");
            case DeviceCommand.Answer _ -> messages.get("command.Answer");
            case DeviceCommand.AutoAnswer auto -> messages.get("command.AutoAnswer." + auto.setting());
            case DeviceCommand.MuteMicrophones mute -> messages.get("command.MuteMicrophones." + mute.setting());
            case DeviceCommand.SetVolume volume -> messages.get("command.SetVolume", volume.percent());
            case DeviceCommand.StepVolume step -> messages.get("command.StepVolume." + step.step());
            case DeviceCommand.Wake _ -> messages.get("command.Wake");
            case DeviceCommand.Standby _ -> messages.get("command.Standby");
            case DeviceCommand.SelectInput input -> messages.get("command.SelectInput", input.input());
            case DeviceCommand.BlankPicture blank -> messages.get("command.BlankPicture." + blank.setting());
            case DeviceCommand.MoveCamera move -> messages.get("command.MoveCamera", position(move.position()));
            case DeviceCommand.StorePreset store -> messages.get("command.StorePreset", store.preset());
            case DeviceCommand.RecallPreset recall -> messages.get("command.RecallPreset", recall.preset());
            case DeviceCommand.ShowMessage message -> messages.get("command.ShowMessage", message.text());
            case DeviceCommand.Configure _ -> messages.get("command.Configure");
        };
    }

    /** @param known whether the reader may know of the hearing */
    FleetPage.CallRow call(PastCall call, boolean known) {
        return new FleetPage.CallRow(
                Optional.of(call.hearing()).filter(_ -> known),
                known ? call.title() : messages.get("fleet.call.elsewhere"),
                time(call.began()),
                call.ended()
                        .map(ended -> time(ended.at()) + ", " + messages.get("end." + ended.reason()))
                        .orElseGet(() -> messages.get("fleet.call.now")));
    }
}
