package org.courtbridge.devices.polygroup;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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
import org.jspecify.annotations.Nullable;

/** A codec of the Group Series, over TCP or SSH. Whether it sleeps it does not tell, so neither {@code sleep} nor {@code wake} is read back. */
public final class PolyGroupCodec implements Driver {

    public static final int TELNET_PORT = 24;
    public static final int SSH_PORT = 22;

    /** Of {@code volume}: 0 to 50. */
    private static final int LOUDEST = 50;

    /** Of {@code preset near}: 0 to 99; the remote control counts from 1. */
    private static final int PRESETS = 99;

    /** In kbit/s; what a call takes is what both ends and the gateway agree on. */
    private static final int CALL_RATE = 1920;

    private static final double TOLERANCE = 0.01;

    private static final Pattern MUTE = Pattern.compile("mute near (on|off)");
    private static final Pattern VOLUME = Pattern.compile("volume ([0-9]{1,2})");
    private static final Pattern AUTO_ANSWER = Pattern.compile("autoanswer (yes|no|donotdisturb)");

    /** Names of settings that {@code systemsetting} knows, and of those that are a command of their own. */
    private static final Pattern SETTING = Pattern.compile("[a-z0-9]{2,40}");

    private static final Set<String> COMMANDS_OF_THEIR_OWN =
            Set.of("systemname", "h323name", "e164ext", "gatekeeperip", "usegatekeeper", "sleeptime");

    private static final String SECRET = "password";

    private final Supplier<CompletableFuture<PolyGroupSession>> connect;
    private final Duration readback;
    private volatile @Nullable PolyGroupSession session;

    private PolyGroupCodec(Supplier<CompletableFuture<PolyGroupSession>> connect, Duration readback) {
        this.connect = connect;
        this.readback = readback;
    }

    /** Without encryption, so only where the network to the codec is one's own. */
    public static RoomDevice overTelnet(DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        return driven(network, () -> PolyGroupSession.overTelnet(network, address, credentials));
    }

    public static RoomDevice overSsh(DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        return driven(network, () -> PolyGroupSession.overSsh(network, address, credentials));
    }

    private static RoomDevice driven(DeviceNetwork network, Supplier<CompletableFuture<PolyGroupSession>> connect) {
        return new DrivenDevice(new PolyGroupCodec(connect, network.limits().readback()), network.limits());
    }

    @Override
    public CompletableFuture<Set<Capability>> capabilities() {
        return CompletableFuture.completedFuture(EnumSet.complementOf(
                EnumSet.of(Capability.STEP_VOLUME, Capability.SELECT_INPUT, Capability.BLANK_PICTURE)));
    }

    @Override
    public CompletableFuture<DeviceIdentity> identify() {
        return session().thenCompose(open -> open.ask("whoami")).thenApply(PolyGroupAnswers::identity);
    }

    @Override
    public CompletableFuture<DeviceStatus> status() {
        DeviceStatus.Builder status = DeviceStatus.builder();
        return session()
                .thenCompose(open -> open.ask("status")
                        .thenCompose(lines -> {
                            PolyGroupAnswers.registered(lines).ifPresent(status::registered);
                            return calls(open);
                        })
                        .thenCompose(calls -> {
                            status.calls(calls);
                            return open.find("mute near get", MUTE);
                        })
                        .thenCompose(mute -> {
                            status.microphonesMuted(mute.group(1).equals("on"));
                            return open.find("volume get", VOLUME);
                        })
                        .thenCompose(volume -> {
                            status.volume(Integer.parseInt(volume.group(1)) * 100 / LOUDEST);
                            return open.ask("whoami");
                        })
                        .thenCompose(lines -> {
                            Optional.of(PolyGroupAnswers.identity(lines).firmware())
                                    .filter(text -> !text.isEmpty())
                                    .ifPresent(status::firmware);
                            return position(open);
                        })
                        .thenApply(position -> {
                            position.ifPresent(status::camera);
                            status.cameraConnected(position.isPresent());
                            return status.build();
                        }));
    }

    private static CompletableFuture<List<ActiveCall>> calls(PolyGroupSession open) {
        return open.ask("callinfo all").thenApply(PolyGroupAnswers::calls);
    }

    /** Empty without a camera that turns. */
    private static CompletableFuture<Optional<CameraPosition>> position(PolyGroupSession open) {
        return open.ask("camera near getposition")
                .thenApply(PolyGroupAnswers::position)
                .exceptionally(failure -> {
                    DeviceException why = DeviceException.of(failure);
                    if (why.fault() != DeviceFault.REFUSED) {
                        throw why;
                    }
                    return Optional.empty();
                });
    }

    @Override
    public CompletableFuture<Void> perform(DeviceCommand command) {
        return session().thenCompose(open -> switch (command) {
            case DeviceCommand.Dial(String address, CallProtocol protocol) -> dial(open, address, protocol, command);
            case DeviceCommand.HangUp _ -> then(open, "hangup all", () -> calls(open), List::isEmpty, command);
            case DeviceCommand.Answer _ -> answer(open, command);
            case DeviceCommand.AutoAnswer(Setting setting) ->
                set(open, "autoanswer", setting.isOn() ? "yes" : "no", AUTO_ANSWER, command);
            case DeviceCommand.MuteMicrophones(Setting setting) ->
                set(open, "mute near", setting.isOn() ? "on" : "off", MUTE, command);
            case DeviceCommand.SetVolume(int percent) -> volume(open, percent * LOUDEST / 100, command);
            case DeviceCommand.Wake _ -> open.ask("wake").thenApply(_ -> null);
            case DeviceCommand.Standby _ -> open.ask("sleep").thenApply(_ -> null);
            case DeviceCommand.MoveCamera(CameraPosition position) ->
                then(
                        open,
                        "camera near setposition " + PolyGroupAnswers.steps(position),
                        () -> position(open),
                        now -> now.filter(place -> place.isNear(position, TOLERANCE))
                                .isPresent(),
                        command);
            case DeviceCommand.StorePreset(int preset) -> preset(open, "set", preset);
            case DeviceCommand.RecallPreset(int preset) -> preset(open, "go", preset);
            case DeviceCommand.ShowMessage(String text, Duration _) ->
                open.ask("showpopup " + quoted(text)).thenApply(_ -> null);
            case DeviceCommand.Configure(Map<String, String> settings, Set<String> _) ->
                configure(open, settings, command);
            case DeviceCommand.StepVolume _, DeviceCommand.SelectInput _, DeviceCommand.BlankPicture _ ->
                CompletableFuture.failedFuture(DeviceException.notSupported(command.capability()));
        });
    }

