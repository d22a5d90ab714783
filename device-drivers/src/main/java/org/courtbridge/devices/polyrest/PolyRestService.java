package org.courtbridge.devices.polyrest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceJson;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.WebService;

/** The resources of a simulated codec. It wants the cookie of a session, and for all that changes something the token against forgery. */
final class PolyRestService implements WebService {

    private static final String JSON = "application/json";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final double EXTENT = 50_000;

    private static final Set<String> SETTINGS = Set.of(
            "device.local.roomName",
            "voIpProt.SIP.enable",
            "voIpProt.SIP.serverType",
            "voIpProt.SIP.registrarServerType",
            "voIpProt.SIP.registrarServer",
            "voIpProt.SIP.proxyServer",
            "voIpProt.SIP.transport",
            "voIpProt.SIP.userName",
            "voIpProt.SIP.auth.useLoginCredentials",
            "voIpProt.SIP.auth.userId",
            "voIpProt.SIP.auth.password",
            "voIpProt.H323.enable",
            "voIpProt.H323.name",
            "voIpProt.H323.e164",
            "voIpProt.H323.gk.mode",
            "voIpProt.H323.gk.ipAddress",
            "voIpProt.H323.gk.auth.enable",
            "voIpProt.H323.gk.auth.userId",
            "voIpProt.H323.gk.auth.password");

    private final SimulatedRoom room;
    private final Credentials credentials;
    private final String root;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    PolyRestService(SimulatedRoom room, Credentials credentials, String root) {
        this.room = room;
        this.credentials = credentials;
        this.root = root;
    }

    void forgetSessions() {
        tokens.clear();
    }

    @Override
    public Answer answer(Request request) {
        if (!request.path().startsWith(root)) {
            return Answer.of(404, JSON, "");
        }
        String resource = request.path().substring(root.length());
        try {
            if (resource.equals("session")) {
                return request.method().equals("POST")
                        ? enter(DeviceJson.read(request.body()))
                        : Answer.of(405, JSON, "");
            }
            return isKnown(request) ? inside(request.method(), resource, request.body()) : Answer.of(403, JSON, "");
        } catch (DeviceException malformed) {
            return Answer.of(400, JSON, "");
        }
    }

    private Answer enter(JsonNode body) {
        boolean known = same(body.path("user").asText(), credentials.user())
                & same(body.path("password").asText(), credentials.password());
        ObjectNode answer = NODES.objectNode().put("success", known);
        answer.putObject("loginStatus").put("loginResult", "NOLOCKOUT").put("failedLogins", known ? 0 : 1);
        if (!known) {
            return Answer.of(403, JSON, answer.toString());
        }
        String session = UUID.randomUUID().toString();
        String token = UUID.randomUUID().toString();
        tokens.put(session, token);
        answer.putObject("session")
                .put("sessionId", session)
                .put("role", "ADMIN")
                .put("userId", credentials.user())
                .put("isAuthenticated", true)
                .put("isNew", true);
        return new Answer(
                200, JSON, answer.toString(), Map.of("Set-Cookie", "XSRF-TOKEN=" + token + "; Path=/; Secure"));
    }

    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isKnown(Request request) {
        Set<String> cookies = new HashSet<>();
        for (String cookie : request.header("cookie").orElse("").split(";")) {
            cookies.add(cookie.strip());
        }
        return tokens.entrySet().stream()
                .anyMatch(one -> cookies.contains("session_id=" + one.getKey())
                        && (request.method().equals("GET")
                                || request.header("x-xsrf-token")
                                        .filter(one.getValue()::equals)
                                        .isPresent()));
    }

