package org.courtbridge.devices.pjlink;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.DeviceWarning;
import org.courtbridge.devices.DrivenDevice;
import org.courtbridge.devices.Driver;
import org.courtbridge.devices.Power;
import org.courtbridge.devices.Readback;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.StreamStatistics;
import org.jspecify.annotations.Nullable;

/**
 * A projector or a display of class 1 or 2. Each command is in section 4 of the PJLink Specifications, where it has the name
 * that it has here.
 */
public final class PjlinkDisplay implements Driver {

    public static final int PORT = 4352;

    /** AVMT (4.5): picture and sound together. */
    private static final String BLANKED = "31";

    private static final String SHOWN = "30";

    /** The kind of an input and its number (4.3). */
    private static final Pattern INPUT = Pattern.compile("[1-6][1-9A-Z]");

    /** Meanings of the six digits of ERST (4.7), in order. */
    private static final List<DeviceWarning> ERRORS = List.of(
            DeviceWarning.FAN,
            DeviceWarning.LAMP,
            DeviceWarning.TEMPERATURE,
            DeviceWarning.COVER,
            DeviceWarning.FILTER,
            DeviceWarning.OTHER);

    private final DeviceNetwork network;
    private final DeviceAddress address;
    private final Optional<String> password;
    private volatile @Nullable PjlinkSession session;

    private PjlinkDisplay(DeviceNetwork network, DeviceAddress address, Optional<String> password) {
        this.network = network;
        this.address = address;
        this.password = password;
    }

    /** @param password empty for a display that wants none */
    public static RoomDevice at(DeviceNetwork network, DeviceAddress address, Optional<String> password) {
        return new DrivenDevice(new PjlinkDisplay(network, address, password), network.limits());
    }

    @Override
    public CompletableFuture<Set<Capability>> capabilities() {
        return session().thenApply(open -> {
            Set<Capability> all =
                    EnumSet.of(Capability.WAKE, Capability.STANDBY, Capability.SELECT_INPUT, Capability.BLANK_PICTURE);
            if (open.level() == 2) {
                all.add(Capability.STEP_VOLUME);
            }
            return all;
        });
    }

    @Override
    public CompletableFuture<DeviceIdentity> identify() {
        return session()
                .thenCompose(open -> tell(open, 1, "INF1")
                        .thenCompose(make -> tell(open, 1, "INF2")
                                .thenCompose(model -> tell(open, 1, "NAME")
                                        .thenCompose(name -> tell(open, 2, "SNUM")
                                                .thenCompose(serial -> tell(open, 2, "SVER")
                                                        .thenApply(firmware -> new DeviceIdentity(
                                                                make, model, name, serial, firmware)))))));
    }

    /** Queries a value; empty if the display's class does not have it, or it cannot tell now. */
    private static CompletableFuture<String> tell(PjlinkSession open, int level, String command) {
        return level > open.level()
                ? CompletableFuture.completedFuture("")
                : open.query(level, command, "").thenApply(value -> value.orElse(""));
    }

    @Override
    public CompletableFuture<DeviceStatus> status() {
        DeviceStatus.Builder status = DeviceStatus.builder();
        return session()
                .thenCompose(open -> power(open)
                        .thenCompose(power -> {
                            power.ifPresent(status::power);
                            return open.query(1, "ERST", "");
                        })
                        .thenCompose(errors -> {
                            errors.ifPresent(digits -> readErrors(digits, status));
                            return open.query(open.level(), "INPT", "");
                        })
                        .thenCompose(input -> {
                            input.ifPresent(status::input);
                            return open.query(1, "AVMT", "");
                        })
                        .thenCompose(muted -> {
                            muted.ifPresent(digits -> readMuting(digits, status));
                            return open.level() == 2 ? open.query(2, "IRES", "") : none();
                        })
                        .thenCompose(resolution -> {
                            resolution.filter("-"::equals).ifPresent(_ -> status.warning(DeviceWarning.NO_SIGNAL));
                            return tell(open, 2, "SVER");
                        })
                        .thenApply(version -> {
                            Optional.of(version).filter(text -> !text.isEmpty()).ifPresent(status::firmware);
                            return status.build();
                        }));
    }

