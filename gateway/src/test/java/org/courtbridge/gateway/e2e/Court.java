package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.courtbridge.court.access.Role;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.gateway.measuring.FurtherAttempts;
import org.courtbridge.hearings.Layout;
import org.courtbridge.provisioning.inventory.DigestChallenge;

/** A court at work: its gateway, one hearing in it, and its administrator, who acts over the REST API. */
final class Court implements AutoCloseable {

    static final String NUMBER = "4501";
    /** Where devices register over UDP. */
    static final String SERVER = Scratch.ADDRESS + ":" + GatewayProcess.SIP_PORT;

    static final String CODE_WORD = "тұлпар";

    /** Until a browser or room is where a click or a call has put it. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final GatewayProcess gateway;
    private final AdminClient admin;
    private final String hearing;
    private final Map<Integer, String> seats = new HashMap<>();

    private Court(Path folder, GatewayProcess gateway, AdminClient admin, String hearing) {
        this.folder = folder;
        this.gateway = gateway;
        this.admin = admin;
        this.hearing = hearing;
    }

    /** Opens it with a hearing that nobody is invited to. */
    static Court open(String test) throws Exception {
        return open(test, Scratch.ADDRESS);
    }

    /** The same with a gateway that takes another address for its own. */
    static Court open(String test, String bind) throws Exception {
        return open(test, bind, "");
    }

    /** The same with more lines of its gateway's configuration. */
    static Court open(String test, String bind, String settings) throws Exception {
        return open(test, bind, settings, Layout.SPEAKER);
    }

    /** The same in whose hearing rooms see the others in some layout; else they see one picture, as it comes. */
    static Court open(String test, Layout layout) throws Exception {
        return open(test, Scratch.ADDRESS, "", layout);
    }

    private static Court open(String test, String bind, String settings, Layout layout) throws Exception {
        Path folder = Scratch.folder(test);
        String picture = "picture: {layout: %s}\n".formatted(layout.word());
        GatewayProcess gateway = GatewayProcess.start(folder, bind, picture + settings);
        try {
            AdminClient admin = new AdminClient(gateway.data());
            JsonNode hearing = admin.post("/hearings", Map.of("number", NUMBER, "title", test));
            return new Court(folder, gateway, admin, hearing.path("id").asText());
        } catch (Exception | AssertionError e) {
            gateway.close();
            throw e;
        }
    }

    /** Those admitted hear and see each other from now on. */
    void start() throws Exception {
        admin.post("/hearings/" + hearing + "/start", Map.of());
    }

    /** Ends all sound and picture, until it is reopened. */
    void closeSession() throws Exception {
        admin.post("/hearings/" + hearing + "/close-session", Map.of());
    }

    void reopenSession() throws Exception {
        admin.post("/hearings/" + hearing + "/reopen-session", Map.of());
    }

    void adjourn() throws Exception {
        admin.post("/hearings/" + hearing + "/adjourn", Map.of("reason", "A break"));
    }

    void resume() throws Exception {
        admin.post("/hearings/" + hearing + "/resume", Map.of());
    }

    /** A room codec with a seat in the hearing, registered and not in any call. */
    BaresipPeer room(int party) throws Exception {
        return room(party, "");
    }

    /** One whose picture takes all of the 1 Mbit/s that it may take. */
    BaresipPeer grainyRoom(int party) throws Exception {
        Path film = Film.grainy(Files.createDirectories(folder.resolve("film" + party)), party);
        return room(party, "video_source avformat,%s\nvideo_bitrate 1000000\n".formatted(film));
    }

    /** @param settings more lines of its configuration */
    BaresipPeer room(int party, String settings) throws Exception {
        BaresipPeer room = BaresipPeer.start(folder, account(party), settings);
        room.awaitRegistered();
        return room;
    }

    /** A new device with a seat in the hearing, and where it registers over UDP. */
    BaresipPeer.Account account(int party) throws Exception {
        String password = addDevice(party);
        return new BaresipPeer.Account(party, "room" + party, password, SERVER, true);
    }

    /** Whether a device encrypts, from its next call on. */
    void encryption(int party, String policy) throws Exception {
        String device = seats.getOrDefault(party, "").substring("device:".length());
        admin.post("/devices/" + device + "/encryption", Map.of("encryption", policy.toUpperCase(Locale.ROOT)));
    }

