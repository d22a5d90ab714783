package org.courtbridge.devices.polygroup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.StreamStatistics;
import org.courtbridge.devices.StreamStatistics.Direction;
import org.courtbridge.devices.StreamStatistics.Medium;

/** Reads the answers of a codec. */
final class PolyGroupAnswers {

    /** Of {@code camera near setposition}: pan, tilt and zoom from -50000 to this. */
    private static final int EXTENT = 50_000;

    /** {@code callinfo:43:Polycom Group Series Demo:192.168.1.101:384:connected:notmuted:outgoing:videocall}; an address may have colons. */
    private static final Pattern CALL = Pattern.compile(
            "callinfo:([0-9]{1,9}):([^:]*):(.*):([0-9]{1,6}):([a-z]+):(muted|notmuted):(incoming|outgoing):([a-z]+)");

    private static final String NO_CALL = "system is not in a call";
    private static final String CALLS_END = "callinfo end";
    private static final Pattern POSITION =
            Pattern.compile("camera near position (-?[0-9]{1,6}) (-?[0-9]{1,6}) (-?[0-9]{1,6})");
    private static final Pattern FACT = Pattern.compile("([A-Z][A-Za-z ]{1,30}?) ?: *(.*)");
    private static final Pattern STATISTIC = Pattern.compile("(%?[a-z]+):(\\S+)");

    private PolyGroupAnswers() {}

    static DeviceIdentity identity(List<String> lines) {
        Map<String, String> facts = new HashMap<>();
        for (String line : lines) {
            Matcher fact = FACT.matcher(line);
            if (fact.matches()) {
                facts.putIfAbsent(fact.group(1), fact.group(2).strip());
            }
        }
        String model = facts.getOrDefault("Model", "");
        if (model.isEmpty()) {
            throw DeviceException.malformed(String.join(" / ", lines), "whoami: Model");
        }
        return new DeviceIdentity(
                "Polycom",
                model,
                lines.stream()
                        .filter(line -> line.startsWith("Hi, my name is"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(""),
                facts.getOrDefault("Serial Number", ""),
                facts.getOrDefault("Software Version", ""));
    }

    /** Whether {@code status} names a SIP server or a gatekeeper that is online; empty if it names neither. */
    static Optional<Boolean> registered(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("sipserver ") || line.startsWith("gatekeeper "))
                .map(line -> line.endsWith(" online"))
                .reduce(Boolean::logicalOr);
    }

    static List<ActiveCall> calls(List<String> lines) {
        if (!lines.contains(NO_CALL) && !lines.contains(CALLS_END)) {
            throw DeviceException.malformed(String.join(" / ", lines), NO_CALL + ", or " + CALLS_END);
        }
        return lines.stream()
                .map(CALL::matcher)
                .filter(Matcher::matches)
                .flatMap(call -> state(call.group(5), call.group(7).equals("incoming")).stream()
                        .map(state -> new ActiveCall(call.group(1), call.group(3), state)))
                .toList();
    }

    /** Empty for a call that is over. */
    private static Optional<ActiveCall.State> state(String told, boolean incoming) {
        return switch (told) {
            case "connected" -> Optional.of(ActiveCall.State.CONNECTED);
            case "disconnected", "inactive" -> Optional.empty();
            default -> Optional.of(incoming ? ActiveCall.State.RINGING : ActiveCall.State.CALLING);
        };
    }

    static Optional<CameraPosition> position(List<String> lines) {
        return PolyGroupSession.match(lines, POSITION)
                .map(found -> new CameraPosition(
                        share(found.group(1)), share(found.group(2)), (share(found.group(3)) + 1) / 2));
    }

    private static double share(String steps) {
        return Math.clamp(Double.parseDouble(steps) / EXTENT, -1, 1);
    }

    static String steps(CameraPosition position) {
        return "%d %d %d"
                .formatted(
                        Math.round(position.pan() * EXTENT),
                        Math.round(position.tilt() * EXTENT),
                        Math.round((position.zoom() * 2 - 1) * EXTENT));
    }

    /**
     * Rates are in kbit/s, jitter in milliseconds. Of what was lost the codec tells how many packets, not of how many, so no share
     * can be told.
     *
     * @param advanced what {@code advnetstats} says
     * @param basic what {@code netstats} says: the codecs
     */
    static List<StreamStatistics> statistics(String call, List<String> advanced, List<String> basic) {
        Map<String, String> told = new HashMap<>();
        read(basic, told);
        read(advanced, told);
        List<StreamStatistics> all = new ArrayList<>();
        stream(call, Medium.AUDIO, Direction.SENT, told, "tap", "tar", "taj").ifPresent(all::add);
        stream(call, Medium.AUDIO, Direction.RECEIVED, told, "rap", "rar", "raj")
                .ifPresent(all::add);
        stream(call, Medium.VIDEO, Direction.SENT, told, "tvp", "tvru", "tvj").ifPresent(all::add);
        stream(call, Medium.VIDEO, Direction.RECEIVED, told, "rvp", "rvru", "rvj")
                .ifPresent(all::add);
        stream(call, Medium.CONTENT, Direction.SENT, told, "tctp", "tcru", "tcj")
                .ifPresent(all::add);
        stream(call, Medium.CONTENT, Direction.RECEIVED, told, "rctp", "rcru", "rcj")
                .ifPresent(all::add);
        return all;
    }

    private static void read(List<String> lines, Map<String, String> told) {
        for (String line : lines) {
            Matcher each = STATISTIC.matcher(line);
            while (each.find()) {
                if (!each.group(2).equals("---")) {
                    told.put(each.group(1), each.group(2));
                }
            }
        }
    }

    private static Optional<StreamStatistics> stream(
            String call,
            Medium medium,
            Direction direction,
            Map<String, String> told,
            String codec,
            String rate,
            String jitter) {
        return number(told, rate)
                .map(kilobits -> new StreamStatistics(
                        call,
                        medium,
                        direction,
                        told.getOrDefault(codec, ""),
                        Optional.of(kilobits * 1000),
                        Optional.empty(),
                        number(told, jitter).map(Duration::ofMillis),
                        Optional.empty()));
    }

    private static Optional<Long> number(Map<String, String> told, String name) {
        return Optional.ofNullable(told.get(name))
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Long::parseLong);
    }
}