    private static CompletableFuture<Optional<String>> none() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private static CompletableFuture<Optional<Power>> power(PjlinkSession open) {
        return open.query(1, "POWR", "")
                .thenApply(value -> value.map(digit -> switch (digit) {
                    case "0" -> Power.STANDBY;
                    case "1" -> Power.ON;
                    case "2" -> Power.COOLING_DOWN;
                    case "3" -> Power.WARMING_UP;
                    default -> throw DeviceException.malformed(digit, "POWR: 0 to 3");
                }));
    }

    private static void readErrors(String digits, DeviceStatus.Builder status) {
        if (!digits.matches("[012]{6}")) {
            throw DeviceException.malformed(digits, "ERST: six digits, 0 to 2");
        }
        for (int i = 0; i < ERRORS.size(); i++) {
            if (digits.charAt(i) != '0') {
                status.warning(ERRORS.get(i));
            }
        }
    }

    private static void readMuting(String digits, DeviceStatus.Builder status) {
        if (!digits.matches("[123][01]")) {
            throw DeviceException.malformed(digits, "AVMT: 10, 11, 20, 21, 30 or 31");
        }
        boolean on = digits.charAt(1) == '1';
        if (on && digits.charAt(0) != '2') {
            status.warning(DeviceWarning.PICTURE_BLANKED);
        }
        if (on && digits.charAt(0) != '1') {
            status.warning(DeviceWarning.SOUND_MUTED);
        }
    }

    @Override
    public CompletableFuture<Void> perform(DeviceCommand command) {
        return session().thenCompose(open -> switch (command) {
            case DeviceCommand.Wake wake ->
                set(open, 1, "POWR", "1", wake, value -> value.equals("1") || value.equals("3"));
            case DeviceCommand.Standby standby ->
                set(open, 1, "POWR", "0", standby, value -> value.equals("0") || value.equals("2"));
            case DeviceCommand.SelectInput(String input) ->
                INPUT.matcher(input).matches()
                        ? set(open, open.level(), "INPT", input, command, input::equals)
                        : CompletableFuture.failedFuture(new DeviceException(
                                DeviceFault.REFUSED,
                                "input: %s (expected: two characters, such as 31)"
                                        .formatted(DeviceException.printable(input))));
            case DeviceCommand.BlankPicture(DeviceCommand.Setting setting) -> {
                String wanted = setting.isOn() ? BLANKED : SHOWN;
                yield set(open, 1, "AVMT", wanted, command, wanted::equals);
            }
            case DeviceCommand.StepVolume(DeviceCommand.VolumeStep step) ->
                open.set(2, "SVOL", step == DeviceCommand.VolumeStep.UP ? "1" : "0");
            case DeviceCommand.Dial _,
                    DeviceCommand.HangUp _,
                    DeviceCommand.Answer _,
                    DeviceCommand.AutoAnswer _,
                    DeviceCommand.MuteMicrophones _,
                    DeviceCommand.SetVolume _,
                    DeviceCommand.MoveCamera _,
                    DeviceCommand.StorePreset _,
                    DeviceCommand.RecallPreset _,
                    DeviceCommand.ShowMessage _,
                    DeviceCommand.Configure _ ->
                CompletableFuture.failedFuture(DeviceException.notSupported(command.capability()));
        });
    }

    private CompletableFuture<Void> set(
            PjlinkSession open,
            int level,
            String name,
            String value,
            DeviceCommand command,
            Function<String, Boolean> done) {
        return open.set(level, name, value)
                .thenCompose(_ -> Readback.until(
                        () -> open.query(level, name, "")
                                .thenApply(now -> now.map(done).orElse(false)),
                        network.limits().readback(),
                        command));
    }

    @Override
    public CompletableFuture<List<StreamStatistics>> callStatistics() {
        return CompletableFuture.failedFuture(DeviceException.notSupported(Capability.CALL_STATISTICS));
    }

    /** The connection, a new one if it was closed: projectors do so themselves after half a minute (2.1). */
    private CompletableFuture<PjlinkSession> session() {
        PjlinkSession current = session;
        if (current != null && current.isOpen()) {
            return CompletableFuture.completedFuture(current);
        }
        return PjlinkSession.open(network, address, password).thenApply(opened -> {
            session = opened;
            return opened;
        });
    }

    @Override
    public void disconnect() {
        PjlinkSession current = session;
        if (current != null) {
            current.close();
        }
    }
}
