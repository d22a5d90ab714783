package org.courtbridge.devices.huawei;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceCommand.Setting;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceJson;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.DrivenDevice;
import org.courtbridge.devices.Driver;
import org.courtbridge.devices.Power;
import org.courtbridge.devices.Readback;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.StreamStatistics;

/** A TE20 to TE60. It tells of one call, and not with whom. */
public final class HuaweiTerminal implements Driver {

    public static final int PORT = 443;

    /** Of {@code speakerValue}: 0 to 15. */
    private static final int LOUDEST = 15;

    /** The one site of a call between two. */
    private static final int SITE = 1;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ActionSession session;
    private final Duration readback;

    private HuaweiTerminal(ActionSession session, Duration readback) {
        this.session = session;
        this.readback = readback;
    }

    public static RoomDevice at(DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        return new DrivenDevice(
                new HuaweiTerminal(
                        new ActionSession(network, address, credentials),
                        network.limits().readback()),
                network.limits());
    }

    @Override
    public CompletableFuture<Set<Capability>> capabilities() {
        return CompletableFuture.completedFuture(EnumSet.of(
                Capability.DIAL,
                Capability.HANG_UP,
                Capability.ANSWER,
                Capability.MUTE_MICROPHONES,
                Capability.SET_VOLUME,
                Capability.WAKE,
                Capability.STANDBY,
                Capability.CONFIGURE));
    }

    @Override
    public CompletableFuture<DeviceIdentity> identify() {
        return session.act("WEB_GetVersionInfoAPI")
                .thenCompose(version -> session.act("WEB_GetProductEsnAPI")
                        .thenApply(product -> new DeviceIdentity(
                                "Huawei",
                                DeviceJson.text(version, "model").orElse(""),
                                "",
                                DeviceJson.text(product, "product_esn").orElse(""),
                                DeviceJson.text(version, "softVersion").orElse(""))));
    }

    @Override
    public CompletableFuture<DeviceStatus> status() {
        DeviceStatus.Builder status = DeviceStatus.builder();
        return isAsleep()
                .thenCompose(asleep -> {
                    status.power(asleep ? Power.STANDBY : Power.ON);
                    return audio();
                })
                .thenCompose(audio -> {
                    status.microphonesMuted(audio.path("MicSwitch").asInt() == 0);
                    DeviceJson.number(audio, "speakerValue")
                            .map(steps -> Math.clamp(Math.round(steps * 100 / LOUDEST), 0, 100))
                            .ifPresent(status::volume);
                    return calls();
                })
                .thenCompose(calls -> {
                    status.calls(calls);
                    return session.act("WEB_GetVersionInfoAPI");
                })
                .thenApply(version -> {
                    DeviceJson.text(version, "softVersion").ifPresent(status::firmware);
                    return status.build();
                });
    }

    private CompletableFuture<Boolean> isAsleep() {
        return session.act("WEB_IsSystemSleepAPI").thenApply(answer -> switch (DeviceJson.text(answer, "isSystemSleep")
                .orElse("")) {
            case "sleep" -> true;
            case "unsleep" -> false;
            default -> throw DeviceException.malformed(answer.toString(), "isSystemSleep");
        });
    }

    private CompletableFuture<JsonNode> audio() {
        return session.act("WEB_InitAudioCtrlParamsAPI").thenApply(answer -> {
            if (!answer.path("MicSwitch").isNumber()) {
                throw DeviceException.malformed(answer.toString(), "MicSwitch");
            }
            return answer;
        });
    }

    /** {@code callstate} 1 is a call; {@code confstate} 1 one that goes out and 2 one that comes in, unanswered both. */
    private CompletableFuture<List<ActiveCall>> calls() {
        return session.act("WEB_GetMailboxDataAPI").thenApply(answer -> {
            JsonNode state = answer.path("state");
            if (!state.path("callstate").isNumber()) {
                throw DeviceException.malformed(answer.toString(), "state: callstate");
            }
            ActiveCall.State stage = switch (state.path("confstate").asInt()) {
                case 1 -> ActiveCall.State.CALLING;
                case 2 -> ActiveCall.State.RINGING;
                default -> ActiveCall.State.CONNECTED;
            };
            boolean inCall = state.path("callstate").asInt() == 1 || stage != ActiveCall.State.CONNECTED;
            return inCall ? List.of(new ActiveCall(String.valueOf(SITE), "", stage)) : List.of();
        });
    }

