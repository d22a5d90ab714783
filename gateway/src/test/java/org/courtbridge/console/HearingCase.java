package org.courtbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.http.WebServer;
import org.courtbridge.console.join.JoinRoutes;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.WebRtcPort;
import org.courtbridge.media.transport.WebRtcPortConfig;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.signalling.webrtc.BrowserConfig;
import org.courtbridge.signalling.webrtc.BrowserEndpoint;
import org.courtbridge.signalling.webrtc.EchoingConferences;
import org.courtbridge.signalling.webrtc.EchoingTests;
import org.courtbridge.signalling.webrtc.TurnServers;
import org.courtbridge.signalling.webrtc.WhipEndpoint;

/** A console with the page of participants, and what an administrator has set up before a case: institutions, rooms, devices and users. */
final class HearingCase implements AutoCloseable {

    static final String CLERK = "Қасымова Әлия Бауыржанқызы";
    static final String SECOND = "Ким Ольга Викторовна";
    static final String JUDGE = "Нұрланов Дәурен Қайратұлы";
    static final String ORGANISER = "Ахметов Болат Серікұлы";
    static final String TECHNICIAN = "Жұмабаев Ерлан Маратұлы";
    static final String OFFICIAL = "Петрова Анна Ивановна";
    static final String COURT_PHONE = "+7 7172 71-00-00";

    static final String HALL = "№ 3";
    static final String HALL_DEVICE = "Cisco Room Kit, № 3";
    static final String WARD = "№ 12";
    static final String WARD_DEVICE = "Кодек № 12";

    private final MediaLoops loops = MediaLoops.start(1);
    private final WebRtcPort port = WebRtcPort.open(
            new WebRtcPortConfig(new InetSocketAddress("127.0.0.1", 0), List.of()),
            loops,
            DtlsCertificate.generate(),
            new InternalErrors(InstantSource.system()));
    private final EchoingConferences echoing = new EchoingConferences();
    private final BrowserEndpoint browsers =
            new BrowserEndpoint(echoing, new EchoingTests(), port, BrowserConfig.defaults());
    final RunningConsole running;
    private Optional<Story> story = Optional.empty();

    /**
     * What is heard, and who is heard in it.
     *
     * @param name of the participant
     * @param status of the participant in the case
     * @param institution that provides the means; empty if the participant has a phone
     */
    record Story(
            Language language,
            String caseNumber,
            String action,
            String name,
            String status,
            String court,
            String institution) {

        boolean hasInstitution() {
            return !institution.isEmpty();
        }

        /** Of the hearing. */
        String title() {
            return "№ " + caseNumber;
        }
    }

    HearingCase(Path folder) throws Exception {
        running = new RunningConsole(folder, Set.of(), Optional.empty(), 0, this::mountJoining);
    }

    private void mountJoining(WebServer server, Services services) {
        new JoinRoutes(
                        server.vertx(),
                        services.hearings().participants(),
                        services.hearings().guesses(),
                        browsers,
                        new WhipEndpoint(echoing, port),
                        TurnServers.NONE,
                        Set.of())
                .mount(server.router());
    }

    Story story() {
        return story.orElseThrow();
    }

    /** A room that calls by SIP. */
    static DeviceDescription poly() {
        return described("Poly", "Studio X50", "sip:ward@court.example", List.of());
    }

    /** A codec that calls by H.323. */
    static DeviceDescription h323() {
        return described("Polycom", "HDX 7000", "", List.of("ward"));
    }

    private static DeviceDescription described(String make, String model, String sipUri, List<String> aliases) {
        return new DeviceDescription(
                Optional.empty(), make, model, "", "", "", List.of(), sipUri, aliases, "", List.of(), "");
    }

    /** The court, its department, a hall and its people. */
    void found(Story of) {
        story = Optional.of(of);
        institution("department", InstitutionKind.DEPARTMENT, "ТКД 1", Optional.empty());
        institution("court", InstitutionKind.COURT, of.court(), Optional.of("department"));
        stands("hall", "court", HALL, HALL_DEVICE, described("Cisco", "Room Kit", "", List.of()));
        user("court", "clerk", CLERK, Role.CLERK);
        user("court", "second", SECOND, Role.CLERK);
        user("court", "judge", JUDGE, Role.JUDGE);
        user("court", "technician", TECHNICIAN, Role.TECHNICIAN);
        user("department", "organiser", ORGANISER, Role.ORGANISER);
    }

    /** With an institution of another region, which has a room. */
    void found(Story of, InstitutionKind kind, DeviceDescription device) {
        found(of);
        institution("department-2", InstitutionKind.DEPARTMENT, "ТКД 2", Optional.empty());
        institution("asked", kind, of.institution(), Optional.of("department-2"));
        stands("ward", "asked", WARD, WARD_DEVICE, device);
        user("asked", "official", OFFICIAL, Role.OFFICIAL);
    }

    private void institution(String id, InstitutionKind kind, String name, Optional<String> department) {
        running.services
                .inventory()
                .save(new Institution(
                        id, name, kind, "", department, new InstitutionContact("", COURT_PHONE, ""), Optional.empty()));
    }

    private void stands(String id, String institution, String room, String name, DeviceDescription device) {
        running.services.inventory().save(new Room("room-" + id, institution, room));
        String added = running.services.devices().add(name, id, "x").id();
        running.services.inventory().describe(added, device.inRoom(Optional.of("room-" + id)));
    }

    private void user(String institution, String login, String name, Role role) {
        User user =
                running.services.access().users().addTo(institution, login, name, EnumSet.of(role), "once-only-2345");
        running.services.access().users().changePassword(user.id(), RunningConsole.PASSWORD);
    }

    /** What the page of participants says, in the language of the story. */
    String joinText(String key) throws Exception {
        try (InputStream texts = JoinRoutes.class.getResourceAsStream("/join/texts.json")) {
            JsonNode read = new ObjectMapper().readTree(Objects.requireNonNull(texts));
            return read.path(key).path(story().language().tag()).asText();
        }
    }

    @Override
    public void close() throws Exception {
        running.close();
        browsers.close();
        port.close();
        loops.close();
    }
}
