package org.courtbridge.devices.cisco;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceCommand.CallProtocol;
import org.courtbridge.devices.DeviceCommand.Setting;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.DrivenDevice;
import org.courtbridge.devices.Driver;
import org.courtbridge.devices.Readback;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.StreamStatistics;

/** A codec with CE or RoomOS, by whichever transport it lets us in. Commands have the names of the API Reference Guide. */
public final class CiscoCodec implements Driver {

    public static final int PORT = 443;
    public static final int SSH_PORT = 22;

    private static final String CAMERA = "1";
    private static final int PRESETS = 35;
    private static final int LONGEST_MESSAGE = 255;
    private static final double TOLERANCE = 0.01;
    private static final String AUTO_ANSWER = "Conference/AutoAnswer/Mode";

    private static final List<String> STATUS =
            List.of("Standby", "SIP", "H323", "Call", "Audio", "Cameras", "Video/Output", "SystemUnit");

    private final Xapi xapi;
    private final Duration readback;
    private final CiscoCameraRange range;

    private CiscoCodec(Xapi xapi, Duration readback, CiscoCameraRange range) {
        this.xapi = xapi;
        this.readback = readback;
        this.range = range;
    }

    /** Over HTTPS, which every version with CE has. */
    public static RoomDevice overHttp(
            DeviceNetwork network, DeviceAddress address, Credentials credentials, CiscoCameraRange range) {
        return driven(network, new XapiOverHttp(network, address, credentials), range);
    }

    /** Over WebSocket, from CE 9.7 on, where {@code NetworkServices/Websocket} is {@code FollowHTTPService}. */
    public static RoomDevice overWebSocket(
            DeviceNetwork network, DeviceAddress address, Credentials credentials, CiscoCameraRange range) {
        return driven(network, new XapiOverWebSocket(network, address, credentials), range);
    }

    /** Over SSH, which is the only way into some that were hardened. */
    public static RoomDevice overSsh(
            DeviceNetwork network, DeviceAddress address, Credentials credentials, CiscoCameraRange range) {
        return driven(network, new XapiOverSsh(network, address, credentials), range);
    }

    private static RoomDevice driven(DeviceNetwork network, Xapi xapi, CiscoCameraRange range) {
        return new DrivenDevice(new CiscoCodec(xapi, network.limits().readback(), range), network.limits());
    }

    @Override
    public CompletableFuture<Set<Capability>> capabilities() {
        return CompletableFuture.completedFuture(EnumSet.of(
                Capability.DIAL,
                Capability.HANG_UP,
                Capability.ANSWER,
                Capability.AUTO_ANSWER,
                Capability.MUTE_MICROPHONES,
                Capability.SET_VOLUME,
                Capability.WAKE,
                Capability.STANDBY,
                Capability.MOVE_CAMERA,
                Capability.CAMERA_PRESETS,
                Capability.SHOW_MESSAGE,
                Capability.CONFIGURE,
                Capability.CALL_STATISTICS));
    }

    @Override
    public CompletableFuture<DeviceIdentity> identify() {
        return status("SystemUnit")
                .thenCompose(status -> configuration(XapiPath.of("SystemUnit/Name"))
                        .thenApply(name -> CodecStatus.identity(status, name.orElse(""))));
    }

    @Override
    public CompletableFuture<DeviceStatus> status() {
        CompletableFuture<XapiNode> all = CompletableFuture.completedFuture(XapiNode.branch("Status"));
        for (String part : STATUS) {
            all = all.thenCompose(told -> status(part).thenApply(told::and));
        }
        return all.thenApply(told -> CodecStatus.read(told, range));
    }

    private CompletableFuture<XapiNode> status(String part) {
        return xapi.get(XapiPath.of("Status/" + part));
    }

    private CompletableFuture<Optional<String>> configuration(XapiPath path) {
        return xapi.get(path.under("Configuration"))
                .thenApply(root -> root.only(path.steps()).flatMap(CiscoCodec::leaf));
    }

    private static Optional<String> leaf(XapiNode node) {
        XapiNode end = node;
        while (!end.isLeaf()) {
            end = end.children().getFirst();
        }
        return Optional.of(end.text());
    }