    @Override
    public CompletableFuture<Void> perform(DeviceCommand command) {
        return switch (command) {
            case DeviceCommand.Dial(String address, DeviceCommand.CallProtocol _) -> dial(address, command);
            case DeviceCommand.HangUp _ -> hangUp(command);
            case DeviceCommand.Answer _ -> answer(command);
            case DeviceCommand.MuteMicrophones(Setting setting) ->
                then(
                        session.act(setting.isOn() ? "WEB_CloseMicAPI" : "WEB_OpenMicAPI"),
                        this::audio,
                        now -> now.path("MicSwitch").asInt() == (setting.isOn() ? 0 : 1),
                        command);
            case DeviceCommand.SetVolume(int percent) -> volume(Math.round(percent * LOUDEST / 100f), command);
            case DeviceCommand.Wake _ ->
                then(session.act("WEB_SystemWakeUpAPI"), this::isAsleep, asleep -> !asleep, command);
            case DeviceCommand.Standby _ ->
                then(session.act("WEB_StartTermSleepAPI"), this::isAsleep, asleep -> asleep, command);
            case DeviceCommand.Configure settings -> TerminalSettings.set(session, settings, readback);
            case DeviceCommand.AutoAnswer _,
                    DeviceCommand.StepVolume _,
                    DeviceCommand.SelectInput _,
                    DeviceCommand.BlankPicture _,
                    DeviceCommand.MoveCamera _,
                    DeviceCommand.StorePreset _,
                    DeviceCommand.RecallPreset _,
                    DeviceCommand.ShowMessage _ ->
                CompletableFuture.failedFuture(DeviceException.notSupported(command.capability()));
        };
    }

    private <T> CompletableFuture<Void> then(
            CompletableFuture<JsonNode> asked,
            Supplier<CompletableFuture<T>> look,
            Predicate<T> done,
            DeviceCommand command) {
        return asked.thenCompose(_ -> Readback.until(() -> look.get().thenApply(done::test), readback, command));
    }

    /** Calls an address; the terminal chooses the protocol. */
    private CompletableFuture<Void> dial(String address, DeviceCommand command) {
        return calls().thenCompose(before -> {
            if (!before.isEmpty()) {
                throw new DeviceException(DeviceFault.ALREADY_IN_CALL, "the terminal is in a call already");
            }
            return then(
                    session.act("WEB_CallNumberAPI", JSON.objectNode().put("szNumber", address)),
                    this::calls,
                    calls -> !calls.isEmpty(),
                    command);
        });
    }

    private CompletableFuture<Void> hangUp(DeviceCommand command) {
        return calls().thenCompose(before -> before.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : then(session.act("WEB_HangupCallAPI", site()), this::calls, List::isEmpty, command));
    }

    private CompletableFuture<Void> answer(DeviceCommand command) {
        return calls().thenCompose(before -> {
            if (before.stream().noneMatch(call -> call.state() == ActiveCall.State.RINGING)) {
                throw new DeviceException(DeviceFault.REFUSED, "nobody calls the terminal");
            }
            return then(
                    session.act(
                            "WEB_IncomingCallProcAPI", site().put("ucValue", 1).put("ucMediaType", 0)),
                    this::calls,
                    calls -> calls.stream().anyMatch(call -> call.state() == ActiveCall.State.CONNECTED),
                    command);
        });
    }

    private static ObjectNode site() {
        return JSON.objectNode().put("ucSiteHandle", SITE);
    }

    private CompletableFuture<Void> volume(int steps, DeviceCommand command) {
        return then(
                session.act(
                        "WEB_SetSpeakVolumeAPI",
                        JSON.objectNode().put("speaker", 1).put("speakerValue", steps)),
                this::audio,
                now -> now.path("speakerValue").asInt(-1) == steps,
                command);
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
