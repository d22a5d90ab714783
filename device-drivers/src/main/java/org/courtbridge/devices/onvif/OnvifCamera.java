package org.courtbridge.devices.onvif;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.DrivenDevice;
import org.courtbridge.devices.Driver;
import org.courtbridge.devices.Readback;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.SafeXml;
import org.courtbridge.devices.StreamStatistics;

/** A camera with ONVIF's profile S. It turns if its first profile has a configuration for that. */
public final class OnvifCamera implements Driver {

    public static final int PORT = 80;

    private static final double TOLERANCE = 0.01;

    /** Of a preset that the camera has not yet; its own tokens are its own business. */
    private static final String PRESET_NAME = "Courtbridge ";

    private final OnvifSession session;
    private final Duration readback;

    private OnvifCamera(OnvifSession session, Duration readback) {
        this.session = session;
        this.readback = readback;
    }

    /** @param clock against which the camera's clock is compared */
    public static RoomDevice at(
            DeviceNetwork network, DeviceAddress address, Credentials credentials, InstantSource clock) {
        return new DrivenDevice(
                new OnvifCamera(
                        new OnvifSession(network, address, credentials, clock),
                        network.limits().readback()),
                network.limits());
    }

    /** Address at which it gives a JPEG of the present picture. */
    public static CompletableFuture<URI> snapshotUri(
            DeviceNetwork network, DeviceAddress address, Credentials credentials, InstantSource clock) {
        OnvifSession session = new OnvifSession(network, address, credentials, clock);
        return session.camera()
                .thenCompose(camera -> session.call(
                                OnvifService.MEDIA,
                                "<trt:GetSnapshotUri><trt:ProfileToken>" + SafeXml.escape(camera.profile())
                                        + "</trt:ProfileToken></trt:GetSnapshotUri>")
                        .thenApply(OnvifCamera::uri));
    }