    /** From its next call on a device's media may be elsewhere than its signalling. */
    void behindChangingNat(int party) throws Exception {
        String device = seats.getOrDefault(party, "").substring("device:".length());
        admin.post("/devices/" + device + "/nat", Map.of("behindChangingNat", true));
    }

    /** From its next request on a device is shown the challenge of MD5 before that of SHA-256. */
    void showMd5First(int party) throws Exception {
        String device = seats.getOrDefault(party, "").substring("device:".length());
        admin.post("/devices/" + device + "/dialect", Map.of("digestChallenge", DigestChallenge.MD5_FIRST));
    }

    /** A number by which other H.323 rooms call a device. */
    void number(int party, String number) throws Exception {
        String device = seats.getOrDefault(party, "").substring("device:".length());
        admin.post("/devices/" + device + "/description", Map.of("h323Aliases", List.of(number)));
    }

    /** Calls a device into the hearing; it has picked up when this is done. */
    void dial(int party) throws Exception {
        admin.post("/hearings/" + hearing + "/parties/" + seats.get(party) + "/dial", Map.of());
    }

    /** Ends a party's call. */
    void remove(int party) throws Exception {
        admin.post("/hearings/" + hearing + "/parties/" + seats.get(party) + "/remove", Map.of());
    }

    /** The others hear it no more. */
    void mute(int party) throws Exception {
        admin.post("/hearings/" + hearing + "/parties/" + seats.get(party) + "/mute", Map.of());
    }

    void unmute(int party) throws Exception {
        admin.post("/hearings/" + hearing + "/parties/" + seats.get(party) + "/unmute", Map.of());
    }

    /** What it presents is seen no more. */
    void stopSharing(int party) throws Exception {
        admin.post("/hearings/" + hearing + "/parties/" + seats.get(party) + "/stop-sharing", Map.of());
    }

    /** How rooms see the others from now on, but for those with a layout of their own. */
    void choose(Layout layout) throws Exception {
        admin.chooseLayout("/hearings/" + hearing, Optional.of(layout));
    }

    /** How one party sees the others from now on. */
    void choose(int party, Layout layout) throws Exception {
        admin.chooseLayout("/hearings/" + hearing + "/parties/" + seats.get(party), Optional.of(layout));
    }

    /** As the hearing's layout says again. */
    void liftLayout(int party) throws Exception {
        admin.chooseLayout("/hearings/" + hearing + "/parties/" + seats.get(party), Optional.empty());
    }

    /** @return the call of a party that is in the hearing */
    String leg(int party) throws Exception {
        for (JsonNode seat : state().path("seats")) {
            if (seat.path("party").asText().equals(seats.get(party))) {
                return seat.path("leg").asText();
            }
        }
        throw new AssertionError("no seat of party " + party);
    }

    /** What the pictures from and to a party that is in the hearing are coded in. */
    Set<String> pictureCodecs(int party) throws Exception {
        return codecs(party, "video");
    }

    /** The same of its sound. */
    Set<String> soundCodecs(int party) throws Exception {
        return codecs(party, "audio");
    }

    private Set<String> codecs(int party, String medium) throws Exception {
        Set<String> codecs = new TreeSet<>();
        streams(party, medium).forEach(stream -> codecs.add(stream.path("codec").asText()));
        return codecs;
    }

    /** @param direction {@code received} or {@code sent} */
    JsonNode sound(int party, String direction) throws Exception {
        return streams(party, "audio").stream()
                .filter(stream -> stream.path("direction").asText().equalsIgnoreCase(direction))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sound " + direction + " of party " + party));
    }

    private List<JsonNode> streams(int party, String medium) throws Exception {
        String leg = leg(party);
        List<JsonNode> streams = new ArrayList<>();
        for (JsonNode one : state().path("legs")) {
            for (JsonNode stream : one.path("leg").asText().equals(leg) ? one.path("streams") : List.<JsonNode>of()) {
                if (stream.path("medium").asText().equalsIgnoreCase(medium)) {
                    streams.add(stream);
                }
            }
        }
        return streams;
    }

