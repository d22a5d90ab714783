package org.courtbridge.devices.cisco;

import static org.courtbridge.devices.cisco.XapiNode.branch;
import static org.courtbridge.devices.cisco.XapiNode.leaf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.simulate.SimulatedRoom;

/** Status and configuration of a simulated codec, made anew from its room whenever they are asked for. */
final class CodecTree {

    static final String SERIAL_NUMBER = "SIM00000001";

    private static final String ANY = ".*";
    private static final String ON_OFF = "On|Off";
    private static final String AUTO_ANSWER = "Conference/AutoAnswer/Mode";

    /** Some of xConfiguration, with the values that each takes. */
    private static final Map<String, String> SETTINGS = settings();

    private final SimulatedRoom room;

    CodecTree(SimulatedRoom room) {
        this.room = room;
    }

    private static Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(AUTO_ANSWER, ON_OFF);
        all.put("Conference/Encryption/Mode", "BestEffort|" + ON_OFF);
        all.put("H323/Authentication/LoginName", ANY);
        all.put("H323/Authentication/Mode", ON_OFF);
        all.put("H323/Authentication/Password", ANY);
        all.put("H323/Gatekeeper/Address", ANY);
        all.put("H323/H323Alias/E164", "[0-9*#]*");
        all.put("H323/H323Alias/ID", ANY);
        all.put("NetworkServices/H323/Mode", ON_OFF);
        all.put("NetworkServices/SIP/Mode", ON_OFF);
        all.put("Provisioning/ExternalManager/Address", ANY);
        all.put("Provisioning/ExternalManager/Path", ANY);
        all.put("Provisioning/ExternalManager/Protocol", "HTTPS?");
        all.put("Provisioning/Mode", "Auto|CUCM|Edge|Off|TMS|VCS|Webex");
        all.put("SIP/Authentication/Password", ANY);
        all.put("SIP/Authentication/UserName", ANY);
        all.put("SIP/DefaultTransport", "Auto|TCP|TLS|UDP");
        all.put("SIP/DisplayName", ANY);
        all.put("SIP/Proxy[1]/Address", ANY);
        all.put("SIP/URI", ANY);
        all.put("SystemUnit/Name", ANY);
        return all;
    }

    /** Whether there is such a setting, with its name as the codec writes it. */
    static Optional<String> setting(XapiPath path) {
        return SETTINGS.keySet().stream()
                .filter(known -> matches(XapiPath.of(known), path))
                .findFirst();
    }

    private static boolean matches(XapiPath known, XapiPath asked) {
        if (known.steps().size() != asked.steps().size()) {
            return false;
        }
        for (int i = 0; i < known.steps().size(); i++) {
            XapiPath.Step here = known.steps().get(i);
            XapiPath.Step there = asked.steps().get(i);
            if (!here.name().equalsIgnoreCase(there.name()) || there.item() != 0 && there.item() != here.item()) {
                return false;
            }
        }
        return true;
    }

    /** Sets what there is; false for a value that it cannot have. */
    boolean set(String setting, String value) {
        if (!value.matches(SETTINGS.getOrDefault(setting, ""))) {
            return false;
        }
        if (setting.equals(AUTO_ANSWER)) {
            room.answerByItself(value.equals("On"));
        } else {
            room.configure(setting, value);
        }
        return true;
    }

    /** All leaves, or none if one of them cannot be set; gives what the codec says to it. */
    XapiNode apply(XapiNode root) {
        Map<String, String> values = new LinkedHashMap<>();
        collect(root, "", values);
        for (String path : values.keySet()) {
            if (XapiPath.parse(path).flatMap(CodecTree::setting).isEmpty()) {
                return branch("Configuration", branch("Error", leaf("Reason", "No match on path"), leaf("Path", path)));
            }
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            String setting = setting(XapiPath.of(value.getKey())).orElseThrow();
            if (!set(setting, value.getValue())) {
                return branch("Configuration", branch("Error", leaf("Reason", "Illegal value"), leaf("Path", setting)));
            }
        }
        return branch("Configuration", branch("Success"));
    }

    private static void collect(XapiNode node, String path, Map<String, String> values) {
        for (XapiNode child : node.children()) {
            String name = child.item() == 0 ? child.name() : child.name() + "[" + child.item() + "]";
            String below = path.isEmpty() ? name : path + "/" + name;
            if (child.isLeaf()) {
                values.put(below, child.text());
            } else {
                collect(child, below, values);
            }
        }
    }

    XapiNode configuration() {
        XapiNode all = branch("Configuration");
        for (String setting : SETTINGS.keySet()) {
            all = merged(all, branch("Configuration", XapiPath.of(setting).holding(shown(setting))));
        }
        return all;
    }

    /** Passwords are never shown. */
    private String shown(String setting) {
        if (setting.equals(AUTO_ANSWER)) {
            return room.answersByItself() ? "On" : "Off";
        }
        Optional<String> value = room.configuration(setting);
        return setting.endsWith("Password") ? value.map(_ -> "***").orElse("") : value.orElse(first(setting));
    }

    private static String first(String setting) {
        return switch (setting) {
            case "Provisioning/Mode", "SIP/DefaultTransport" -> "Auto";
            case "Conference/Encryption/Mode" -> "BestEffort";
            case "H323/Authentication/Mode", "NetworkServices/H323/Mode" -> "Off";
            case "NetworkServices/SIP/Mode" -> "On";
            case "Provisioning/ExternalManager/Protocol" -> "HTTP";
            case "SystemUnit/Name" -> "Courtroom";
            default -> "";
        };
    }

    private static XapiNode merged(XapiNode into, XapiNode one) {
        List<XapiNode> children = new ArrayList<>(into.children());
        for (XapiNode added : one.children()) {
            int at = indexOf(children, added);
            if (at < 0) {
                children.add(added);
            } else {
                children.set(at, merged(children.get(at), added));
            }
        }
        return new XapiNode(into.name(), into.item(), into.text(), children);
    }

    private static int indexOf(List<XapiNode> nodes, XapiNode wanted) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).name().equals(wanted.name()) && nodes.get(i).item() == wanted.item()) {
                return i;
            }
        }
        return -1;
    }

    XapiNode status() {
        List<XapiNode> parts = new ArrayList<>();
        parts.add(audio());
        room.calls().forEach(call -> parts.add(call(call)));
        parts.add(branch("Cameras", camera()));
        parts.add(branch(
                "H323",
                branch(
                        "Gatekeeper",
                        leaf("Address", ""),
                        leaf("Port", 1719),
                        leaf("Reason", ""),
                        leaf("Status", "Inactive"))));
        parts.add(branch("MediaChannels", mediaChannels()));
        parts.add(branch(
                "SIP",
                branch(
                                "Registration",
                                leaf("Reason", ""),
                                leaf("Status", room.isRegistered() ? "Registered" : "Failed"))
                        .at(1)));
        parts.add(branch("Standby", leaf("State", room.isAsleep() ? "Standby" : "Off")));
        parts.add(systemUnit());
        parts.add(branch(
                "Video",
                branch(
                        "Output",
                        branch(
                                        "Connector",
                                        leaf("Connected", room.displayConnected() ? "True" : "False"),
                                        leaf("Type", "HDMI"))
                                .at(1))));
        return branch("Status", parts);
    }

    private XapiNode audio() {
        return branch(
                "Audio",
                branch("Microphones", leaf("Mute", room.microphonesMuted() ? "On" : "Off")),
                leaf("Volume", room.volume()));
    }

    private static XapiNode call(ActiveCall call) {
        boolean incoming = call.state() == ActiveCall.State.RINGING;
        return branch(
                        "Call",
                        leaf("AnswerState", incoming ? "Unanswered" : "Answered"),
                        leaf("CallbackNumber", "sip:" + call.remote().replaceFirst("^sip:", "")),
                        leaf("CallType", "Video"),
                        leaf("DeviceType", "Endpoint"),
                        leaf("Direction", incoming ? "Incoming" : "Outgoing"),
                        leaf("DisplayName", call.remote()),
                        leaf("Duration", 0),
                        leaf("PlacedOnHold", "False"),
                        leaf("Protocol", "sip"),
                        leaf("ReceiveCallRate", 6000),
                        leaf("RemoteNumber", call.remote()),
                        leaf("Status", incoming ? "Ringing" : "Connected"),
                        leaf("TransmitCallRate", 6000))
                .at(Integer.parseInt(call.id()));
    }

    private XapiNode camera() {
        CameraPosition at = room.camera();
        CiscoCameraRange range = CiscoCameraRange.PRECISION_HD;
        return branch(
                        "Camera",
                        leaf("Connected", room.cameraConnected() ? "True" : "False"),
                        leaf("Model", "Precision 60"),
                        branch(
                                "Position",
                                leaf("Pan", range.panOf(at)),
                                leaf("Tilt", range.tiltOf(at)),
                                leaf("Zoom", range.zoomOf(at))))
                .at(1);
    }

    private List<XapiNode> mediaChannels() {
        return room.calls().stream()
                .filter(call -> call.state() == ActiveCall.State.CONNECTED)
                .map(call -> branch(
                                "Call",
                                channel(1, "Incoming", "Audio", "Opus", 64_000),
                                channel(2, "Outgoing", "Audio", "Opus", 64_000),
                                channel(3, "Incoming", "Video", "H264", 1_920_000),
                                channel(4, "Outgoing", "Video", "H264", 1_920_000))
                        .at(Integer.parseInt(call.id())))
                .toList();
    }

    private static XapiNode channel(int number, String direction, String type, String protocol, int rate) {
        XapiNode medium = type.equals("Video")
                ? branch(type, leaf("ChannelRole", "Main"), leaf("Protocol", protocol))
                : branch(type, leaf("Protocol", protocol));
        return branch(
                        "Channel",
                        medium,
                        leaf("Direction", direction),
                        branch(
                                "Netstat",
                                leaf("ChannelRate", rate),
                                leaf("Jitter", 3),
                                leaf("LastIntervalLost", 1),
                                leaf("LastIntervalReceived", 99),
                                leaf("Loss", 5),
                                leaf("Packets", 5_000)),
                        leaf("Type", type))
                .at(number);
    }

    private XapiNode systemUnit() {
        return branch(
                "SystemUnit",
                branch(
                        "Hardware",
                        branch("Module", leaf("SerialNumber", SERIAL_NUMBER)),
                        leaf("Temperature", String.valueOf(room.temperature()))),
                leaf("ProductId", "Cisco Webex Room Kit"),
                branch("Software", leaf("DisplayName", "ce 9.15.3"), leaf("Version", "ce9.15.3.simulated")),
                leaf("Uptime", 3_600));
    }
}
