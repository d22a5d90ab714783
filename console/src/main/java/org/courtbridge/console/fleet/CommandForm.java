package org.courtbridge.console.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceCommand.CallProtocol;
import org.courtbridge.devices.DeviceCommand.Setting;
import org.courtbridge.devices.DeviceCommand.VolumeStep;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.operations.fleet.LastAnswer;
import org.courtbridge.operations.fleet.StatusAnswer;

/** Reads what a form of the device page orders. */
final class CommandForm {

    /** Turn of a camera at one press of a button, as a share of its whole range. */
    private static final double NUDGE = 0.1;

    private static final Duration SHOWN = Duration.ofSeconds(30);

    /** Buttons that turn the camera from where it looks now. */
    static final List<String> NUDGES = List.of("left", "right", "up", "down", "in", "out");

    private CommandForm() {}

    /**
     * @param last what the device told just now
     * @throws RequestException with 400 if it orders nothing that there is
     */
    static DeviceCommand read(Call call, Optional<LastAnswer> last) {
        String step = call.field("do");
        return switch (step) {
            case "wake" -> new DeviceCommand.Wake();
            case "standby" -> new DeviceCommand.Standby();
            case "mute" -> new DeviceCommand.MuteMicrophones(Setting.ON);
            case "unmute" -> new DeviceCommand.MuteMicrophones(Setting.OFF);
            case "volume" -> new DeviceCommand.SetVolume(number(call, "percent"));
            case "louder" -> new DeviceCommand.StepVolume(VolumeStep.UP);
            case "softer" -> new DeviceCommand.StepVolume(VolumeStep.DOWN);
            case "dial" ->
                new DeviceCommand.Dial(
                        ApiEndpoints.given(call.field("address"), "address"),
                        call.field("protocol").equals("H323") ? CallProtocol.H323 : CallProtocol.SIP);
            case "hangup" -> new DeviceCommand.HangUp();
            case "answer" -> new DeviceCommand.Answer();
            case "autoanswer" -> new DeviceCommand.AutoAnswer(Setting.ON);
            case "noautoanswer" -> new DeviceCommand.AutoAnswer(Setting.OFF);
            case "input" -> new DeviceCommand.SelectInput(ApiEndpoints.given(call.field("input"), "input"));
            case "blank" -> new DeviceCommand.BlankPicture(Setting.ON);
            case "unblank" -> new DeviceCommand.BlankPicture(Setting.OFF);
            case "home" -> new DeviceCommand.MoveCamera(CameraPosition.HOME);
            case "left", "right", "up", "down", "in", "out" -> new DeviceCommand.MoveCamera(nudged(step, last));
            case "recall" -> new DeviceCommand.RecallPreset(number(call, "preset"));
            case "store" -> new DeviceCommand.StorePreset(number(call, "preset"));
            case "message" -> new DeviceCommand.ShowMessage(ApiEndpoints.given(call.field("text"), "text"), SHOWN);
            default -> throw new RequestException(400, "do: unknown");
        };
    }

    private static CameraPosition nudged(String step, Optional<LastAnswer> last) {
        CameraPosition from = last.map(LastAnswer::answer)
                .flatMap(CommandForm::status)
                .flatMap(DeviceStatus::camera)
                .orElseThrow(() ->
                        new RequestException(409, "the camera does not say where it looks", "error.camera.position"));
        return switch (step) {
            case "left" -> at(from.pan() - NUDGE, from.tilt(), from.zoom());
            case "right" -> at(from.pan() + NUDGE, from.tilt(), from.zoom());
            case "up" -> at(from.pan(), from.tilt() + NUDGE, from.zoom());
            case "down" -> at(from.pan(), from.tilt() - NUDGE, from.zoom());
            case "in" -> at(from.pan(), from.tilt(), from.zoom() + NUDGE);
            default -> at(from.pan(), from.tilt(), from.zoom() - NUDGE);
        };
    }

    private static CameraPosition at(double pan, double tilt, double zoom) {
        return new CameraPosition(Math.clamp(pan, -1, 1), Math.clamp(tilt, -1, 1), Math.clamp(zoom, 0, 1));
    }

    private static Optional<DeviceStatus> status(StatusAnswer answer) {
        return switch (answer) {
            case StatusAnswer.Told told -> Optional.of(told.status());
            case StatusAnswer.Failed _ -> Optional.empty();
        };
    }

    private static int number(Call call, String field) {
        String text = call.field(field);
        if (!text.matches("[0-9]{1,3}")) {
            throw new RequestException(400, "%s: %s (expected: a number)".formatted(field, text));
        }
        return Integer.parseInt(text);
    }

    /** Capabilities that a page has no form for. */
    static final Set<Capability> NO_FORM = Set.of(Capability.CONFIGURE, Capability.CALL_STATISTICS);
}