    /** Who hears and sees whom. */
    JsonNode rehearse() throws Exception {
        return admin.post("/hearings/" + hearing + "/rehearsal", Map.of());
    }

    void awaitLegs(int count) {
        Await.until(
                count + " legs in the hearing",
                PATIENCE,
                () -> state().path("legs").size() == count);
    }

    /** The simulated room with H.323, with a seat in the hearing; it waits to be called. */
    DemoRoomPeer roomOfH323(int party) throws Exception {
        BaresipPeer.Account account = account(party);
        return DemoRoomPeer.start(
                folder,
                List.of(
                        "--protocol",
                        "H323",
                        "--server",
                        Scratch.ADDRESS + ":1719",
                        "--user",
                        account.user(),
                        "--password",
                        account.password(),
                        "--sound",
                        Tones.file(folder, party, 16_000, 10).toString()));
    }

    /** The simulated room, with a seat in the hearing, which it dials by itself. */
    DemoRoomPeer demoRoom(int party) throws Exception {
        return demoRoom(party, addDevice(party));
    }

    /** The simulated room of a device with a seat. */
    DemoRoomPeer demoRoom(int party, String password) throws Exception {
        List<String> arguments =
                List.of("--server", SERVER, "--user", "room" + party, "--password", password, "--number", NUMBER);
        return DemoRoomPeer.start(Files.createDirectories(folder.resolve("demo-room" + party)), arguments);
    }

    /** @return the password of a device that is in no hearing */
    String addUnseated(String username) throws Exception {
        return admin.post("/devices", Map.of("name", username, "username", username))
                .path("password")
                .asText();
    }

    /** @return the password of a device that is in no hearing and reads and hears us in a language */
    String addUnseated(String username, String language) throws Exception {
        JsonNode device = admin.post("/devices", Map.of("name", username, "username", username));
        admin.post("/devices/" + device.path("id").asText() + "/language", Map.of("language", language));
        return device.path("password").asText();
    }

    /** @return the password of a device with a seat in the hearing */
    String addDevice(int party) throws Exception {
        JsonNode device = admin.post("/devices", Map.of("name", "Зал № " + party, "username", "room" + party));
        seat(party, device.path("id").asText());
        return device.path("password").asText();
    }

    /** A camera without a codec, with a seat in the hearing: a device that is asked by ONVIF where its pictures are. */
    void addCamera(int party, DeviceAddress address, Credentials login) throws Exception {
        String id = admin.post("/devices", Map.of("name", "Камера № " + party, "username", "camera" + party))
                .path("id")
                .asText();
        admin.post(
                "/devices/" + id + "/description", Map.of("addresses", List.of(address.toString()), "driver", "onvif"));
        admin.fillIn("/fleet/" + id + "/login", Map.of("user", login.user(), "password", login.password()));
        seat(party, id);
    }

    /** A phone of somebody with a seat in the hearing, who has not opened the link yet. */
    BrowserPeer phone(int party) throws Exception {
        return phone(party, invite(party));
    }

    BrowserPeer phone(int party, String link) throws Exception {
        BrowserPeer phone = BrowserPeer.start(folder, party, "kk-KZ");
        return opens(phone, link);
    }

    /** A phone whose camera is hard to compress. */
    BrowserPeer grainyPhone(int party, int grain) throws Exception {
        String link = invite(party);
        BrowserPeer phone = BrowserPeer.start(folder, party, "kk-KZ", grain);
        return opens(phone, link);
    }

    /** A phone at the far end of a line of its own. */
    BrowserPeer phone(int party, PhoneLine line) throws Exception {
        return phone(party, line.launcher(BrowserPeer.CHROMIUM));
    }

    /** @param program starts Chromium somewhere */
    BrowserPeer phone(int party, Path program) throws Exception {
        String link = invite(party);
        BrowserPeer phone = BrowserPeer.start(folder, party, "kk-KZ", 0, program);
        return opens(phone, link);
    }

    /** Nothing is left of a phone that cannot. */
    private static BrowserPeer opens(BrowserPeer phone, String link) {
        try {
            open(phone, link);
            return phone;
        } catch (PlaywrightException e) {
            phone.close();
            throw e;
        }
    }

