package org.courtbridge.gateway;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.courtbridge.codecs.NativeLibraries;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.simulators.DemoRoom;
import org.courtbridge.simulators.RoomNews;

/** The demonstration: one hearing, a room that dials it, one that the clerk calls, one participant, one clerk. */
final class DemoCourt implements AutoCloseable {

    private static final String ACTOR = "system";
    private static final String NUMBER = "4501";
    private static final String CODE_WORD = "тұлпар";
    private static final int GOODBYE_SECONDS = 2;
    private static final String SIP_ROOM = "room1";
    private static final String H323_ROOM = "room2";
    private static final String ROOM = "The room";
    private static final String OTHER_ROOM = "The H.323 room";

    private final Gateway gateway;
    private final HearingState hearing;
    private final Participant participant;
    private final String clerkPassword;
    private final Process sipRoom;
    private final Process h323Room;

    private DemoCourt(
            Gateway gateway,
            HearingState hearing,
            Participant participant,
            String clerkPassword,
            Process sipRoom,
            Process h323Room) {
        this.gateway = gateway;
        this.hearing = hearing;
        this.participant = participant;
        this.clerkPassword = clerkPassword;
        this.sipRoom = sipRoom;
        this.h323Room = h323Room;
    }

    static DemoCourt open(Gateway gateway) throws IOException {
        HearingState hearing = gateway.conferences()
                .create(ACTOR, NUMBER, "Демонстрационное заседание")
                .toCompletableFuture()
                .join();
        String sipPassword = Passwords.generate();
        Device sipRoom = gateway.devices().add("Зал № 1 (SIP)", SIP_ROOM, sipPassword);
        String h323Password = Passwords.generate();
        Device h323Room = gateway.devices().add("Зал № 2 (H.323)", H323_ROOM, h323Password);
        Participant participant = gateway.participants().add(hearing.id(), "Айгүл Сәрсенова", CODE_WORD);
        String clerkPassword = Passwords.generate();
        User clerk = gateway.users().add("clerk", "Секретарь", EnumSet.of(Role.CLERK, Role.TECHNICIAN), clerkPassword);
        gateway.users().changePassword(clerk.id(), clerkPassword);

        for (HearingCommand command : List.of(
                new HearingCommand.Invite(ACTOR, PartyId.device(sipRoom.id()), sipRoom.name(), Admission.DIRECT),
                new HearingCommand.Invite(ACTOR, PartyId.device(h323Room.id()), h323Room.name(), Admission.DIRECT),
                new HearingCommand.Invite(
                        ACTOR, PartyId.participant(participant.id()), participant.name(), Admission.LOBBY),
                new HearingCommand.Start(ACTOR))) {
            gateway.conferences()
                    .submit(hearing.id(), command)
                    .toCompletableFuture()
                    .join();
        }
        return new DemoCourt(
                gateway,
                hearing,
                participant,
                clerkPassword,
                startRoom(
                        sipPassword,
                        "--server",
                        address(gateway, gateway.sipPort()),
                        "--user",
                        SIP_ROOM,
                        "--number",
                        NUMBER,
                        "--srtp"),
                startRoom(
                        h323Password,
                        "--protocol",
                        "H323",
                        "--server",
                        address(gateway, gateway.gatekeeperPort()),
                        "--user",
                        H323_ROOM));
    }

    private static String address(Gateway gateway, int port) {
        return gateway.advertised().getHostAddress() + ":" + port;
    }

    /**
     * Starts a room in a process of its own, as real ones are. The password goes by the environment, which nobody else reads, and
     * the room logs warnings alone to the terminal, as the gateway does.
     */
    private static Process startRoom(String password, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Stream.of(
                        Stream.of(ProcessHandle.current().info().command().orElse("java")),
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream(),
                        NativeLibraries.arguments().stream(),
                        Stream.of("-Dcourtbridge.log-level=warn"),
                        Stream.of("-cp", System.getProperty("java.class.path"), DemoRoom.class.getName()),
                        Stream.of(arguments))
                .flatMap(part -> part)
                .toList());
        builder.environment().putAll(Map.of("DEMO_ROOM_PASSWORD", password));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Tells from now on what happens: who comes and goes, and what the rooms see and hear. */
    void report(PrintStream out) {
        DemoNews news = new DemoNews(
                out,
                Clock.systemDefaultZone(),
                PartyId.participant(participant.id()),
                rooms(),
                gateway.site() + "/hearings/" + hearing.id());
        gateway.conferences().subscribe(news::happened);
        follow(ROOM, sipRoom, news);
        follow(OTHER_ROOM, h323Room, news);
    }

    private Map<PartyId, String> rooms() {
        Map<PartyId, String> rooms = new HashMap<>();
        for (Map.Entry<String, String> named :
                Map.of(SIP_ROOM, ROOM, H323_ROOM, OTHER_ROOM).entrySet()) {
            gateway.devices()
                    .byUsername(named.getKey())
                    .ifPresent(device -> rooms.put(PartyId.device(device.id()), named.getValue()));
        }
        return rooms;
    }

    private static void follow(String name, Process room, DemoNews news) {
        Thread.ofVirtual()
                .name("demo-news")
                .start(() -> RoomNews.follow(name, room.inputReader(StandardCharsets.UTF_8), news::tell));
    }

    /** Addresses and credentials that a person needs to take part, as text for the terminal. */
    String invitation() {
        String site = gateway.site();
        return """

                The demonstration is running. A simulated SIP room dials hearing %s; a simulated H.323 room has registered,
                and joins when the clerk calls it with one click.

                  Participant   %s/j/%s
                                code word: %s
                  Clerk         %s/hearings/%s
                                login: clerk   password: %s

                The certificate is this gateway's own: the browser asks once whether to trust it. Ctrl-C ends it all.
                What the rooms see and hear is told here:
                """.formatted(NUMBER, site, participant.code(), CODE_WORD, site, hearing.id(), clerkPassword);
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    /** The rooms hang up while the gateway is still there to answer them, if that takes them no longer than usual. */
    @Override
    public void close() {
        List<Process> rooms = List.of(sipRoom, h323Room);
        rooms.forEach(Process::destroy);
        try {
            for (Process room : rooms) {
                if (!room.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                    room.destroyForcibly();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
