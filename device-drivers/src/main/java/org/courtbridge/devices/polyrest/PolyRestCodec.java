package org.courtbridge.devices.polyrest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.courtbridge.devices.DeviceJson;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.DrivenDevice;
import org.courtbridge.devices.Driver;
import org.courtbridge.devices.Readback;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.StreamStatistics;

/**
 * A Poly G7500 or Studio X. Only what the guide documents is here, and its settings: it has no resource by which a call is answered, the codec put to sleep, or a
 * message shown. Where the camera looks it does not tell.
 */
public final class PolyRestCodec implements Driver {

    public static final int PORT = 443;

    /** In kbit/s; what a call takes is what both ends and the gateway agree on. */
    private static final int CALL_RATE = 1920;

    /** Of pan, tilt and zoom, from -50000 to this. */
    private static final int EXTENT = 50_000;

    /** Counted from 0 there. */
    private static final int PRESETS = 10;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final PolyRestSession session;
    private final Duration readback;
    private final PolyRestConfiguration configuration;

    private PolyRestCodec(PolyRestSession session, Duration readback) {
        this.session = session;
        this.readback = readback;
        this.configuration = new PolyRestConfiguration(session, readback);
    }

    public static RoomDevice at(DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        return new DrivenDevice(
                new PolyRestCodec(
                        new PolyRestSession(network, address, credentials),
                        network.limits().readback()),
                network.limits());
    }

    @Override
    public CompletableFuture<Set<Capability>> capabilities() {
        return CompletableFuture.completedFuture(EnumSet.of(
                Capability.DIAL,
                Capability.HANG_UP,
                Capability.MUTE_MICROPHONES,
                Capability.SET_VOLUME,
                Capability.MOVE_CAMERA,
                Capability.CAMERA_PRESETS,
                Capability.CONFIGURE,
                Capability.CALL_STATISTICS));
    }

    @Override
    public CompletableFuture<DeviceIdentity> identify() {
        return session.get("system").thenApply(PolyRestAnswers::identity);
    }

    @Override
    public CompletableFuture<DeviceStatus> status() {
        DeviceStatus.Builder status = DeviceStatus.builder();
        return session.get("system")
                .thenCompose(system -> {
                    PolyRestAnswers.power(system).ifPresent(status::power);
                    Optional.of(PolyRestAnswers.identity(system).firmware())
                            .filter(text -> !text.isEmpty())
                            .ifPresent(status::firmware);
                    return session.get("audio");
                })
                .thenCompose(audio -> {
                    DeviceJson.flag(audio, "muted").ifPresent(status::microphonesMuted);
                    DeviceJson.number(audio, "volume").map(Double::intValue).ifPresent(status::volume);
                    return calls();
                })
                .thenCompose(calls -> {
                    status.calls(calls);
                    return registered();
                })
                .thenCompose(registered -> {
                    registered.ifPresent(status::registered);
                    return session.get("cameras/near/all");
                })
                .thenApply(cameras -> {
                    PolyRestAnswers.camera(cameras).ifPresent(status::cameraConnected);
                    return status.build();
                });
    }

    private CompletableFuture<List<ActiveCall>> calls() {
        return session.get("conferences").thenApply(PolyRestAnswers::calls);
    }

    private CompletableFuture<Optional<Boolean>> registered() {
        return session.get("system/sipservers")
                .thenCompose(sip -> session.get("system/h323gatekeepers").thenApply(h323 -> {
                    Optional<Boolean> bySip = PolyRestAnswers.registered(sip);
                    Optional<Boolean> byH323 = PolyRestAnswers.registered(h323);
                    return bySip.isPresent() && byH323.isPresent()
                            ? Optional.of(bySip.orElseThrow() || byH323.orElseThrow())
                            : bySip.or(() -> byH323);
                }));
    }