    /** A browser gives up what it loads when it takes something for a change of network. A second time is counted. */
    private static void open(BrowserPeer phone, String link) {
        try {
            phone.page().navigate(link);
        } catch (PlaywrightException e) {
            if (!e.toString().contains("ERR_NETWORK_CHANGED")) {
                throw e;
            }
            FurtherAttempts.note(2, e.toString());
            phone.page().navigate(link);
        }
    }

    /** @return the link of somebody with a seat in the hearing */
    String invite(int party) throws Exception {
        JsonNode participant = admin.post(
                "/hearings/" + hearing + "/participants", Map.of("name", "Party " + party, "codeWord", CODE_WORD));
        seats.put(party, participant.path("party").asText());
        return participant.path("link").asText();
    }

    /** @return what the code word brings to whoever has such a link, to join with or for WHIP and WHEP */
    static String ticket(String link) throws Exception {
        String code = link.substring(link.lastIndexOf('/') + 1);
        String welcome = LocalHttp.post("/api/v1/join/" + code, JSON.writeValueAsString(Map.of("codeWord", CODE_WORD)));
        return JSON.readTree(welcome).path("ticket").asText();
    }

    void call(BaresipPeer room) throws Exception {
        room.dial("sip:" + NUMBER + "@" + Scratch.ADDRESS);
        room.awaitEvent("CALL_ESTABLISHED");
    }

    /** A room in the hearing hangs up and calls again. */
    void callAgain(BaresipPeer room) throws Exception {
        int before = state().path("legs").size();
        room.hangUp();
        awaitLegs(before - 1);
        call(room);
    }

    /** Gives the code word and waits in the lobby. */
    void knock(BrowserPeer phone) {
        join(phone);
        phone.page().waitForSelector("body[data-state=lobby][data-connection=connected]");
    }

    /** Gives the code word. */
    void join(BrowserPeer phone) {
        phone.page().waitForSelector("body[data-ready=true]");
        phone.page().getByTestId("code-word").fill(CODE_WORD);
        phone.page().getByTestId("join").click();
    }

    /** Somebody with a role, and the password for the first sign-in. */
    String addUser(String login, Role role) throws Exception {
        return admin.post("/users", Map.of("login", login, "name", "Пользователь " + login, "roles", List.of(role)))
                .path("password")
                .asText();
    }

    /** A device that there is gets a seat in the hearing. */
    void seat(int party, String device) throws Exception {
        admin.post("/hearings/" + hearing + "/devices", Map.of("device", device));
        seats.put(party, "device:" + device);
    }

    void admit(int party) throws Exception {
        admitParty(seats.getOrDefault(party, ""));
    }

    /** What a stranger dials who knows the hearing's PIN. */
    String numberWithPin() throws Exception {
        return NUMBER + "**" + state().path("pin").asText();
    }

    /** Lets in the stranger who waits, as a party of this number. */
    void admitStranger(int party) throws Exception {
        String waiting = Await.value("a stranger in the lobby", PATIENCE, () -> {
            for (JsonNode seat : state().path("seats")) {
                if (!seat.path("leg").asText("").isEmpty()
                        && !seat.path("admitted").asBoolean()) {
                    return Optional.of(seat.path("party").asText());
                }
            }
            return Optional.empty();
        });
        seats.put(party, waiting);
        admitParty(waiting);
    }

    /** @param party as the hearing names it */
    void admitParty(String party) throws Exception {
        admin.post("/hearings/" + hearing + "/parties/" + party + "/admit", Map.of());
    }

    /** @return when the phone first showed a party, in milliseconds since 1970 */
    double awaitSight(MeasuredPage phone, int party) {
        return Await.value(
                "sight of party " + party,
                PATIENCE,
                () -> phone.shown().stream()
                        .filter(one -> one.picture().party() == party)
                        .map(Sighting.Shown::at)
                        .findFirst());
    }

    JsonNode state() throws Exception {
        return admin.get("/hearings/" + hearing);
    }

    /** All that happened in the hearing, in order. */
    List<JsonNode> events() throws Exception {
        List<JsonNode> events = new ArrayList<>();
        admin.get("/hearings/" + hearing + "/events").forEach(events::add);
        return events;
    }

    GatewayProcess gateway() {
        return gateway;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws Exception {
        gateway.close();
    }
}
