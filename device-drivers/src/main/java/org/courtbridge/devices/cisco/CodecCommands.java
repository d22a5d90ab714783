package org.courtbridge.devices.cisco;

import static org.courtbridge.devices.cisco.XapiNode.branch;
import static org.courtbridge.devices.cisco.XapiNode.leaf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.simulate.SimulatedRoom;

/** Commands of xCommand that a simulated codec carries out. */
final class CodecCommands {

    private static final int PRESETS = 35;
    private static final CiscoCameraRange RANGE = CiscoCameraRange.PRECISION_HD;

    private final SimulatedRoom room;

    CodecCommands(SimulatedRoom room) {
        this.room = room;
    }

    /** @param reason empty for a command that was carried out */
    record Outcome(List<XapiNode> result, Optional<String> reason) {

        static Outcome done(XapiNode... result) {
            return new Outcome(List.of(result), Optional.empty());
        }

        static Outcome refused(String reason) {
            return new Outcome(List.of(), Optional.of(reason));
        }
    }

    /** @param command names with {@code /} between them, in any case; empty if there is no such command */
    Optional<Outcome> run(String command, Map<String, String> arguments) {
        Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.putAll(arguments);
        return Optional.ofNullable(
                switch (command.toLowerCase(Locale.ROOT)) {
                    case "dial" -> dial(given);
                    case "call/accept" -> onCall(given, ActiveCall.State.RINGING, room::answer);
                    case "call/disconnect" -> onCall(given, ActiveCall.State.CONNECTED, room::hangUp);
                    case "call/reject" -> onCall(given, ActiveCall.State.RINGING, room::hangUp);
                    case "audio/microphones/mute" -> simply(() -> room.muteMicrophones(true));
                    case "audio/microphones/unmute" -> simply(() -> room.muteMicrophones(false));
                    case "audio/microphones/togglemute" -> simply(() -> room.muteMicrophones(!room.microphonesMuted()));
                    case "audio/volume/set" -> volume(given);
                    case "audio/volume/increase" -> simply(() -> room.volume(room.volume() + 5));
                    case "audio/volume/decrease" -> simply(() -> room.volume(room.volume() - 5));
                    case "standby/activate" -> simply(() -> room.sleep(true));
                    case "standby/deactivate" -> simply(() -> room.sleep(false));
                    case "camera/positionset" -> position(given);
                    case "camera/preset/store" -> preset(given, this::store);
                    case "camera/preset/activate" -> preset(given, this::activate);
                    case "camera/preset/list" -> presets();
                    case "userinterface/message/alert/display" -> message(given);
                    case "userinterface/message/alert/clear" -> simply(() -> room.show(Optional.empty()));
                    default -> null;
                });
    }

    private static Outcome simply(Runnable effect) {
        effect.run();
        return Outcome.done();
    }

    private Outcome dial(Map<String, String> given) {
        String number = given.getOrDefault("Number", "");
        if (number.isEmpty()) {
            return Outcome.refused("Missing or invalid parameter Number");
        }
        if (!room.calls().isEmpty()) {
            return Outcome.refused("Maximum number of calls reached");
        }
        int id = room.dial(number).map(call -> Integer.parseInt(call.id())).orElse(1);
        return Outcome.done(leaf("CallId", id), leaf("ConferenceId", 1));
    }

    private Outcome onCall(Map<String, String> given, ActiveCall.State state, Consumer<String> effect) {
        return room.calls().stream()
                .filter(call ->
                        given.containsKey("CallId") ? call.id().equals(given.get("CallId")) : call.state() == state)
                .findFirst()
                .map(call -> simply(() -> effect.accept(call.id())))
                .orElse(Outcome.refused("No such call"));
    }

    private Outcome volume(Map<String, String> given) {
        return number(given, "Level", 0, 100)
                .map(level -> simply(() -> room.volume(level)))
                .orElse(Outcome.refused("Missing or invalid parameter Level"));
    }

    private static Optional<Integer> number(Map<String, String> given, String name, int least, int most) {
        return Optional.ofNullable(given.get(name))
                .filter(text -> text.matches("-?[0-9]{1,6}"))
                .map(Integer::parseInt)
                .filter(value -> value >= least && value <= most);
    }

    private Outcome position(Map<String, String> given) {
        if (number(given, "CameraId", 1, 7).isEmpty()) {
            return Outcome.refused("Missing or invalid parameter CameraId");
        }
        room.camera(at -> turned(at, given));
        return Outcome.done();
    }

    /** Position after a turn; axes that are not given stay. */
    private static CameraPosition turned(CameraPosition at, Map<String, String> given) {
        return RANGE.position(
                number(given, "Pan", -65_535, 65_535).orElse(RANGE.panOf(at)),
                number(given, "Tilt", -65_535, 65_535).orElse(RANGE.tiltOf(at)),
                number(given, "Zoom", 0, 65_535).orElse(RANGE.zoomOf(at)));
    }

    private static Outcome preset(Map<String, String> given, IntFunction<Outcome> effect) {
        return number(given, "PresetId", 1, PRESETS)
                .map(effect::apply)
                .orElse(Outcome.refused("Missing or invalid parameter PresetId"));
    }

    private Outcome store(int number) {
        room.storePreset(number);
        return Outcome.done(leaf("PresetId", number));
    }

    private Outcome activate(int number) {
        return room.preset(number)
                .map(place -> simply(() -> room.camera(_ -> place)))
                .orElse(Outcome.refused("No such preset"));
    }

    private Outcome presets() {
        List<XapiNode> all = new ArrayList<>();
        for (int number = 1; number <= PRESETS; number++) {
            int id = number;
            room.preset(id)
                    .ifPresent(
                            _ -> all.add(branch("Preset", leaf("CameraId", 1), leaf("Name", ""), leaf("PresetId", id))
                                    .at(all.size() + 1)));
        }
        return new Outcome(all, Optional.empty());
    }

    private Outcome message(Map<String, String> given) {
        String text = given.getOrDefault("Text", "");
        return text.isEmpty()
                ? Outcome.refused("Missing or invalid parameter Text")
                : simply(() -> room.show(Optional.of(text)));
    }
}