    private Answer inside(String method, String resource, String body) {
        if (resource.startsWith("conferences/")) {
            return conference(method, resource.substring("conferences/".length()));
        }
        if (resource.startsWith("cameras/near/presets/")) {
            return preset(method, resource.substring("cameras/near/presets/".length()), body);
        }
        return switch (method + " " + resource) {
            case "GET system" -> ok(system());
            case "GET audio" ->
                ok(NODES.objectNode()
                        .put("muteLocked", false)
                        .put("muted", room.microphonesMuted())
                        .put("numOfMicsConnected", 1)
                        .put("volume", room.volume()));
            case "GET audio/muted" -> ok(NODES.booleanNode(room.microphonesMuted()));
            case "POST audio/muted" -> {
                room.muteMicrophones(DeviceJson.read(body).asBoolean());
                yield Answer.of(200, JSON, "");
            }
            case "GET audio/volume" -> ok(NODES.numberNode(room.volume()));
            case "POST audio/volume" -> {
                room.volume(DeviceJson.read(body).asInt());
                yield Answer.of(200, JSON, "");
            }
            case "GET conferences" -> ok(conferences());
            case "POST conferences" -> dial(DeviceJson.read(body));
            case "GET system/sipservers" -> ok(server());
            case "GET system/h323gatekeepers" -> ok(NODES.arrayNode());
            case "GET cameras/near/all" -> ok(camera());
            case "POST cameras/near/position/SELECTED_PEOPLE" -> move(DeviceJson.read(body));
            case "POST config" -> ok(configuration(DeviceJson.read(body)));
            default -> Answer.of(404, JSON, "");
        };
    }

    /** Sets {@code vars} and tells {@code names}; it does not know its passwords itself. */
    private ObjectNode configuration(JsonNode asked) {
        ObjectNode answer = NODES.objectNode();
        ArrayNode told = answer.putArray("vars");
        for (JsonNode variable : asked.path("vars")) {
            String name = variable.path("name").asText();
            String value = variable.path("value").asText();
            boolean known = SETTINGS.contains(name);
            if (known) {
                room.configure(name, value);
            }
            told.addObject().put("name", name).put("value", value).put("result", known ? "NOERROR" : "ERROR");
        }
        for (JsonNode name : asked.path("names")) {
            String value = PolyRestConfiguration.isSecret(name.asText())
                    ? "********"
                    : room.configuration(name.asText()).orElse("");
            told.addObject()
                    .put("name", name.asText())
                    .put("value", value)
                    .put("result", SETTINGS.contains(name.asText()) ? "NOERROR" : "ERROR");
        }
        return answer;
    }

    private static Answer ok(JsonNode body) {
        return Answer.of(200, JSON, body.toString());
    }

    private JsonNode system() {
        ObjectNode system = NODES.objectNode()
                .put("build", "simulated")
                .put("buildType", "Release")
                .put("hardwareVersion", "1")
                .put("model", "StudioX30")
                .put("rebootNeeded", false)
                .put("serialNumber", "SIM00000001")
                .put("softwareVersion", "3.12.0")
                .put("state", room.isAsleep() ? "ASLEEP" : "READY")
                .put("systemName", "Courtroom")
                .put("uptime", 1000.5);
        system.putObject("lanStatus")
                .put("duplex", "FULL")
                .put("speedMbps", 1000)
                .put("state", "LAN_UP");
        return system;
    }

    private ArrayNode server() {
        ArrayNode servers = NODES.arrayNode();
        servers.addObject()
                .put("address", "192.0.2.1")
                .put("model", "Unknown")
                .put("state", room.isRegistered() ? "UP" : "DOWN")
                .put("version", "");
        return servers;
    }

    private ArrayNode camera() {
        ArrayNode cameras = NODES.arrayNode();
        cameras.addObject()
                .put("cameraIndex", 1)
                .put("name", "Main")
                .put("model", "STUDIO_X30_INTERNAL")
                .put("sourceType", "SRC_PEOPLE")
                .put("connected", room.cameraConnected())
                .put("nearCamera", true)
                .put("ptzcapable", true)
                .put("selected", true);
        return cameras;
    }

