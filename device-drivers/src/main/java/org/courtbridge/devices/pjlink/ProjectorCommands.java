package org.courtbridge.devices.pjlink;

import java.util.List;
import java.util.function.Supplier;
import org.courtbridge.devices.simulate.SimulatedRoom;

/** Commands of section 4 of the PJLink Specifications in a simulated projector, which warms up and cools down in no time. */
final class ProjectorCommands {

    private static final String OK = "OK";
    private static final String UNDEFINED = "ERR1";
    private static final String NO_SUCH_VALUE = "ERR2";
    private static final String NOT_NOW = "ERR3";
    private static final List<String> INPUTS = List.of("11", "31", "32", "51");
    private static final List<String> INPUT_NAMES = List.of("VGA", "HDMI 1", "HDMI 2", "Network");

    private final SimulatedRoom room;
    private final int level;
    private boolean frozen;

    ProjectorCommands(SimulatedRoom room, int level) {
        this.room = room;
        this.level = level;
    }

    PjlinkMessage answer(PjlinkMessage question) {
        if (question.level() > level) {
            return question.with(UNDEFINED);
        }
        return question.with(question.level() == 1 ? first(question) : second(question));
    }

    private String first(PjlinkMessage question) {
        String value = question.value();
        return switch (question.command()) {
            case "POWR" -> power(value);
            case "INPT" -> input(value, 1);
            case "AVMT" -> muting(value);
            case "ERST" -> asked(value, room.temperature() > 60 ? "002000" : "000000");
            case "LAMP" -> asked(value, room.isAsleep() ? "1200 0" : "1200 1");
            case "INST" -> asked(value, inputs(1));
            case "NAME" -> asked(value, "Courtroom");
            case "INF1" -> asked(value, "Courtbridge");
            case "INF2" -> asked(value, "Simulated Display");
            case "INFO" -> asked(value, "simulated");
            case "CLSS" -> asked(value, String.valueOf(level));
            default -> UNDEFINED;
        };
    }

    private String second(PjlinkMessage question) {
        String value = question.value();
        return switch (question.command()) {
            case "INPT" -> input(value, 2);
            case "INST" -> asked(value, inputs(2));
            case "SNUM" -> asked(value, "SIM0001");
            case "SVER" -> asked(value, "1.0");
            case "INNM" -> inputName(value);
            case "IRES" -> whileOn(() -> asked(value, "1920x1080"));
            case "RRES" -> asked(value, "1920x1080");
            case "FILT" -> asked(value, "300");
            case "RLMP", "RFIL" -> asked(value, "");
            case "FREZ" -> whileOn(() -> freeze(value));
            case "SVOL", "MVOL" -> whileOn(() -> volume(question.command(), value));
            default -> UNDEFINED;
        };
    }

    private static String asked(String value, String answer) {
        return value.equals("?") ? answer : NO_SUCH_VALUE;
    }

    private String power(String value) {
        return switch (value) {
            case "?" -> room.isAsleep() ? "0" : "1";
            case "0", "1" -> {
                room.sleep(value.equals("0"));
                yield OK;
            }
            default -> NO_SUCH_VALUE;
        };
    }

    private String input(String value, int asLevel) {
        return whileOn(() -> {
            if (value.equals("?")) {
                return room.input();
            }
            if (!INPUTS.contains(value) || asLevel == 1 && value.charAt(1) > '9') {
                return NO_SUCH_VALUE;
            }
            room.input(value);
            return OK;
        });
    }

    private static String inputs(int asLevel) {
        return String.join(
                " ",
                INPUTS.stream()
                        .filter(input -> asLevel == 2 || input.charAt(1) <= '9')
                        .toList());
    }

    private static String inputName(String value) {
        int at = value.startsWith("?") ? INPUTS.indexOf(value.substring(1)) : -1;
        return at < 0 ? NO_SUCH_VALUE : INPUT_NAMES.get(at);
    }

    /** The first digit says what: 1 picture, 2 sound, 3 both. */
    private String muting(String value) {
        return whileOn(() -> {
            if (value.equals("?")) {
                return muted();
            }
            if (!value.matches("[123][01]")) {
                return NO_SUCH_VALUE;
            }
            boolean on = value.endsWith("1");
            if (value.charAt(0) != '2') {
                room.blank(on);
            }
            if (value.charAt(0) != '1') {
                room.muteSound(on);
            }
            return OK;
        });
    }

    private String muted() {
        if (room.isBlanked()) {
            return room.soundMuted() ? "31" : "11";
        }
        return room.soundMuted() ? "21" : "30";
    }

    private String freeze(String value) {
        if (value.equals("?")) {
            return frozen ? "1" : "0";
        }
        if (!value.matches("[01]")) {
            return NO_SUCH_VALUE;
        }
        frozen = value.equals("1");
        return OK;
    }

    private String volume(String command, String value) {
        if (!value.matches("[01]")) {
            return NO_SUCH_VALUE;
        }
        if (command.equals("SVOL")) {
            room.stepVolume(value.equals("1") ? 1 : -1);
        }
        return OK;
    }

    private String whileOn(Supplier<String> answer) {
        return room.isAsleep() ? NOT_NOW : answer.get();
    }
}