    private CompletableFuture<List<ActiveCall>> calls() {
        return status("Call").thenApply(CodecStatus::calls);
    }

    @Override
    public CompletableFuture<Void> perform(DeviceCommand command) {
        return switch (command) {
            case DeviceCommand.Dial(String address, CallProtocol protocol) -> dial(address, protocol, command);
            case DeviceCommand.HangUp _ -> hangUp(command);
            case DeviceCommand.Answer _ -> answer(command);
            case DeviceCommand.AutoAnswer(Setting setting) ->
                set(XapiPath.of(AUTO_ANSWER), setting.isOn() ? "On" : "Off", command);
            case DeviceCommand.MuteMicrophones(Setting setting) ->
                then(
                        run("Audio/Microphones/" + (setting.isOn() ? "Mute" : "Unmute"), Map.of()),
                        "Audio",
                        told -> told.textAt("Audio", "Microphones", "Mute")
                                .equals(Optional.of(setting.isOn() ? "On" : "Off")),
                        command);
            case DeviceCommand.SetVolume(int percent) ->
                then(
                        run("Audio/Volume/Set", Map.of("Level", String.valueOf(percent))),
                        "Audio",
                        told -> told.textAt("Audio", "Volume").equals(Optional.of(String.valueOf(percent))),
                        command);
            case DeviceCommand.Wake _ ->
                then(run("Standby/Deactivate", Map.of()), "Standby", told -> !asleep(told), command);
            case DeviceCommand.Standby _ ->
                then(run("Standby/Activate", Map.of()), "Standby", CiscoCodec::asleep, command);
            case DeviceCommand.MoveCamera(CameraPosition position) -> move(position, command);
            case DeviceCommand.StorePreset(int preset) -> store(preset, command);
            case DeviceCommand.RecallPreset(int preset) ->
                preset(preset)
                        .thenCompose(_ -> run("Camera/Preset/Activate", Map.of("PresetId", String.valueOf(preset))))
                        .thenApply(_ -> null);
            case DeviceCommand.ShowMessage(String text, Duration time) -> show(text, time);
            case DeviceCommand.Configure(Map<String, String> settings, Set<String> _) -> configure(settings, command);
            case DeviceCommand.StepVolume _, DeviceCommand.SelectInput _, DeviceCommand.BlankPicture _ ->
                CompletableFuture.failedFuture(DeviceException.notSupported(command.capability()));
        };
    }

    private static boolean asleep(XapiNode told) {
        return told.textAt("Standby", "State")
                .filter(state -> state.equals("Standby") || state.equals("EnteringStandby"))
                .isPresent();
    }

    private CompletableFuture<XapiNode> run(String command, Map<String, String> arguments) {
        return xapi.command(XapiPath.of(command), arguments);
    }

    /** Done when a look at the status shows it. */
    private CompletableFuture<Void> then(
            CompletableFuture<XapiNode> asked, String part, Predicate<XapiNode> done, DeviceCommand command) {
        return asked.thenCompose(_ -> seen(() -> status(part), done, command));
    }

    private <T> CompletableFuture<Void> seen(
            Supplier<CompletableFuture<T>> look, Predicate<T> done, DeviceCommand command) {
        return Readback.until(() -> look.get().thenApply(done::test), readback, command);
    }

