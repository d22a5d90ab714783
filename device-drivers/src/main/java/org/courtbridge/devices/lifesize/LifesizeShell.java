package org.courtbridge.devices.lifesize;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.simulate.LineService;
import org.courtbridge.devices.simulate.SimulatedRoom;

/** Shell of a simulated codec, with some commands of the automation interface. */
final class LifesizeShell implements LineService {

    private static final String NEWLINE = "\r\n";
    private static final String PROMPT = "$ ";
    private static final String OK = "ok,00";
    private static final String WRONG_VALUE = "error,06";
    private static final String NO_SUCH_COMMAND = "error,09";
    private static final String OPERATIONAL = "error,0c";
    private static final String NOT_IN_CALL = "error,0e";
    private static final Pattern MESSAGE = Pattern.compile("set system message -t [0-9]{1,5} \"([^\"]*)\"");

    private static final Pattern SETTING =
            Pattern.compile("(set|get) ([a-z0-9-]+(?: [a-z0-9-]+)+)((?: \"[^\"\\\\]*\")*)");
    private static final Pattern VALUE = Pattern.compile("\"([^\"]*)\"");

    /** Settings that a Room has of LifeSize's "Automation Command Line Interface" (4.6.0), and the values that it takes. */
    private static final Map<String, String> OF_A_ROOM = Map.ofEntries(
            Map.entry("sip sip", "enabled|disabled"),
            Map.entry("sip username", "[^ ]+"),
            Map.entry("sip server-type", "generic|ocs"),
            Map.entry("sip authorization", "[^ ]+ .+"),
            Map.entry("sip proxy", "enabled [^ ]+( [0-9]{1,5})?|disabled"),
            Map.entry("sip registrar", "enabled [^ ]+( [0-9]{1,5})?|disabled"),
            Map.entry("sip tls", "enabled( [0-9]{1,5})?|disabled"),
            Map.entry("sip commit", ""),
            Map.entry("h323 h323", "enabled|disabled"),
            Map.entry("h323 name", ".+"),
            Map.entry("h323 extension", "[0-9]+"),
            Map.entry("h323 primary", "[0-9]{1,3}(\\.[0-9]{1,3}){3}( [0-9]{1,5})?"),
            Map.entry("h323 mode", "off|manual|auto"),
            Map.entry("h323 register", ""));

    private final SimulatedRoom room;
    private final Model model;

    /** Words of settings that an Icon has besides. */
    private final Set<String> more;

    /** Of SIP, what a Room was told and has not committed. */
    private final Map<String, String> uncommitted = new ConcurrentHashMap<>();

    LifesizeShell(SimulatedRoom room, Model model, Set<String> more) {
        this.room = room;
        this.model = model;
        this.more = Set.copyOf(more);
    }

    /** Model of the codec, by which its answers end differently. */
    enum Model {
        ROOM("Room 220"),
        ICON("Icon 600"),
        /** With names of errors in place of numbers. */
        WORDED_ICON("Icon 600");

        private final String says;

        Model(String says) {
            this.says = says;
        }

        private String end(String code) {
            if (this != WORDED_ICON) {
                return code;
            }
            return switch (code) {
                case OK -> "Success, 0";
                case NO_SUCH_COMMAND -> "Invalid Command,";
                case WRONG_VALUE -> "Invalid Parameter,";
                case NOT_IN_CALL -> "Not In Call,";
                default -> "Operational Error,";
            };
        }
    }

    /** An answer: its lines, and how it ends. */
    private record Reply(List<String> lines, String end) {

        static Reply of(String... lines) {
            return new Reply(List.of(lines), OK);
        }

        static Reply error(String code) {
            return new Reply(List.of(), code);
        }

        String text(Model model) {
            return lines.stream().map(line -> line + NEWLINE).collect(Collectors.joining())
                    + NEWLINE
                    + model.end(end)
                    + NEWLINE
                    + PROMPT;
        }
    }

    @Override
    public Conversation converse(Mouth mouth) {
        mouth.say(PROMPT);
        return line -> mouth.say(
                answer(line.startsWith("$") ? line.substring(1).strip() : line).text(model));
    }

