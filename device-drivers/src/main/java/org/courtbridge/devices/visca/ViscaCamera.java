package org.courtbridge.devices.visca;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.courtbridge.devices.CameraPosition;
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

/** A camera that turns. VISCA knows no password: whoever reaches its port may turn it. */
public final class ViscaCamera implements Driver {

    public static final int PORT = 52381;

    private static final int PRESETS = 16;

    /** Half of the fastest, so that a turn is seen as one. */
    private static final String SPEED = "0C";

    /** Cameras stop a step or two beside where they were sent. */
    private static final double TOLERANCE = 0.01;

    private static final String POWER_ON = "02";
    private static final String POWER_OFF = "03";

    private final DeviceNetwork network;
    private final DeviceAddress address;
    private final ViscaRange range;
    private volatile @Nullable ViscaLink link;

    private ViscaCamera(DeviceNetwork network, DeviceAddress address, ViscaRange range) {
        this.network = network;
        this.address = address;
        this.range = range;
    }

    public static RoomDevice at(DeviceNetwork network, DeviceAddress address, ViscaRange range) {
        return new DrivenDevice(new ViscaCamera(network, address, range), network.limits());
    }

    @Override
    public CompletableFuture<Set<Capability>> capabilities() {
        return CompletableFuture.completedFuture(
                EnumSet.of(Capability.WAKE, Capability.STANDBY, Capability.MOVE_CAMERA, Capability.CAMERA_PRESETS));
    }

    /** CAM_VersionInq: {@code y0 50 GG GG HH HH JJ JJ KK FF}, vendor, model, revision, sockets. */
    @Override
    public CompletableFuture<DeviceIdentity> identify() {
        return link().thenCompose(open -> open.inquire("00 02")).thenApply(version -> {
            if (version.length() < 14) {
                throw DeviceException.malformed(version, "seven bytes of version");
            }
            return new DeviceIdentity(
                    vendor(version.substring(0, 4)), version.substring(4, 8), "", "", version.substring(8, 12));
        });
    }

    private static String vendor(String code) {
        return code.equals("0001") || code.equals("0020") ? "Sony" : "vendor " + code;
    }

    @Override
    public CompletableFuture<DeviceStatus> status() {
        DeviceStatus.Builder status = DeviceStatus.builder();
        return link().thenCompose(open -> power(open).thenCompose(power -> {
            switch (power) {
                case POWER_ON -> status.power(Power.ON);
                case POWER_OFF -> status.power(Power.STANDBY);
                case "04" -> status.warning(DeviceWarning.OTHER);
                default -> throw DeviceException.malformed(power, "CAM_PowerInq: 02, 03 or 04");
            }
            return power.equals(POWER_ON)
                    ? position(open).thenApply(place -> status.camera(place).build())
                    : CompletableFuture.completedFuture(status.build());
        }));
    }

    /** CAM_PowerInq. */
    private static CompletableFuture<String> power(ViscaLink open) {
        return open.inquire("04 00");
    }

    /** Pan-tiltPosInq and CAM_ZoomPosInq. */
    private CompletableFuture<CameraPosition> position(ViscaLink open) {
        return open.inquire("06 12")
                .thenCompose(direction -> open.inquire("04 47")
                        .thenApply(zoom -> range.position(
                                number(direction, 0, range.panDigits()),
                                number(direction, range.panDigits(), 4),
                                number(zoom, 0, 4))));
    }

    private static int number(String bytes, int at, int digits) {
        OptionalInt number = ViscaMessage.spread(bytes, at, digits);
        return number.orElseThrow(() -> DeviceException.malformed(bytes, "0p 0q 0r 0s"));
    }

    @Override
    public CompletableFuture<Void> perform(DeviceCommand command) {
        return link().thenCompose(open -> switch (command) {
            case DeviceCommand.Wake _ -> power(open, POWER_ON, command);
            case DeviceCommand.Standby _ -> power(open, POWER_OFF, command);
            case DeviceCommand.MoveCamera(CameraPosition position) -> move(open, position, command);
            case DeviceCommand.StorePreset(int preset) -> memory(open, "01", preset, command);
            case DeviceCommand.RecallPreset(int preset) -> memory(open, "02", preset, command);
            case DeviceCommand.Dial _,
                    DeviceCommand.HangUp _,
                    DeviceCommand.Answer _,
                    DeviceCommand.AutoAnswer _,
                    DeviceCommand.MuteMicrophones _,
                    DeviceCommand.SetVolume _,
                    DeviceCommand.StepVolume _,
                    DeviceCommand.SelectInput _,
                    DeviceCommand.BlankPicture _,
                    DeviceCommand.ShowMessage _,
                    DeviceCommand.Configure _ ->
                CompletableFuture.failedFuture(DeviceException.notSupported(command.capability()));
        });
    }

    /** CAM_Power. */
    private CompletableFuture<Void> power(ViscaLink open, String value, DeviceCommand command) {
        return open.command("04 00 " + value).thenCompose(_ -> seen(() -> power(open), value::equals, command));
    }

    /** Pan-tiltDrive AbsolutePosition and CAM_Zoom Direct. */
    private CompletableFuture<Void> move(ViscaLink open, CameraPosition position, DeviceCommand command) {
        String direction = ViscaMessage.spread(range.pan(position), range.panDigits())
                + ViscaMessage.spread(range.tilt(position), 4);
        String speeds = range.panDigits() == 5 ? SPEED + "00" : SPEED + SPEED;
        return open.command("06 02" + speeds + direction)
                .thenCompose(_ -> open.command("04 47" + ViscaMessage.spread(range.zoom(position), 4)))
                .thenCompose(_ -> seen(() -> position(open), place -> place.isNear(position, TOLERANCE), command));
    }

    /** CAM_Memory Set and Recall; CAM_MemoryInq tells which was worked with last. The list counts from 0. */
    private CompletableFuture<Void> memory(ViscaLink open, String action, int preset, DeviceCommand command) {
        if (preset < 1 || preset > PRESETS) {
            return CompletableFuture.failedFuture(new DeviceException(
                    DeviceFault.REFUSED, "preset: %d (expected: 1 to %d)".formatted(preset, PRESETS)));
        }
        String number = "%02x".formatted(preset - 1);
        return open.command("04 3F " + action + number)
                .thenCompose(_ -> seen(() -> open.inquire("04 3F"), number::equals, command));
    }

    private <T> CompletableFuture<Void> seen(
            Supplier<CompletableFuture<T>> look, Predicate<T> done, DeviceCommand command) {
        return Readback.until(
                () -> look.get().thenApply(done::test), network.limits().readback(), command);
    }

    @Override
    public CompletableFuture<List<StreamStatistics>> callStatistics() {
        return CompletableFuture.failedFuture(DeviceException.notSupported(Capability.CALL_STATISTICS));
    }

    private CompletableFuture<ViscaLink> link() {
        ViscaLink current = link;
        if (current != null && current.isOpen()) {
            return CompletableFuture.completedFuture(current);
        }
        return ViscaLink.open(network, address).thenApply(opened -> {
            link = opened;
            return opened;
        });
    }

    @Override
    public void disconnect() {
        ViscaLink current = link;
        if (current != null) {
            current.close();
        }
    }
}
