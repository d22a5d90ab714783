package org.courtbridge.devices.visca;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.simulate.SimulatedRoom;

/**
 * Commands of the command lists in a simulated camera. It turns in no time; a drive that goes on until it is stopped turns a
 * twentieth of the way.
 */
final class CameraCommands {

    private static final String SYNTAX_ERROR = "906002ff";
    private static final String NO_SOCKET = "906105ff";
    private static final String NOT_EXECUTABLE = "906141ff";
    private static final List<String> DONE = List.of("9041ff", "9051ff");
    private static final double STEP = 0.05;

    private static final Pattern PACKET = Pattern.compile("8[1-7](01|09|2[12])((?:[0-9a-f]{2})*)ff|88010001ff");

    /** CAM_Memory: set or recall, and which. */
    private static final Pattern MEMORY = Pattern.compile("043f(01|02)0([0-9a-f])");

    /** CAM_Zoom Direct. */
    private static final Pattern ZOOM = Pattern.compile("0447((?:0[0-9a-f]){4})");

    /** CAM_Zoom: stop, tele or wide, with a speed or without. */
    private static final Pattern ZOOM_DRIVE = Pattern.compile("0407(?:(00)|(02|2[0-7])|(03|3[0-7]))");

    /** Pan-tiltDrive: speeds, then left, right or neither, then up, down or neither. */
    private static final Pattern DRIVE = Pattern.compile("0601[0-9a-f]{4}0([123])0([123])");

    /** Pan-tiltDrive AbsolutePosition or RelativePosition. */
    private static final Pattern POSITION = Pattern.compile("060([23])[0-9a-f]{4}((?:0[0-9a-f]){8,9})");

    private final SimulatedRoom room;
    private final ViscaRange range;
    private int memory;

    CameraCommands(SimulatedRoom room, ViscaRange range) {
        this.room = room;
        this.range = range;
    }

    static boolean isError(String reply) {
        return reply.startsWith("906");
    }

    /** One reply to an inquiry; acknowledgement and completion for a command. */
    List<String> answer(String packet) {
        Matcher matcher = PACKET.matcher(packet);
        if (!matcher.matches()) {
            return List.of(SYNTAX_ERROR);
        }
        String kind = matcher.group(1);
        String body = matcher.group(2);
        if (kind == null || kind.equals("01") && body.equals("0001")) {
            return List.of("9050ff");
        }
        return switch (kind) {
            case "01" -> command(body);
            case "09" -> List.of(inquiry(body));
            default -> List.of(NO_SOCKET);
        };
    }

    private List<String> command(String body) {
        if (body.equals("040002") || body.equals("040003")) {
            room.sleep(body.equals("040003"));
            return DONE;
        }
        if (room.isAsleep()) {
            return List.of(NOT_EXECUTABLE);
        }
        return remember(body) || zoom(body) || turn(body) ? DONE : List.of(SYNTAX_ERROR);
    }

    private boolean remember(String body) {
        Matcher matcher = MEMORY.matcher(body);
        if (!matcher.matches()) {
            return false;
        }
        int number = Integer.parseInt(matcher.group(2), 16);
        if (matcher.group(1).equals("01")) {
            room.storePreset(number + 1);
        } else {
            room.preset(number + 1).ifPresent(place -> room.camera(_ -> place));
        }
        if (!room.isStuck()) {
            memory = number;
        }
        return true;
    }

    private boolean zoom(String body) {
        Matcher direct = ZOOM.matcher(body);
        if (direct.matches()) {
            int steps = ViscaMessage.spread(direct.group(1), 0, 4).orElseThrow();
            return move(at -> range.position(range.pan(at), range.tilt(at), steps));
        }
        Matcher drive = ZOOM_DRIVE.matcher(body);
        if (!drive.matches()) {
            return false;
        }
        double step = drive.group(2) != null ? STEP : drive.group(3) != null ? -STEP : 0;
        return move(at -> new CameraPosition(at.pan(), at.tilt(), Math.clamp(at.zoom() + step, 0, 1)));
    }

    private boolean turn(String body) {
        if (body.equals("0604") || body.equals("0605")) {
            return move(at -> new CameraPosition(0, 0, at.zoom()));
        }
        Matcher drive = DRIVE.matcher(body);
        if (drive.matches()) {
            double pan = step(drive.group(1), "1", "2");
            double tilt = step(drive.group(2), "2", "1");
            return move(at -> new CameraPosition(
                    Math.clamp(at.pan() + pan, -1, 1), Math.clamp(at.tilt() + tilt, -1, 1), at.zoom()));
        }
        Matcher position = POSITION.matcher(body);
        if (!position.matches() || position.group(2).length() != 2 * (range.panDigits() + 4)) {
            return false;
        }
        boolean relative = position.group(1).equals("3");
        int pan = signed(position.group(2), 0, range.panDigits());
        int tilt = signed(position.group(2), range.panDigits(), 4);
        return move(at -> range.position(
                relative ? range.pan(at) + pan : pan, relative ? range.tilt(at) + tilt : tilt, range.zoom(at)));
    }

    private static double step(String digit, String back, String forth) {
        return digit.equals(back) ? -STEP : digit.equals(forth) ? STEP : 0;
    }

    private static int signed(String bytes, int at, int digits) {
        return ViscaMessage.spread(bytes, at, digits).orElseThrow();
    }

    private boolean move(UnaryOperator<CameraPosition> move) {
        room.camera(move);
        return true;
    }

    private String inquiry(String body) {
        CameraPosition at = room.camera();
        return switch (body) {
            case "0002" -> reply("0001" + "051c" + "0210" + "02");
            case "0400" -> reply(room.isAsleep() ? "03" : "02");
            case "043f" -> whileOn("%02x".formatted(memory));
            case "0447" -> whileOn(ViscaMessage.spread(range.zoom(at), 4));
            case "0612" ->
                whileOn(ViscaMessage.spread(range.pan(at), range.panDigits()) + ViscaMessage.spread(range.tilt(at), 4));
            default -> SYNTAX_ERROR;
        };
    }

    private String whileOn(String data) {
        return room.isAsleep() ? NOT_EXECUTABLE : reply(data);
    }

    private static String reply(String data) {
        return "9050" + data + "ff";
    }
}
