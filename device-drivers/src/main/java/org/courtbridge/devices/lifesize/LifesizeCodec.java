package org.courtbridge.devices.lifesize;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceCommand.Setting;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.DrivenDevice;
import org.courtbridge.devices.Driver;
import org.courtbridge.devices.Power;
import org.courtbridge.devices.Readback;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.StreamStatistics;
import org.jspecify.annotations.Nullable;

/** A codec of LifeSize. Which of its cameras a preset belongs to differs from model to model, so presets are not here. */
public final class LifesizeCodec implements Driver {

    public static final int PORT = 22;

    /** {@code status call active}: number, conference, state, whether it comes in, kind, the other's address, …. */
    private static final Pattern CALL =
            Pattern.compile("([0-9]{1,6}),[0-9]{1,6},([^,]+),([^,]*),[^,]*,([^,]*)(?:,.*)?");

    /** An address: nothing in it can be a command of its own. */
    private static final Pattern ADDRESS = Pattern.compile("[\\p{Alnum}@.:_+#*!%/=-]{1,255}");

    private final Supplier<CompletableFuture<LifesizeSession>> connect;
    private final Duration readback;
    private volatile @Nullable LifesizeSession session;

    private LifesizeCodec(Supplier<CompletableFuture<LifesizeSession>> connect, Duration readback) {
        this.connect = connect;
        this.readback = readback;
    }