    private ArrayNode conferences() {
        ArrayNode conferences = NODES.arrayNode();
        for (ActiveCall call : room.calls()) {
            boolean connected = call.state() == ActiveCall.State.CONNECTED;
            ObjectNode conference = conferences
                    .addObject()
                    .put("id", Integer.parseInt(call.id()))
                    .put("isActive", connected)
                    .put("startTime", 0);
            conference
                    .putArray("connections")
                    .addObject()
                    .put("id", 1)
                    .put("callType", "SIP")
                    .put("incoming", call.state() == ActiveCall.State.RINGING);
            conference
                    .putArray("terminals")
                    .addObject()
                    .put("address", call.remote())
                    .put("systemID", "Far Site");
        }
        return conferences;
    }

    private Answer dial(JsonNode call) {
        Optional<String> address = DeviceJson.text(call, "address");
        if (address.isEmpty()) {
            return Answer.of(400, JSON, "");
        }
        if (!room.calls().isEmpty()) {
            return Answer.of(409, JSON, "");
        }
        ArrayNode answer = NODES.arrayNode();
        String id = room.dial(address.orElseThrow()).map(ActiveCall::id).orElse("1");
        answer.addObject().put("href", root + "conferences/" + id + "/connections/1");
        return ok(answer);
    }

    private Answer conference(String method, String path) {
        String id = path.split("/", 2)[0];
        if (room.calls().stream().noneMatch(call -> call.id().equals(id))) {
            return Answer.of(404, JSON, "");
        }
        if (method.equals("DELETE") && path.equals(id)) {
            room.hangUp(id);
            return Answer.of(200, JSON, "");
        }
        return method.equals("GET") && path.endsWith("/mediastats") ? ok(statistics()) : Answer.of(404, JSON, "");
    }

    private static ArrayNode statistics() {
        ArrayNode streams = NODES.arrayNode();
        for (String direction : new String[] {"TX", "RX"}) {
            streams.addObject()
                    .put("mediaDirection", direction)
                    .put("mediaType", "AUDIO")
                    .put("mediaAlgorithm", "G.722.1C")
                    .put("actualBitRate", 48)
                    .put("jitter", 1)
                    .put("packetLoss", 0)
                    .put("percentPacketLoss", 0.0);
            streams.addObject()
                    .put("mediaDirection", direction)
                    .put("mediaType", "VIDEO")
                    .put("mediaAlgorithm", "H.264")
                    .put("mediaFormat", "1080p")
                    .put("actualFrameRate", 30)
                    .put("actualBitRate", 1802)
                    .put("jitter", 5)
                    .put("packetLoss", 17)
                    .put("percentPacketLoss", 1.5);
        }
        return streams;
    }

    private Answer move(JsonNode body) {
        JsonNode place = body.path("camPosition");
        if (!place.path("pan").isNumber()
                || !place.path("tilt").isNumber()
                || !place.path("zoom").isNumber()) {
            return Answer.of(400, JSON, "");
        }
        room.camera(_ -> new CameraPosition(share(place, "pan"), share(place, "tilt"), (share(place, "zoom") + 1) / 2));
        return Answer.of(200, JSON, "");
    }

    private static double share(JsonNode place, String axis) {
        return Math.clamp(place.path(axis).asDouble() / EXTENT, -1, 1);
    }

    private Answer preset(String method, String index, String body) {
        if (!index.matches("[0-9]")) {
            return Answer.of(404, JSON, "");
        }
        int number = Integer.parseInt(index) + 1;
        if (method.equals("GET")) {
            return ok(NODES.objectNode()
                    .put("imageLocation", "")
                    .put("index", number - 1)
                    .put("near", true)
                    .put("stored", room.preset(number).isPresent()));
        }
        switch (DeviceJson.text(DeviceJson.read(body), "action").orElse("")) {
            case "store" -> room.storePreset(number);
            case "activate" -> room.preset(number).ifPresent(place -> room.camera(_ -> place));
            default -> {
                return Answer.of(400, JSON, "");
            }
        }
        return Answer.of(200, JSON, "");
    }
}
