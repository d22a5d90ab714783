package org.courtbridge.devices.polyrest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceJson;
import org.courtbridge.devices.Power;
import org.courtbridge.devices.StreamStatistics;
import org.courtbridge.devices.StreamStatistics.Direction;
import org.courtbridge.devices.StreamStatistics.Medium;

/** Reads the resources of a codec. */
final class PolyRestAnswers {

    private PolyRestAnswers() {}

    /** {@code /system}. */
    static DeviceIdentity identity(JsonNode system) {
        return new DeviceIdentity(
                "Poly",
                DeviceJson.text(system, "model")
                        .orElseThrow(() -> DeviceException.malformed(system.toString(), "system: model")),
                DeviceJson.text(system, "systemName").orElse(""),
                DeviceJson.text(system, "serialNumber").orElse(""),
                DeviceJson.text(system, "softwareVersion").orElse(""));
    }

    static Optional<Power> power(JsonNode system) {
        return DeviceJson.text(system, "state").map(state -> state.equals("ASLEEP") ? Power.STANDBY : Power.ON);
    }

    /** {@code /system/sipservers} and {@code /system/h323gatekeepers}; empty if it knows no server. */
    static Optional<Boolean> registered(JsonNode servers) {
        return items(servers).stream()
                .flatMap(server -> DeviceJson.text(server, "state").stream())
                .map("UP"::equals)
                .reduce(Boolean::logicalOr);
    }

    /** {@code /cameras/near/all}. */
    static Optional<Boolean> camera(JsonNode sources) {
        return items(sources).stream()
                .filter(source -> DeviceJson.flag(source, "nearCamera").orElse(true))
                .flatMap(source -> DeviceJson.flag(source, "connected").stream())
                .reduce(Boolean::logicalOr);
    }

    private static List<JsonNode> items(JsonNode array) {
        if (!array.isArray()) {
            throw DeviceException.malformed(array.toString(), "an array");
        }
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    /** {@code /conferences}: one conference may have several terminals, which are one call here, ended together. */
    static List<ActiveCall> calls(JsonNode conferences) {
        return items(conferences).stream()
                .map(conference -> new ActiveCall(
                        DeviceJson.text(conference, "id")
                                .orElseThrow(() -> DeviceException.malformed(conference.toString(), "conference: id")),
                        remote(conference),
                        state(conference)))
                .toList();
    }

    private static String remote(JsonNode conference) {
        return DeviceJson.text(conference.path("terminals").path(0), "address")
                .or(() -> DeviceJson.text(conference.path("connections").path(0), "address"))
                .orElse("");
    }

    private static ActiveCall.State state(JsonNode conference) {
        JsonNode connection = conference.path("connections").path(0);
        if (DeviceJson.flag(conference, "isActive").orElse(true)) {
            return ActiveCall.State.CONNECTED;
        }
        return DeviceJson.flag(connection, "incoming").orElse(false)
                ? ActiveCall.State.RINGING
                : ActiveCall.State.CALLING;
    }

    /** {@code /conferences/{confID}/mediastats}: rates in kbit/s, jitter in milliseconds, loss in percent. */
    static List<StreamStatistics> statistics(String call, JsonNode streams) {
        return items(streams).stream()
                .flatMap(told -> stream(call, told).stream())
                .toList();
    }

    private static Optional<StreamStatistics> stream(String call, JsonNode stream) {
        Optional<Medium> medium = switch (DeviceJson.text(stream, "mediaType").orElse("")) {
            case "AUDIO" -> Optional.of(Medium.AUDIO);
            case "VIDEO" -> Optional.of(Medium.VIDEO);
            case "CONTENT" -> Optional.of(Medium.CONTENT);
            default -> Optional.empty();
        };
        return medium.map(known -> new StreamStatistics(
                call,
                known,
                DeviceJson.text(stream, "mediaDirection").orElse("").equals("TX") ? Direction.SENT : Direction.RECEIVED,
                DeviceJson.text(stream, "mediaAlgorithm").orElse(""),
                DeviceJson.number(stream, "actualBitRate").map(kilobits -> Math.round(kilobits * 1000)),
                DeviceJson.number(stream, "percentPacketLoss").map(percent -> Math.clamp(percent / 100, 0, 1)),
                DeviceJson.number(stream, "jitter").map(millis -> Duration.ofMillis(Math.round(millis))),
                Optional.empty()));
    }
}