    private Reply answer(String line) {
        if (line.startsWith("control call dial ")) {
            return dial(line.substring("control call dial ".length()));
        }
        if (line.startsWith("set audio mute ")) {
            return toggle(line, room::muteMicrophones);
        }
        if (line.startsWith("set call auto-answer ")) {
            return toggle(line, room::answerByItself);
        }
        if (line.startsWith("set volume speaker ")) {
            return volume(line.substring("set volume speaker ".length()));
        }
        Matcher message = MESSAGE.matcher(line);
        if (message.matches()) {
            return effect(() -> room.show(Optional.of(message.group(1))));
        }
        Matcher setting = SETTING.matcher(line);
        if (setting.matches()
                && (more.contains(setting.group(2))
                        || LifesizeSetting.of(setting.group(2)).isPresent())) {
            return setting(setting.group(1).equals("set"), setting.group(2), setting.group(3));
        }
        return switch (line) {
            case "clish", "set help-mode off" -> Reply.of();
            case "get system model" -> Reply.of("LifeSize," + model.says);
            case "get system name" -> Reply.of("Courtroom");
            case "get system serial-number" -> Reply.of("SIM0000CPU,SIM00000001");
            case "get system version" -> Reply.of("LS_IC_1,2.11.0.simulated");
            case "get system asleep" -> Reply.of(room.isAsleep() ? "1" : "0");
            case "control sleep" -> effect(() -> room.sleep(true));
            case "control wakeup" -> effect(() -> room.sleep(false));
            case "get audio mute" -> Reply.of(room.microphonesMuted() ? "on" : "off");
            case "get call auto-answer" -> Reply.of(room.answersByItself() ? "on" : "off");
            case "get volume speaker" -> Reply.of(String.valueOf(room.volume()));
            case "status call active" ->
                new Reply(room.calls().stream().map(LifesizeShell::call).toList(), OK);
            case "control call answer" -> onCalls(ActiveCall.State.RINGING, room::answer);
            case "control call hangup -a" ->
                room.calls().isEmpty()
                        ? Reply.error(NOT_IN_CALL)
                        : effect(() -> room.calls().forEach(call -> room.hangUp(call.id())));
            default -> Reply.error(NO_SUCH_COMMAND);
        };
    }

    /** @param values each between quotation marks */
    private Reply setting(boolean set, String words, String values) {
        if (model == Model.ROOM) {
            return ofARoom(set, words, values);
        }
        boolean isOfARoom = words.equals("sip commit") || words.startsWith("h323 ") && !words.equals("h323 h323");
        if (isOfARoom && !more.contains(words)) {
            return Reply.error(NO_SUCH_COMMAND);
        }
        if (set) {
            List<String> given =
                    VALUE.matcher(values).results().map(value -> value.group(1)).toList();
            return given.isEmpty()
                    ? Reply.error(WRONG_VALUE)
                    : effect(() -> room.configure(words, String.join(" ", given)));
        }
        return shown(words);
    }

    /** Of SIP nothing holds before it is committed. */
    private Reply ofARoom(boolean set, String words, String values) {
        String allowed = OF_A_ROOM.get(words);
        if (allowed == null) {
            return Reply.error(NO_SUCH_COMMAND);
        }
        if (!set) {
            return words.equals("h323 register") ? Reply.of("failed") : shown(words);
        }
        String given =
                VALUE.matcher(values).results().map(value -> value.group(1)).collect(Collectors.joining(" "));
        if (!given.matches(allowed)) {
            return Reply.error(WRONG_VALUE);
        }
        if (words.equals("sip commit")) {
            return effect(() -> {
                uncommitted.forEach(room::configure);
                uncommitted.clear();
            });
        }
        return words.startsWith("sip ")
                ? effect(() -> uncommitted.put(words, given))
                : effect(() -> room.configure(words, given));
    }

    private Reply shown(String words) {
        String now = room.configuration(words).orElse("");
        if (words.endsWith(" password")) {
            return Reply.of("********");
        }
        boolean secret = words.equals("sip authorization");
        return Reply.of(secret ? now.replaceAll(" .*", ",********") : now.replace(' ', ','));
    }

    private static Reply effect(Runnable work) {
        work.run();
        return Reply.of();
    }

    private static Reply toggle(String line, Consumer<Boolean> effect) {
        return switch (line.substring(line.lastIndexOf(' ') + 1)) {
            case "on" -> effect(() -> effect.accept(true));
            case "off" -> effect(() -> effect.accept(false));
            default -> Reply.error(WRONG_VALUE);
        };
    }

    private Reply volume(String value) {
        if (!value.matches("[0-9]{1,3}") || Integer.parseInt(value) > 100) {
            return Reply.error(WRONG_VALUE);
        }
        return effect(() -> room.volume(Integer.parseInt(value)));
    }

    private Reply dial(String address) {
        return room.calls().isEmpty() ? effect(() -> room.dial(address)) : Reply.error(OPERATIONAL);
    }

    private Reply onCalls(ActiveCall.State state, Consumer<String> effect) {
        List<ActiveCall> those =
                room.calls().stream().filter(call -> call.state() == state).toList();
        return those.isEmpty()
                ? Reply.error(NOT_IN_CALL)
                : effect(() -> those.forEach(call -> effect.accept(call.id())));
    }

    private static String call(ActiveCall call) {
        boolean ringing = call.state() == ActiveCall.State.RINGING;
        return "%s,1,%s,%s,Video,%s,Far Site,1920,sip,None%s"
                .formatted(
                        call.id(),
                        ringing ? "incoming" : "media-connected",
                        ringing ? "Yes" : "No",
                        call.remote(),
                        ringing ? "" : ",00:00:01");
    }
}
