package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Four rooms that know one sound each, however odd, hear each other, and themselves not. That of L16 at 48 kHz sends 30 ms
 * in a packet, twice what a frame of Ethernet holds, whatever it is asked for: it reckons at the rate of its codec what it
 * takes at the rate of its microphone.
 */
class RoomSoundsIT {

    private static final int SECONDS = 3;

    /**
     * A room and the one sound that it knows.
     *
     * @param party whose account and tone it has
     * @param called whether we call it, and so offer
     * @param codec what we call it
     */
    private record Room(int party, String module, String format, boolean called, String codec) {

        BaresipPeer start(Court court) throws Exception {
            return BaresipPeer.start(
                    court.folder(), court.account(party), "module " + module + ".so\n", ";audio_codecs=" + format);
        }
    }

    private static final List<Room> ROOMS = List.of(
            new Room(1, "g711", "PCMU/8000/1", false, "PCMU"),
            new Room(2, "l16", "L16/16000/1", false, "L16_16K"),
            new Room(3, "l16", "L16/48000/1", true, "L16_48K"),
            new Room(4, "opus", "opus/48000/2", true, "OPUS"));

    @Test
    void everyRoomHearsAllOthers() throws Exception {
        List<BaresipPeer> rooms = new ArrayList<>();
        try (Court court = Court.open("RoomSoundsIT")) {
            court.start();
            for (Room room : ROOMS) {
                BaresipPeer peer = room.start(court);
                rooms.add(peer);
                peer.awaitRegistered();
                if (room.called()) {
                    court.dial(room.party());
                    peer.awaitEvent("CALL_ESTABLISHED");
                } else {
                    court.call(peer);
                }
            }
            court.awaitLegs(ROOMS.size());
            for (Room room : ROOMS) {
                Await.until(
                        "sound in " + room.codec(),
                        Court.PATIENCE,
                        () -> sounds(court).contains(room.codec()));
            }
            Await.elapsed(Duration.ofSeconds(SECONDS));
            for (Room room : ROOMS) {
                Await.until(
                        room + " hears the others",
                        Court.PATIENCE,
                        () -> complaints(room, rooms.get(room.party() - 1)).isEmpty());
            }
            close(rooms);
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        } finally {
            close(rooms);
        }
    }

    private static void close(List<BaresipPeer> rooms) throws IOException {
        for (BaresipPeer room : rooms) {
            room.close();
        }
    }

    private static List<String> complaints(Room room, BaresipPeer peer) throws Exception {
        Tones.Recording heard = peer.recorded().orElseThrow(() -> new AssertionError("nothing recorded: " + room));
        short[] sound = heard.last(SECONDS);
        Set<Integer> expected = new HashSet<>();
        Set<Integer> found = new HashSet<>();
        for (Room other : ROOMS) {
            if (other.party() != room.party()) {
                expected.add(other.party());
            }
            if (Tones.hears(other.party(), sound, heard.sampleRate())) {
                found.add(other.party());
            }
        }
        return found.equals(expected)
                ? List.of()
                : List.of("%s hears %s: %s".formatted(room, found, Tones.describe(sound, heard.sampleRate())));
    }

    private static Set<String> sounds(Court court) throws Exception {
        Set<String> codecs = new HashSet<>();
        for (JsonNode leg : court.state().path("legs")) {
            leg.path("streams")
                    .forEach(stream -> codecs.add(stream.path("codec").asText()));
        }
        return codecs;
    }
}
