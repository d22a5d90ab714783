package org.courtbridge.devices.cisco;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.Power;
import org.courtbridge.devices.StreamStatistics;
import org.courtbridge.devices.StreamStatistics.Direction;
import org.courtbridge.devices.StreamStatistics.Medium;

/** Reads the result of xStatus. Everything is below a node {@code Status}; what is not there is not told. */
final class CodecStatus {

    private CodecStatus() {}

    static DeviceIdentity identity(XapiNode status, String name) {
        return new DeviceIdentity(
                "Cisco",
                status.textAt("SystemUnit", "ProductId").orElse(""),
                name,
                status.textAt("SystemUnit", "Hardware", "Module", "SerialNumber")
                        .orElse(""),
                status.textAt("SystemUnit", "Software", "Version").orElse(""));
    }

    static DeviceStatus read(XapiNode status, CiscoCameraRange range) {
        DeviceStatus.Builder told = DeviceStatus.builder();
        status.textAt("Standby", "State").map(CodecStatus::power).ifPresent(told::power);
        registrations(status).reduce(Boolean::logicalOr).ifPresent(told::registered);
        told.calls(calls(status));
        status.textAt("Audio", "Microphones", "Mute").map("On"::equals).ifPresent(told::microphonesMuted);
        status.textAt("Audio", "Volume").map(CodecStatus::integer).ifPresent(told::volume);
        connected(status, "Cameras", "Camera").reduce(Boolean::logicalOr).ifPresent(told::cameraConnected);
        connected(status, "Video", "Output", "Connector")
                .reduce(Boolean::logicalOr)
                .ifPresent(told::displayConnected);
        status.textAt("SystemUnit", "Hardware", "Temperature")
                .map(CodecStatus::decimal)
                .ifPresent(told::temperature);
        status.textAt("SystemUnit", "Software", "Version").ifPresent(told::firmware);
        camera(status, range).ifPresent(told::camera);
        return told.build();
    }

    private static Power power(String state) {
        return switch (state) {
            case "Off", "Halfwake" -> Power.ON;
            case "Standby" -> Power.STANDBY;
            case "EnteringStandby" -> Power.COOLING_DOWN;
            default -> throw DeviceException.malformed(state, "Off, Halfwake, EnteringStandby or Standby");
        };
    }

    private static Stream<Boolean> registrations(XapiNode status) {
        return Stream.concat(
                        status.every("SIP", "Registration").flatMap(one -> one.textAt("Status").stream()),
                        status.textAt("H323", "Gatekeeper", "Status").stream())
                .map("Registered"::equals);
    }

    private static Stream<Boolean> connected(XapiNode status, String... path) {
        return status.every(path)
                .flatMap(one -> one.textAt("Connected").stream())
                .map("True"::equals);
    }

    static List<ActiveCall> calls(XapiNode status) {
        return status.all("Call").stream()
                .flatMap(call -> state(call).stream()
                        .map(state -> new ActiveCall(
                                String.valueOf(call.item()),
                                call.textAt("RemoteNumber")
                                        .or(() -> call.textAt("CallbackNumber"))
                                        .orElse(""),
                                state)))
                .toList();
    }

    /** Empty for a call that is over. */
    private static Optional<ActiveCall.State> state(XapiNode call) {
        boolean incoming = call.textAt("Direction").equals(Optional.of("Incoming"));
        return switch (call.textAt("Status").orElse("")) {
            case "Idle", "Disconnecting" -> Optional.empty();
            case "Dialling", "Connecting", "Ringing" ->
                Optional.of(incoming ? ActiveCall.State.RINGING : ActiveCall.State.CALLING);
            default -> Optional.of(ActiveCall.State.CONNECTED);
        };
    }

    static Optional<CameraPosition> camera(XapiNode status, CiscoCameraRange range) {
        return status.find("Cameras", "Camera", "Position")
                .flatMap(place -> place.textAt("Pan")
                        .flatMap(pan -> place.textAt("Tilt")
                                .flatMap(tilt -> place.textAt("Zoom")
                                        .map(zoom -> range.position(integer(pan), integer(tilt), integer(zoom))))));
    }

    static List<StreamStatistics> statistics(XapiNode status) {
        List<StreamStatistics> all = new ArrayList<>();
        status.every("MediaChannels", "Call")
                .forEach(call -> call.all("Channel").stream()
                        .flatMap(channel -> channel(String.valueOf(call.item()), channel).stream())
                        .forEach(all::add));
        return all;
    }

    private static Optional<StreamStatistics> channel(String call, XapiNode channel) {
        String type = channel.textAt("Type").orElse("");
        boolean content = channel.textAt("Video", "ChannelRole").equals(Optional.of("Presentation"));
        Optional<Medium> medium = switch (type) {
            case "Audio" -> Optional.of(Medium.AUDIO);
            case "Video" -> Optional.of(content ? Medium.CONTENT : Medium.VIDEO);
            default -> Optional.empty();
        };
        return medium.map(known -> new StreamStatistics(
                call,
                known,
                channel.textAt("Direction").equals(Optional.of("Incoming")) ? Direction.RECEIVED : Direction.SENT,
                channel.textAt(type, "Protocol").orElse(""),
                channel.textAt("Netstat", "ChannelRate")
                        .map(CodecStatus::integer)
                        .map(Integer::longValue),
                loss(channel),
                channel.textAt("Netstat", "Jitter").map(CodecStatus::integer).map(Duration::ofMillis),
                Optional.empty()));
    }

    /** Of the last interval, as the whole call's would hide what is wrong now. */
    private static Optional<Double> loss(XapiNode channel) {
        return channel.textAt("Netstat", "LastIntervalLost")
                .map(CodecStatus::integer)
                .flatMap(lost -> channel.textAt("Netstat", "LastIntervalReceived")
                        .map(CodecStatus::integer)
                        .map(received -> lost + received == 0 ? 0 : (double) lost / (lost + received)));
    }

    private static int integer(String text) {
        if (!text.matches("-?[0-9]{1,9}")) {
            throw DeviceException.malformed(text, "a number");
        }
        return Integer.parseInt(text);
    }

    private static double decimal(String text) {
        if (!text.matches("-?[0-9]{1,4}(\\.[0-9]{1,4})?")) {
            throw DeviceException.malformed(text, "a temperature");
        }
        return Double.parseDouble(text);
    }
}
