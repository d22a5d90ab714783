package org.courtbridge.devices.polygroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.simulate.LineService;
import org.courtbridge.devices.simulate.SimulatedRoom;

/** Shell of a simulated codec, with some of the commands of the guide. It does not know any others. */
final class PolyGroupShell implements LineService {

    private static final String NEWLINE = "\r\n";
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final String NOT_FOUND = "error: command not found";
    private static final String MISSING = "error: command needs more parameters to execute successfully";
    private static final String ILLEGAL = "error: invalid parameter";
    private static final List<String> SETTINGS = List.of(
            "sipregistrarserver",
            "sipproxyserver",
            "sipusername",
            "sippassword",
            "sipaccountname",
            "siptransportprotocol",
            "sipenable");
    private static final int LOUDEST = 50;

    private final SimulatedRoom room;

    PolyGroupShell(SimulatedRoom room) {
        this.room = room;
    }

    @Override
    public Conversation converse(Mouth mouth) {
        mouth.say(String.join(NEWLINE, whoami()) + NEWLINE);
        return line -> mouth.say(String.join(NEWLINE, answer(words(line))) + NEWLINE);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher each = WORD.matcher(line);
        while (each.find()) {
            words.add(each.group(1) == null ? each.group(2) : each.group(1));
        }
        return words;
    }

    private static List<String> whoami() {
        return List.of(
                "Hi, my name is : Courtroom",
                "Here is what I know about myself:",
                "Model:               RealPresence Group 500",
                "Serial Number:       SIM00000001",
                "Software Version:    6.2.2.simulated",
                "Build Information:   simulated",
                "Contact Number:      <empty>",
                "Time In Last Call:   0:00:00",
                "Total Time In Calls: 0:00:00",
                "Total Calls:         0",
                "SNTP Time Service:   auto insync",
                "Local Time is:       Wed, 01 Jan 2020 00:00:00",
                "Network Interface:   NONE",
                "MP Enabled:          No",
                "H323 Enabled:        True",
                "HTTP Enabled:        True",
                "SNMP Enabled:        False");
    }

    private List<String> answer(List<String> words) {
        String second = words.size() > 1 ? words.get(1) : "";
        return switch (words.getFirst()) {
            case "echo" -> List.of(String.join(" ", words.subList(1, words.size())));
            case "whoami" -> whoami();
            case "status" -> status();
            case "callinfo" -> second.equals("all") ? calls() : List.of(MISSING);
            case "dial" -> List.of(dial(words));
            case "hangup" -> List.of(second.equals("all") ? hangUp() : MISSING);
            case "answer" -> List.of(second.equals("video") ? answerCall() : MISSING);
            case "autoanswer" -> List.of(autoAnswer(second));
            case "mute" -> List.of(second.equals("near") && words.size() == 3 ? mute(words.get(2)) : MISSING);
            case "volume" -> List.of(volume(words));
            case "sleep", "wake" -> {
                room.sleep(words.getFirst().equals("sleep"));
                yield List.of(words.getFirst());
            }
            case "camera" -> List.of(second.equals("near") && words.size() > 2 ? camera(words) : MISSING);
            case "preset" -> List.of(words.size() == 4 && second.equals("near") ? preset(words) : MISSING);
            case "showpopup" -> {
                room.show(Optional.of(second));
                yield List.of("showpopup: success");
            }
            case "systemsetting" -> List.of(systemSetting(words));
            case "systemname", "h323name", "e164ext", "gatekeeperip" -> List.of(ownSetting(words));
            case "advnetstats" -> advancedStatistics();
            case "netstats" -> statistics();
            default -> List.of(NOT_FOUND);
        };
    }

    private List<String> status() {
        String registered = room.isRegistered() ? "online" : "offline";
        return List.of(
                "inacall " + (room.calls().isEmpty() ? "offline" : "online"),
                "autoanswerp2p " + (room.answersByItself() ? "online" : "offline"),
                "remotecontrol online",
                "microphones online",
                "globaldirectory offline",
                "ipnetwork online",
                "gatekeeper offline",
                "sipserver " + registered,
                "logthreshold offline",
                "meetingpassword offline",
                "rpms offline",
                "status end");
    }

    private List<String> calls() {
        if (room.calls().isEmpty()) {
            return List.of("system is not in a call");
        }
        List<String> lines = new ArrayList<>();
        lines.add("callinfo begin");
        for (ActiveCall call : room.calls()) {
            boolean ringing = call.state() == ActiveCall.State.RINGING;
            lines.add("callinfo:%s:%s:%s:1920:%s:%s:%s:videocall"
                    .formatted(
                            call.id(),
                            "Far Site",
                            call.remote(),
                            ringing ? "ringing" : "connected",
                            "notmuted",
                            ringing ? "incoming" : "outgoing"));
        }
        lines.add("callinfo end");
        return lines;
    }