    static URI uri(SoapNode answer) {
        String text = answer.textAt("MediaUri", "Uri").orElse("");
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw DeviceException.malformed(text, "MediaUri: a URI");
        }
        throw DeviceException.malformed(text, "MediaUri: a URI with a host");
    }

    @Override
    public CompletableFuture<Set<Capability>> capabilities() {
        return session.camera()
                .thenApply(camera -> camera.turns()
                        ? EnumSet.of(Capability.MOVE_CAMERA, Capability.CAMERA_PRESETS)
                        : EnumSet.noneOf(Capability.class));
    }

    @Override
    public CompletableFuture<DeviceIdentity> identify() {
        return information()
                .thenCompose(told -> session.call(OnvifService.DEVICE, "<tds:GetHostname/>")
                        .thenApply(host -> new DeviceIdentity(
                                told.textAt("Manufacturer").orElse(""),
                                told.textAt("Model").orElse(""),
                                host.textAt("HostnameInformation", "Name").orElse(""),
                                told.textAt("SerialNumber").orElse(""),
                                told.textAt("FirmwareVersion").orElse(""))));
    }

    private CompletableFuture<SoapNode> information() {
        return session.call(OnvifService.DEVICE, "<tds:GetDeviceInformation/>");
    }

    @Override
    public CompletableFuture<DeviceStatus> status() {
        DeviceStatus.Builder status = DeviceStatus.builder();
        return information()
                .thenCompose(told -> {
                    told.textAt("FirmwareVersion").ifPresent(status::firmware);
                    return position();
                })
                .thenApply(position -> {
                    position.ifPresent(status::camera);
                    return status.build();
                });
    }

    /** In the generic spaces, in which all that turn with this driver can say where they look; empty if it does not tell. */
    private CompletableFuture<Optional<CameraPosition>> position() {
        return session.camera()
                .thenCompose(camera -> camera.turns()
                        ? ptz("GetStatus", camera, "")
                                .thenApply(answer ->
                                        answer.find("PTZStatus", "Position").flatMap(OnvifCamera::place))
                        : CompletableFuture.completedFuture(Optional.empty()));
    }

    static Optional<CameraPosition> place(SoapNode position) {
        Optional<Double> pan = position.find("PanTilt").flatMap(node -> number(node, "x"));
        Optional<Double> tilt = position.find("PanTilt").flatMap(node -> number(node, "y"));
        Optional<Double> zoom = position.find("Zoom").flatMap(node -> number(node, "x"));
        return pan.isEmpty() || tilt.isEmpty()
                ? Optional.empty()
                : Optional.of(new CameraPosition(
                        Math.clamp(pan.orElseThrow(), -1, 1),
                        Math.clamp(tilt.orElseThrow(), -1, 1),
                        Math.clamp(zoom.orElse(0.0), 0, 1)));
    }

    private static Optional<Double> number(SoapNode node, String attribute) {
        return node.attribute(attribute)
                .filter(text -> text.matches("[-+]?[0-9]{0,9}\\.?[0-9]{1,18}([eE][-+]?[0-9]{1,2})?"))
                .map(Double::parseDouble);
    }

    private CompletableFuture<SoapNode> ptz(String operation, OnvifSession.Camera camera, String inside) {
        return session.call(
                OnvifService.PTZ,
                "<tptz:" + operation + "><tptz:ProfileToken>" + SafeXml.escape(camera.profile())
                        + "</tptz:ProfileToken>" + inside + "</tptz:" + operation + ">");
    }

    @Override
    public CompletableFuture<Void> perform(DeviceCommand command) {
        return switch (command) {
            case DeviceCommand.MoveCamera(CameraPosition position) -> move(position, command);
            case DeviceCommand.StorePreset(int preset) -> store(preset, command);
            case DeviceCommand.RecallPreset(int preset) -> recall(preset);
            case DeviceCommand.Dial _,
                    DeviceCommand.HangUp _,
                    DeviceCommand.Answer _,
                    DeviceCommand.AutoAnswer _,
                    DeviceCommand.MuteMicrophones _,
                    DeviceCommand.SetVolume _,
                    DeviceCommand.StepVolume _,
                    DeviceCommand.Wake _,
                    DeviceCommand.Standby _,
                    DeviceCommand.SelectInput _,
                    DeviceCommand.BlankPicture _,
                    DeviceCommand.ShowMessage _,
                    DeviceCommand.Configure _ ->
                CompletableFuture.failedFuture(DeviceException.notSupported(command.capability()));
        };
    }

    private CompletableFuture<Void> move(CameraPosition position, DeviceCommand command) {
        String place = String.format(
                Locale.ROOT,
                "<tptz:Position><tt:PanTilt x=\"%.5f\" y=\"%.5f\"/><tt:Zoom x=\"%.5f\"/></tptz:Position>",
                position.pan(),
                position.tilt(),
                position.zoom());
        return session.camera()
                .thenCompose(camera -> ptz("AbsoluteMove", camera, place))
                .thenCompose(_ -> seen(
                        this::position,
                        now -> now.filter(there -> there.isNear(position, TOLERANCE))
                                .isPresent(),
                        command));
    }

    private <T> CompletableFuture<Void> seen(
            Supplier<CompletableFuture<T>> look, Predicate<T> done, DeviceCommand command) {
        return Readback.until(() -> look.get().thenApply(done::test), readback, command);
    }

    /** Over the preset with this number or our name for it, or as a new one with that name. */
    private CompletableFuture<Void> store(int preset, DeviceCommand command) {
        return session.camera()
                .thenCompose(camera -> preset(camera, preset)
                        .thenCompose(before -> ptz(
                                "SetPreset",
                                camera,
                                before.map(OnvifCamera::tokenElement)
                                        .orElse("<tptz:PresetName>" + PRESET_NAME + preset + "</tptz:PresetName>")))
                        .thenCompose(_ -> seen(() -> preset(camera, preset), Optional::isPresent, command)));
    }

    private CompletableFuture<Void> recall(int preset) {
        return session.camera()
                .thenCompose(camera -> preset(camera, preset).thenCompose(found -> {
                    String token = found.orElseThrow(() -> new DeviceException(
                            DeviceFault.REFUSED, "preset: %d (the camera has none)".formatted(preset)));
                    return ptz("GotoPreset", camera, tokenElement(token)).thenApply(_ -> null);
                }));
    }

    private static String tokenElement(String token) {
        return "<tptz:PresetToken>" + SafeXml.escape(token) + "</tptz:PresetToken>";
    }

    /** The token of a preset: the one with our name, else the one that is called by the number alone. */
    private CompletableFuture<Optional<String>> preset(OnvifSession.Camera camera, int preset) {
        String number = String.valueOf(preset);
        return ptz("GetPresets", camera, "").thenApply(answer -> {
            List<SoapNode> all = answer.every("Preset").toList();
            return token(all, one -> one.textAt("Name").equals(Optional.of(PRESET_NAME + number)))
                    .or(() -> token(all, one -> one.attribute("token").equals(Optional.of(number))));
        });
    }

    private static Optional<String> token(List<SoapNode> presets, Predicate<SoapNode> wanted) {
        return presets.stream().filter(wanted).findFirst().flatMap(one -> one.attribute("token"));
    }

    @Override
    public CompletableFuture<List<StreamStatistics>> callStatistics() {
        return CompletableFuture.failedFuture(DeviceException.notSupported(Capability.CALL_STATISTICS));
    }

    @Override
    public void disconnect() {
        session.disconnect();
    }
}
