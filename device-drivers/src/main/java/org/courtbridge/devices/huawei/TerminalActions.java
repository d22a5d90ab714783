package org.courtbridge.devices.huawei;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceJson;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.WebService;

/** The actions of a simulated terminal. It has what it answers as a text that is JSON, as those in the field. */
final class TerminalActions implements WebService {

    private static final String JSON = "application/json";
    private static final String COOKIE = "SessionID=";
    private static final int LOUDEST = 15;
    private static final Set<String> KNOWN = Set.of("sipserv_addr", "proxy_addr");
    private static final String MASK = "********";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SimulatedRoom room;
    private final Credentials credentials;
    private final HuaweiSimulator.Identifiers more;
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    TerminalActions(SimulatedRoom room, Credentials credentials, HuaweiSimulator.Identifiers more) {
        this.room = room;
        this.credentials = credentials;
        this.more = more;
    }

    void forgetSessions() {
        sessions.clear();
        tokens.clear();
    }

    @Override
    public Answer answer(Request request) {
        String action = request.parameter("ActionID").orElse("");
        if (!request.path().equals("/action.cgi") || !request.method().equals("POST")) {
            return Answer.of(404, JSON, "");
        }
        if (action.equals("WEB_RequestSessionIDAPI")) {
            String session = UUID.randomUUID().toString();
            sessions.add(session);
            return new Answer(
                    200, JSON, done(NODES.objectNode()), Map.of("Set-Cookie", COOKIE + session + "; HttpOnly"));
        }
        JsonNode body;
        try {
            body = DeviceJson.read(request.body());
        } catch (DeviceException malformed) {
            return Answer.of(400, JSON, "");
        }
        Optional<String> session = session(request);
        if (session.isEmpty()) {
            return Answer.of(401, JSON, "");
        }
        if (action.equals("WEB_RequestCertificateAPI")) {
            return certificate(session.orElseThrow(), body);
        }
        boolean known = Optional.ofNullable(tokens.get(session.orElseThrow()))
                .filter(token -> DeviceJson.text(body, "acCSRFToken").equals(Optional.of(token)))
                .isPresent();
        return known ? act(action, body) : Answer.of(401, JSON, "");
    }

    private Optional<String> session(Request request) {
        return request.header("cookie").stream()
                .flatMap(header -> List.of(header.split(";")).stream())
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(COOKIE))
                .map(cookie -> cookie.substring(COOKIE.length()))
                .filter(sessions::contains)
                .findFirst();
    }

    private Answer certificate(String session, JsonNode body) {
        boolean known = same(body.path("user").asText(), credentials.user())
                & same(body.path("password").asText(), credentials.password());
        if (!known) {
            return refused(67108865);
        }
        String token = UUID.randomUUID().toString();
        tokens.put(session, token);
        return Answer.of(200, JSON, done(NODES.objectNode().put("acCSRFToken", token)));
    }

    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    private static String done(ObjectNode data) {
        return NODES.objectNode().put("success", 1).put("data", data.toString()).toString();
    }

    private static Answer refused(int code) {
        ObjectNode answer = NODES.objectNode().put("success", 0);
        answer.putObject("error").put("id", code);
        return Answer.of(200, JSON, answer.toString());
    }

    private Answer act(String action, JsonNode body) {
        ObjectNode data = NODES.objectNode();
        switch (action) {
            case "WEB_GetVersionInfoAPI" ->
                data.put("model", "TE40")
                        .put("softVersion", "V600R019C00.simulated")
                        .put("hardVersion", "A")
                        .put("logicVersion", "1");
            case "WEB_GetProductEsnAPI" -> data.put("product_esn", "SIM00000001");
            case "WEB_IsSystemSleepAPI" -> data.put("isSystemSleep", room.isAsleep() ? "sleep" : "unsleep");
            case "WEB_StartTermSleepAPI" -> room.sleep(true);
            case "WEB_SystemWakeUpAPI" -> room.sleep(false);
            case "WEB_CloseMicAPI" -> room.muteMicrophones(true);
            case "WEB_OpenMicAPI" -> room.muteMicrophones(false);
            case "WEB_InitAudioCtrlParamsAPI" ->
                data.put("MicSwitch", room.microphonesMuted() ? 0 : 1)
                        .put("SpeakerSwitch", 1)
                        .put("speakerValue", Math.round(room.volume() * LOUDEST / 100f));
            case "WEB_SetSpeakVolumeAPI" -> {
                int steps = body.path("speakerValue").asInt(-1);
                if (steps < 0 || steps > LOUDEST) {
                    return refused(2);
                }
                room.volume(Math.round(steps * 100f / LOUDEST));
            }
            case "WEB_SaveCfgParamAPI" -> {
                JsonNode numbers = body.path("CfgItemInt");
                JsonNode texts = body.path("CfgItemString");
                if (!isKnown(numbers, JsonNode::isIntegralNumber) || !isKnown(texts, JsonNode::isTextual)) {
                    return refused(4);
                }
                save("int ", numbers);
                save("string ", texts);
            }
            case "WEB_GetCfgParamAPI" -> {
                for (JsonNode each : body.path("CfgIDString")) {
                    String identifier = each.asText();
                    if (!isKnown(identifier)) {
                        return refused(4);
                    }
                    room.configuration("int " + identifier)
                            .ifPresentOrElse(
                                    value -> data.put(identifier, Long.parseLong(value)),
                                    () -> data.put(identifier, shown(identifier)));
                }
            }
            case "WEB_GetMailboxDataAPI" -> data.set("state", callState());
            case "WEB_CallNumberAPI" -> {
                if (!room.calls().isEmpty()) {
                    return refused(3);
                }
                room.dial(body.path("szNumber").asText());
            }
            case "WEB_HangupCallAPI" -> room.calls().forEach(call -> room.hangUp(call.id()));
            case "WEB_IncomingCallProcAPI" ->
                room.calls().stream()
                        .filter(call -> call.state() == ActiveCall.State.RINGING)
                        .forEach(call -> {
                            if (body.path("ucValue").asInt() == 1) {
                                room.answer(call.id());
                            } else {
                                room.hangUp(call.id());
                            }
                        });
            default -> {
                return refused(1);
            }
        }
        return Answer.of(200, JSON, done(data));
    }

    /** Such a terminal takes all that is saved at once, or nothing of it. */
    private boolean isKnown(JsonNode items, Predicate<JsonNode> fits) {
        for (JsonNode item : items) {
            if (!isKnown(item.path("CfgItemID").asText()) || !fits.test(item.path("CfgItemInfo"))) {
                return false;
            }
        }
        return items.isArray();
    }

    private boolean isKnown(String identifier) {
        return KNOWN.contains(identifier)
                || more.shown().contains(identifier)
                || more.hidden().contains(identifier);
    }

    private void save(String kind, JsonNode items) {
        items.forEach(item -> room.configure(
                kind + item.path("CfgItemID").asText(), item.path("CfgItemInfo").asText()));
    }

    private String shown(String identifier) {
        return more.hidden().contains(identifier)
                ? MASK
                : room.configuration("string " + identifier).orElse("");
    }

    private ObjectNode callState() {
        Optional<ActiveCall> call = room.calls().stream().findFirst();
        boolean ringing =
                call.filter(one -> one.state() == ActiveCall.State.RINGING).isPresent();
        boolean connected = call.isPresent() && !ringing;
        return NODES.objectNode()
                .put("callstate", connected ? 1 : 0)
                .put("calltype", 8)
                .put("confstate", ringing ? 2 : 0)
                .put("conftype", connected ? 1 : 0)
                .put("RemoteMicStates", 0);
    }
}