    private String dial(List<String> words) {
        if (words.size() < 4 || !words.get(1).equals("manual")) {
            return MISSING;
        }
        if (!room.calls().isEmpty()) {
            return "error: no free call";
        }
        room.dial(words.get(3));
        return "dialing manual";
    }

    private String hangUp() {
        room.calls().forEach(call -> room.hangUp(call.id()));
        return "hanging up all";
    }

    private String answerCall() {
        room.calls().stream()
                .filter(call -> call.state() == ActiveCall.State.RINGING)
                .forEach(call -> room.answer(call.id()));
        return "answer video";
    }

    private String autoAnswer(String value) {
        return switch (value) {
            case "get" -> "autoanswer " + (room.answersByItself() ? "yes" : "no");
            case "yes", "no" -> {
                room.answerByItself(value.equals("yes"));
                yield "autoanswer " + value;
            }
            default -> ILLEGAL;
        };
    }

    private String mute(String value) {
        return switch (value) {
            case "get" -> "mute near " + (room.microphonesMuted() ? "on" : "off");
            case "on", "off" -> {
                room.muteMicrophones(value.equals("on"));
                yield "mute near " + value;
            }
            default -> ILLEGAL;
        };
    }

    private String volume(List<String> words) {
        if (words.size() == 2 && words.get(1).equals("get")) {
            return "volume " + room.volume() * LOUDEST / 100;
        }
        if (words.size() != 3 || !words.get(1).equals("set")) {
            return MISSING;
        }
        String value = words.get(2);
        if (!value.matches("[0-9]{1,2}") || Integer.parseInt(value) > LOUDEST) {
            return ILLEGAL;
        }
        room.volume(Integer.parseInt(value) * 100 / LOUDEST);
        return "volume " + value;
    }

    private String camera(List<String> words) {
        if (words.get(2).equals("getposition")) {
            return room.cameraConnected()
                    ? "camera near position " + PolyGroupAnswers.steps(room.camera())
                    : "error: camera is not available";
        }
        if (!words.get(2).equals("setposition") || words.size() != 6) {
            return MISSING;
        }
        String steps = String.join(" ", words.subList(3, 6));
        Optional<CameraPosition> place = PolyGroupAnswers.position(List.of("camera near position " + steps));
        if (place.isEmpty()) {
            return ILLEGAL;
        }
        room.camera(_ -> place.orElseThrow());
        return "camera near setposition " + steps;
    }

    private String preset(List<String> words) {
        String value = words.get(3);
        if (!value.matches("[0-9]{1,2}")) {
            return ILLEGAL;
        }
        int number = Integer.parseInt(value);
        switch (words.get(2)) {
            case "set" -> room.storePreset(number);
            case "go" -> room.preset(number).ifPresent(place -> room.camera(_ -> place));
            default -> {
                return MISSING;
            }
        }
        return String.join(" ", words);
    }

    private String systemSetting(List<String> words) {
        if (words.size() != 3) {
            return MISSING;
        }
        boolean asked = words.get(1).equals("get");
        String name = words.get(asked ? 2 : 1);
        if (!SETTINGS.contains(name)) {
            return ILLEGAL;
        }
        if (!asked) {
            room.configure(name, words.get(2));
        }
        return "systemsetting %s %s".formatted(name, asked ? shown(name) : words.get(2));
    }

    private String shown(String name) {
        Predicate<String> secret = text -> name.endsWith("password");
        return room.configuration(name).filter(secret.negate()).orElse("");
    }

    private String ownSetting(List<String> words) {
        String name = words.getFirst();
        if (words.size() == 3 && words.get(1).equals("set")) {
            room.configure(name, words.get(2));
            return name + " " + words.get(2);
        }
        return words.size() == 2 && words.get(1).equals("get") ? name + " " + shown(name) : MISSING;
    }

    private List<String> advancedStatistics() {
        return room.calls().isEmpty()
                ? List.of("system is not in a call")
                : List.of(
                        "call:0 tar:64 K rar:64 K tvr:1856 K rvr:1856 K",
                        "tvru:1791 K rvru:1802 K tvfr:30.0 rvfr:30.0 vfe:---",
                        "tapl:0 rapl:2 taj:0 mS raj:3 mS",
                        "tvpl:0 rvpl:17 tvj:0 mS rvj:5 mS",
                        "dc:--- rsid:--- ccaps:---");
    }

    private List<String> statistics() {
        return room.calls().isEmpty()
                ? List.of("system is not in a call")
                : List.of(
                        "call:0 txrate:1920 K rxrate:1920 K pktloss:0 %pktloss:0.0 %",
                        "tvp:H.264 rvp:H.264 tvf:720p rvf:1080p", "tap:Siren22 rap:Siren22 tcp:SIP rcp:SIP");
    }
}