    public static RoomDevice at(DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        return new DrivenDevice(
                new LifesizeCodec(
                        () -> LifesizeSession.open(network, address, credentials),
                        network.limits().readback()),
                network.limits());
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
                Capability.SHOW_MESSAGE,
                Capability.CONFIGURE));
    }

    @Override
    public CompletableFuture<DeviceIdentity> identify() {
        return session()
                .thenCompose(open -> open.tell("get system model")
                        .thenCompose(model -> open.tell("get system name")
                                .thenCompose(name -> open.tell("get system serial-number")
                                        .thenCompose(serial -> open.tell("get system version")
                                                .thenApply(version -> new DeviceIdentity(
                                                        "LifeSize",
                                                        last(model),
                                                        name,
                                                        last(serial),
                                                        last(version)))))));
    }

    /** Of {@code maker,model}, {@code kind,version} or {@code CPU board,system board} what belongs to the codec itself. */
    private static String last(String fields) {
        return fields.substring(fields.lastIndexOf(',') + 1);
    }

    @Override
    public CompletableFuture<DeviceStatus> status() {
        DeviceStatus.Builder status = DeviceStatus.builder();
        return session()
                .thenCompose(open -> calls(open)
                        .thenCompose(calls -> {
                            status.calls(calls);
                            return open.tell("get audio mute");
                        })
                        .thenCompose(mute -> {
                            status.microphonesMuted(isOn(mute));
                            return open.tell("get volume speaker");
                        })
                        .thenCompose(volume -> {
                            status.volume(Math.clamp(number(volume), 0, 100));
                            return open.tell("get system version");
                        })
                        .thenCompose(version -> {
                            status.firmware(last(version));
                            return power(open);
                        })
                        .thenApply(power -> {
                            power.ifPresent(status::power);
                            return status.build();
                        }));
    }

    private static boolean isOn(String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw DeviceException.malformed(text, "on or off");
        };
    }

    private static int number(String text) {
        if (!text.matches("-?[0-9]{1,4}")) {
            throw DeviceException.malformed(text, "a number");
        }
        return Integer.parseInt(text);
    }

    /** Empty from the older ones, which do not tell. */
    private static CompletableFuture<Optional<Power>> power(LifesizeSession open) {
        return open.tell("get system asleep").handle((text, failure) -> {
            if (failure == null) {
                return Optional.of(number(text) == 1 ? Power.STANDBY : Power.ON);
            }
            DeviceException why = DeviceException.of(failure);
            if (why.fault() != DeviceFault.NOT_SUPPORTED) {
                throw why;
            }
            return Optional.empty();
        });
    }

    private static CompletableFuture<List<ActiveCall>> calls(LifesizeSession open) {
        return open.ask("status call active")
                .thenApply(lines ->
                        lines.stream().flatMap(line -> call(line).stream()).toList());
    }

    private static Optional<ActiveCall> call(String line) {
        var call = CALL.matcher(line);
        if (!call.matches()) {
            throw DeviceException.malformed(line, "a call");
        }
        boolean incoming =
                call.group(3).equalsIgnoreCase("yes") || call.group(2).equals("incoming");
        return state(call.group(2), incoming).map(state -> new ActiveCall(call.group(1), call.group(4), state));
    }

    /** The older ones' words are capitalized, the newer ones' joined. Empty for a call that is over. */
    private static Optional<ActiveCall.State> state(String told, boolean incoming) {
        return switch (told) {
            case "Connected",
                    "Call Encrypted",
                    "Call Not Encrypted",
                    "Far End Mute",
                    "Far End Unmute",
                    "Far End Hold",
                    "Far End Resume",
                    "media-connected" -> Optional.of(ActiveCall.State.CONNECTED);
            case "On Hook", "Off Hook", "Terminating", "Terminated", "off-hook", "terminating", "terminated" ->
                Optional.empty();
            default ->
                told.startsWith("error-")
                        ? Optional.empty()
                        : Optional.of(incoming ? ActiveCall.State.RINGING : ActiveCall.State.CALLING);
        };
    }

    @Override
    public CompletableFuture<Void> perform(DeviceCommand command) {
        return session().thenCompose(open -> switch (command) {
            case DeviceCommand.Dial(String address, DeviceCommand.CallProtocol _) -> dial(open, address, command);
            case DeviceCommand.HangUp _ -> hangUp(open, command);
            case DeviceCommand.Answer _ -> answer(open, command);
            case DeviceCommand.AutoAnswer(Setting setting) -> set(open, "call auto-answer", setting, command);
            case DeviceCommand.MuteMicrophones(Setting setting) -> set(open, "audio mute", setting, command);
            case DeviceCommand.SetVolume(int percent) ->
                then(
                        open,
                        "set volume speaker " + percent,
                        () -> open.tell("get volume speaker"),
                        now -> number(now) == percent,
                        command);
            case DeviceCommand.Wake _ -> sleep(open, "control wakeup", Power.ON, command);
            case DeviceCommand.Standby _ -> sleep(open, "control sleep", Power.STANDBY, command);
            case DeviceCommand.ShowMessage(String text, Duration time) ->
                open.ask("set system message -t %d %s".formatted(time.toSeconds(), quoted(text)))
                        .thenApply(_ -> null);
            case DeviceCommand.Configure settings -> LifesizeSettings.set(open, settings, readback);
            case DeviceCommand.StepVolume _,
                    DeviceCommand.SelectInput _,
                    DeviceCommand.BlankPicture _,
                    DeviceCommand.MoveCamera _,
                    DeviceCommand.StorePreset _,
                    DeviceCommand.RecallPreset _ ->
                CompletableFuture.failedFuture(DeviceException.notSupported(command.capability()));
        });
    }

    private <T> CompletableFuture<Void> then(
            LifesizeSession open,
            String line,
            Supplier<CompletableFuture<T>> look,
            Predicate<T> done,
            DeviceCommand command) {
        return open.ask(line)
                .thenCompose(_ -> Readback.until(() -> look.get().thenApply(done::test), readback, command));
    }

    private CompletableFuture<Void> set(LifesizeSession open, String name, Setting setting, DeviceCommand command) {
        String value = setting.isOn() ? "on" : "off";
        return then(open, "set %s %s".formatted(name, value), () -> open.tell("get " + name), value::equals, command);
    }

    /** Done when it is seen, by those that tell. */
    private CompletableFuture<Void> sleep(LifesizeSession open, String line, Power wanted, DeviceCommand command) {
        return then(
                open, line, () -> power(open), now -> now.map(wanted::equals).orElse(true), command);
    }

    private CompletableFuture<Void> dial(LifesizeSession open, String address, DeviceCommand command) {
        if (!ADDRESS.matcher(address).matches()) {
            throw new DeviceException(
                    DeviceFault.REFUSED, "no address: %s".formatted(DeviceException.printable(address)));
        }
        return calls(open).thenCompose(before -> {
            if (!before.isEmpty()) {
                throw new DeviceException(DeviceFault.ALREADY_IN_CALL, "the codec is in a call already");
            }
            return then(open, "control call dial " + address, () -> calls(open), calls -> !calls.isEmpty(), command);
        });
    }

    /** Without a call the codec refuses, which is no failure here. */
    private CompletableFuture<Void> hangUp(LifesizeSession open, DeviceCommand command) {
        return calls(open)
                .thenCompose(before -> before.isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : then(open, "control call hangup -a", () -> calls(open), List::isEmpty, command));
    }

    private CompletableFuture<Void> answer(LifesizeSession open, DeviceCommand command) {
        return calls(open).thenCompose(before -> {
            if (before.stream().noneMatch(call -> call.state() == ActiveCall.State.RINGING)) {
                throw new DeviceException(DeviceFault.REFUSED, "nobody calls the codec");
            }
            return then(
                    open,
                    "control call answer",
                    () -> calls(open),
                    calls -> calls.stream().anyMatch(call -> call.state() == ActiveCall.State.CONNECTED),
                    command);
        });
    }

    /** A quotation mark cannot be said. */
    private static String quoted(String text) {
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new DeviceException(DeviceFault.REFUSED, "a control character in a message");
        }
        return "\"" + text.replace('"', '\'') + "\"";
    }

    @Override
    public CompletableFuture<List<StreamStatistics>> callStatistics() {
        return CompletableFuture.failedFuture(DeviceException.notSupported(Capability.CALL_STATISTICS));
    }

    private CompletableFuture<LifesizeSession> session() {
        LifesizeSession current = session;
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
        LifesizeSession current = session;
        if (current != null) {
            current.close();
        }
    }
}