    private <T> CompletableFuture<Void> then(
            PolyGroupSession open,
            String line,
            Supplier<CompletableFuture<T>> look,
            Predicate<T> done,
            DeviceCommand command) {
        return open.ask(line)
                .thenCompose(_ -> Readback.until(() -> look.get().thenApply(done::test), readback, command));
    }

    private CompletableFuture<Void> set(
            PolyGroupSession open, String name, String value, Pattern answer, DeviceCommand command) {
        return then(
                open,
                name + " " + value,
                () -> open.find(name + " get", answer),
                now -> now.group(1).equals(value),
                command);
    }

    private CompletableFuture<Void> volume(PolyGroupSession open, int steps, DeviceCommand command) {
        return then(
                open,
                "volume set " + steps,
                () -> open.find("volume get", VOLUME),
                now -> Integer.parseInt(now.group(1)) == steps,
                command);
    }

    private CompletableFuture<Void> dial(
            PolyGroupSession open, String address, CallProtocol protocol, DeviceCommand command) {
        String line = "dial manual %d %s %s"
                .formatted(CALL_RATE, quoted(address), protocol == CallProtocol.SIP ? "sip" : "h323");
        return calls(open).thenCompose(before -> {
            if (!before.isEmpty()) {
                throw new DeviceException(DeviceFault.ALREADY_IN_CALL, "the codec is in a call already");
            }
            return then(open, line, () -> calls(open), calls -> !calls.isEmpty(), command);
        });
    }

    private CompletableFuture<Void> answer(PolyGroupSession open, DeviceCommand command) {
        return calls(open).thenCompose(before -> {
            if (before.stream().noneMatch(call -> call.state() == ActiveCall.State.RINGING)) {
                throw new DeviceException(DeviceFault.REFUSED, "nobody calls the codec");
            }
            return then(
                    open,
                    "answer video",
                    () -> calls(open),
                    calls -> calls.stream().anyMatch(call -> call.state() == ActiveCall.State.CONNECTED),
                    command);
        });
    }

    private static CompletableFuture<Void> preset(PolyGroupSession open, String what, int preset) {
        if (preset < 1 || preset > PRESETS) {
            throw new DeviceException(DeviceFault.REFUSED, "preset: %d (expected: 1 to %d)".formatted(preset, PRESETS));
        }
        return open.ask("preset near %s %d".formatted(what, preset)).thenApply(_ -> null);
    }

    /** Nothing in it can be a command of its own. */
    private static String quoted(String value) {
        if (value.codePoints().anyMatch(c -> c == '"' || Character.isISOControl(c))) {
            throw new DeviceException(DeviceFault.REFUSED, "a quotation mark or a control character in a value");
        }
        return "\"" + value + "\"";
    }

    private CompletableFuture<Void> configure(
            PolyGroupSession open, Map<String, String> settings, DeviceCommand command) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
            all = all.thenCompose(_ -> configure(open, setting.getKey(), setting.getValue(), command));
        }
        return all;
    }

    /** A password is not shown when it is asked for. */
    private CompletableFuture<Void> configure(PolyGroupSession open, String name, String value, DeviceCommand command) {
        if (!SETTING.matcher(name).matches()) {
            throw new DeviceException(DeviceFault.REFUSED, "no setting: %s".formatted(DeviceException.printable(name)));
        }
        boolean own = COMMANDS_OF_THEIR_OWN.contains(name);
        String set = own ? name + " set " + quoted(value) : "systemsetting " + name + " " + quoted(value);
        if (name.contains(SECRET)) {
            return open.ask(set).thenApply(_ -> null);
        }
        String get = own ? name + " get" : "systemsetting get " + name;
        Pattern answer = Pattern.compile((own ? "" : "systemsetting ") + name + "(?: (?!get\\b|set\\b)\"?(.*?)\"?)?");
        return then(open, set, () -> open.find(get, answer), now -> value.equals(now.group(1)), command);
    }

    @Override
    public CompletableFuture<List<StreamStatistics>> callStatistics() {
        return session()
                .thenCompose(open -> calls(open)
                        .thenCompose(calls -> calls.isEmpty()
                                ? CompletableFuture.completedFuture(List.of())
                                : open.ask("advnetstats")
                                        .thenCompose(advanced -> open.ask("netstats")
                                                .thenApply(basic -> PolyGroupAnswers.statistics(
                                                        calls.getFirst().id(), advanced, basic)))));
    }

    private CompletableFuture<PolyGroupSession> session() {
        PolyGroupSession current = session;
        if (current != null && current.isOpen()) {
            return CompletableFuture.completedFuture(current);
        }
        return connect.get().thenApply(opened -> {
            session = opened;
            return opened;
        });
    }

    @Override
    public void disconnect() {
        PolyGroupSession current = session;
        if (current != null) {
            current.close();
        }
    }
}