    private CompletableFuture<Void> dial(String address, CallProtocol protocol, DeviceCommand command) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("Number", address);
        arguments.put("Protocol", protocol == CallProtocol.SIP ? "Sip" : "H323");
        return calls().thenCompose(before -> {
                    if (!before.isEmpty()) {
                        throw new DeviceException(DeviceFault.ALREADY_IN_CALL, "the device is in a call already");
                    }
                    return run("Dial", arguments);
                })
                .thenCompose(_ -> seen(this::calls, calls -> !calls.isEmpty(), command));
    }

    private CompletableFuture<Void> hangUp(DeviceCommand command) {
        return calls().thenCompose(calls -> disconnect(calls.iterator()))
                .thenCompose(_ -> seen(this::calls, List::isEmpty, command));
    }

    private CompletableFuture<Boolean> disconnect(Iterator<ActiveCall> calls) {
        return calls.hasNext()
                ? run("Call/Disconnect", Map.of("CallId", calls.next().id())).thenCompose(_ -> disconnect(calls))
                : CompletableFuture.completedFuture(true);
    }

    private CompletableFuture<Void> answer(DeviceCommand command) {
        return calls().thenCompose(calls -> {
            ActiveCall ringing = calls.stream()
                    .filter(call -> call.state() == ActiveCall.State.RINGING)
                    .findFirst()
                    .orElseThrow(() -> new DeviceException(DeviceFault.REFUSED, "nobody calls the device"));
            return run("Call/Accept", Map.of("CallId", ringing.id()))
                    .thenCompose(_ -> seen(
                            this::calls,
                            now -> now.contains(
                                    new ActiveCall(ringing.id(), ringing.remote(), ActiveCall.State.CONNECTED)),
                            command));
        });
    }

    private CompletableFuture<Void> move(CameraPosition position, DeviceCommand command) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("CameraId", CAMERA);
        arguments.put("Pan", String.valueOf(range.panOf(position)));
        arguments.put("Tilt", String.valueOf(range.tiltOf(position)));
        arguments.put("Zoom", String.valueOf(range.zoomOf(position)));
        return then(
                run("Camera/PositionSet", arguments),
                "Cameras",
                told -> CodecStatus.camera(told, range)
                        .filter(place -> place.isNear(position, TOLERANCE))
                        .isPresent(),
                command);
    }

    private static CompletableFuture<Integer> preset(int preset) {
        return preset < 1 || preset > PRESETS
                ? CompletableFuture.failedFuture(new DeviceException(
                        DeviceFault.REFUSED, "preset: %d (expected: 1 to %d)".formatted(preset, PRESETS)))
                : CompletableFuture.completedFuture(preset);
    }

    private CompletableFuture<Void> store(int preset, DeviceCommand command) {
        String id = String.valueOf(preset);
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("CameraId", CAMERA);
        arguments.put("PresetId", id);
        arguments.put("Name", "Courtbridge " + id);
        return preset(preset)
                .thenCompose(_ -> run("Camera/Preset/Store", arguments))
                .thenCompose(_ -> seen(
                        () -> run("Camera/Preset/List", Map.of("CameraId", CAMERA)),
                        list -> list.all("Preset").stream()
                                .anyMatch(one -> one.textAt("PresetId").equals(Optional.of(id))),
                        command));
    }

    private CompletableFuture<Void> show(String text, Duration time) {
        if (text.length() > LONGEST_MESSAGE) {
            return CompletableFuture.failedFuture(new DeviceException(
                    DeviceFault.REFUSED,
                    "text: %d characters (expected: at most %d)".formatted(text.length(), LONGEST_MESSAGE)));
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("Duration", String.valueOf(time.toSeconds()));
        arguments.put("Text", text);
        return run("UserInterface/Message/Alert/Display", arguments).thenApply(_ -> null);
    }

    private CompletableFuture<Void> configure(Map<String, String> settings, DeviceCommand command) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
            XapiPath path = XapiPath.parse(setting.getKey())
                    .orElseThrow(() -> new DeviceException(
                            DeviceFault.REFUSED, "no path: %s".formatted(DeviceException.printable(setting.getKey()))));
            all = all.thenCompose(_ -> set(path, setting.getValue(), command));
        }
        return all;
    }

    /** A password is not shown when it is asked for. */
    private CompletableFuture<Void> set(XapiPath path, String value, DeviceCommand command) {
        CompletableFuture<Void> asked = xapi.set(path, value);
        return path.steps().getLast().name().endsWith("Password")
                ? asked
                : asked.thenCompose(
                        _ -> seen(() -> configuration(path), now -> now.equals(Optional.of(value)), command));
    }

    @Override
    public CompletableFuture<List<StreamStatistics>> callStatistics() {
        return status("MediaChannels").thenApply(CodecStatus::statistics);
    }

    @Override
    public void disconnect() {
        xapi.disconnect();
    }
}