    @Override
    public CompletableFuture<Void> perform(DeviceCommand command) {
        return switch (command) {
            case DeviceCommand.Dial(String address, CallProtocol protocol) -> dial(address, protocol, command);
            case DeviceCommand.HangUp _ ->
                calls().thenCompose(calls -> hangUp(calls.iterator()))
                        .thenCompose(_ -> seen(this::calls, List::isEmpty, command));
            case DeviceCommand.MuteMicrophones(Setting setting) ->
                then(
                        session.post("audio/muted", JSON.booleanNode(setting.isOn())),
                        "audio/muted",
                        now -> now.asBoolean(!setting.isOn()) == setting.isOn(),
                        command);
            case DeviceCommand.SetVolume(int percent) ->
                then(
                        session.post("audio/volume", JSON.numberNode(percent)),
                        "audio/volume",
                        now -> now.asInt(-1) == percent,
                        command);
            case DeviceCommand.MoveCamera(CameraPosition position) ->
                session.post("cameras/near/position/SELECTED_PEOPLE", place(position));
            case DeviceCommand.StorePreset(int preset) ->
                preset(preset, "store")
                        .thenCompose(_ -> seen(
                                () -> session.get("cameras/near/presets/" + (preset - 1)),
                                now -> DeviceJson.flag(now, "stored").orElse(false),
                                command));
            case DeviceCommand.RecallPreset(int preset) -> preset(preset, "activate");
            case DeviceCommand.Configure(Map<String, String> settings, Set<String> _) ->
                configuration.set(settings, command);
            case DeviceCommand.Answer _,
                    DeviceCommand.AutoAnswer _,
                    DeviceCommand.StepVolume _,
                    DeviceCommand.Wake _,
                    DeviceCommand.Standby _,
                    DeviceCommand.SelectInput _,
                    DeviceCommand.BlankPicture _,
                    DeviceCommand.ShowMessage _ ->
                CompletableFuture.failedFuture(DeviceException.notSupported(command.capability()));
        };
    }

    private CompletableFuture<Void> then(
            CompletableFuture<Void> asked, String resource, Predicate<JsonNode> done, DeviceCommand command) {
        return asked.thenCompose(_ -> seen(() -> session.get(resource), done, command));
    }

    private <T> CompletableFuture<Void> seen(
            Supplier<CompletableFuture<T>> look, Predicate<T> done, DeviceCommand command) {
        return Readback.until(() -> look.get().thenApply(done::test), readback, command);
    }

    private CompletableFuture<Void> dial(String address, CallProtocol protocol, DeviceCommand command) {
        JsonNode call = JSON.objectNode()
                .put("address", address)
                .put("rate", CALL_RATE)
                .put("dialType", protocol == CallProtocol.SIP ? "SIP" : "H323");
        return calls().thenCompose(before -> {
                    if (!before.isEmpty()) {
                        throw new DeviceException(DeviceFault.ALREADY_IN_CALL, "the codec is in a call already");
                    }
                    return session.post("conferences", call);
                })
                .thenCompose(_ -> seen(this::calls, calls -> !calls.isEmpty(), command));
    }

    private CompletableFuture<Boolean> hangUp(Iterator<ActiveCall> calls) {
        return calls.hasNext()
                ? session.delete("conferences/" + calls.next().id()).thenCompose(_ -> hangUp(calls))
                : CompletableFuture.completedFuture(true);
    }

    private static JsonNode place(CameraPosition position) {
        ObjectNode place = JSON.objectNode();
        place.putObject("camPosition")
                .put("pan", Math.round(position.pan() * EXTENT))
                .put("tilt", Math.round(position.tilt() * EXTENT))
                .put("zoom", Math.round((position.zoom() * 2 - 1) * EXTENT));
        return place.put("relative", false);
    }

    private CompletableFuture<Void> preset(int preset, String action) {
        if (preset < 1 || preset > PRESETS) {
            throw new DeviceException(DeviceFault.REFUSED, "preset: %d (expected: 1 to %d)".formatted(preset, PRESETS));
        }
        return session.post(
                "cameras/near/presets/" + (preset - 1),
                JSON.objectNode().put("action", action).put("withImage", "No"));
    }

    @Override
    public CompletableFuture<List<StreamStatistics>> callStatistics() {
        return calls().thenCompose(calls -> calls.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : session.get("conferences/%s/mediastats"
                                .formatted(calls.getFirst().id()))
                        .thenApply(streams ->
                                PolyRestAnswers.statistics(calls.getFirst().id(), streams)));
    }

    @Override
    public void disconnect() {
        session.disconnect();
    }
}
