package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rooms of H.323 behind NATs call each other and others, by connections that they make for each call (H.460.18) or by the one that
 * they have (H.460.17): each hears the other's tone and not its own, and sees the other.
 */
@Tag("soak")
@Tag("nat")
class CarriedRoomsIT {

    private static final int CALLER = 1;
    private static final int CALLED = 2;
    private static final int THIRD = 3;

    private static final int SAMPLE_RATE = 16_000;
    private static final int SECONDS = 4;

    /** The way in which a room is reached and calls. */
    private enum Reach {
        OPEN,
        /** By H.460.18. */
        NAT,
        /** By H.460.17, behind a NAT, too. */
        ONE_CONNECTION
    }

    /** A room, and what it hears. */
    private record Site(DemoRoomPeer room, Path recording) implements AutoCloseable {

        @Override
        public void close() {
            room.close();
        }
    }

    /** The home networks of the rooms, and their passwords, by party. */
    private record Country(Court court, Map<Integer, HomeNetwork> homes, Map<Integer, String> passwords) {

        Site site(Path folder, int party, Reach reach, Optional<String> dials) throws Exception {
            Path own = Files.createDirectories(folder.resolve("room" + party));
            Path recording = own.resolve("heard.wav");
            List<String> arguments = new ArrayList<>(List.of(
                    "--protocol",
                    "H323",
                    "--server",
                    Scratch.ADDRESS + (reach == Reach.ONE_CONNECTION ? ":1720" : ":1719"),
                    "--user",
                    name(party),
                    "--password",
                    Optional.ofNullable(passwords.get(party)).orElseThrow(),
                    "--sound",
                    Tones.file(own, party, SAMPLE_RATE, 10).toString(),
                    "--recording",
                    recording.toString()));
            dials.ifPresent(whom -> arguments.addAll(List.of("--number", whom)));
            if (reach == Reach.ONE_CONNECTION) {
                arguments.add("--one-connection");
            }
            List<String> enter = Optional.ofNullable(homes.get(party))
                    .filter(_ -> reach != Reach.OPEN)
                    .map(home -> home.place().through())
                    .orElse(List.of());
            return new Site(DemoRoomPeer.start(own, enter, arguments), recording);
        }

        void talk(Reach from, Reach to) throws Exception {
            Path folder = Files.createDirectories(court.folder().resolve(from + "-" + to));
            try (Site called = site(folder, CALLED, to, Optional.empty())) {
                called.room().awaitState("registered");
                try (Site caller = site(folder, CALLER, from, Optional.of(name(CALLED)))) {
                    caller.room().awaitState("in-call");
                    called.room().awaitState("in-call");
                    awaitWhole(caller);
                    awaitWhole(called);
                    Await.elapsed(Duration.ofSeconds(SECONDS));
                    assertHears(caller, CALLED, CALLER);
                    assertHears(called, CALLER, CALLED);
                    assertBusy(folder);
                }
                // The caller is gone, and has said so.
                called.room().awaitState("registered");
            }
        }

        /** A third is told what the called room says. */
        private void assertBusy(Path folder) throws Exception {
            try (Site third = site(folder, THIRD, Reach.OPEN, Optional.of(name(CALLED)))) {
                Await.until(
                        "the third is told",
                        Court.PATIENCE,
                        () -> third.room().log().contains("call ended cause="));
                assertThat(third.room().log()).contains("call ended cause=17");
            }
        }
    }

    private static String name(int party) {
        return "room" + party;
    }

    @Test
    void roomsBehindNatsTalkWithEachOther() throws Exception {
        try (Court court = Court.open("CarriedRoomsIT");
                HomeNetwork one = HomeNetwork.open(court.folder(), CALLER);
                HomeNetwork other = HomeNetwork.open(court.folder(), CALLED)) {
            Map<Integer, String> passwords = new HashMap<>();
            for (int party : List.of(CALLER, CALLED, THIRD)) {
                passwords.put(party, court.addUnseated(name(party)));
            }
            Country country = new Country(court, Map.of(CALLER, one, CALLED, other), passwords);
            country.talk(Reach.NAT, Reach.ONE_CONNECTION);
            country.talk(Reach.ONE_CONNECTION, Reach.NAT);
            country.talk(Reach.OPEN, Reach.NAT);
            country.talk(Reach.ONE_CONNECTION, Reach.OPEN);
            court.gateway().close();
            TraceJudge.judgeH323(court.gateway().traces());
        }
    }

    private static void awaitWhole(Site site) {
        Await.until(
                "a second in which the room saw and heard from its first to its last moment",
                Court.PATIENCE,
                () -> site.room().report().filter(CarriedRoomsIT::isWhole).isPresent());
    }

    private static boolean isWhole(JsonNode report) {
        int soundPackets = report.path("soundPackets").asInt();
        return report.path("pictures").asInt() >= 13 && soundPackets >= 45 && soundPackets <= 55;
    }

    private static void assertHears(Site site, int other, int self) throws Exception {
        Tones.Recording recording = Tones.Recording.read(site.recording()).orElseThrow();
        short[] heard = recording.last(SECONDS);
        String levels = Tones.describe(heard, recording.sampleRate());
        System.out.printf(
                "%s: %s; %s%n", site.recording(), levels, site.room().report().orElseThrow());
        assertThat(Tones.hears(other, heard, recording.sampleRate())).as(levels).isTrue();
        assertThat(Tones.hears(self, heard, recording.sampleRate())).as(levels).isFalse();
    }
}
