package org.courtbridge.court.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.leg.Roster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TellingCompanyTest {

    private static final LegMedia MEDIA = LegMedia.NOTHING;

    private final TellingCompany effect = new TellingCompany();
    private final Calls calls = new Calls();
    private final SequencedMap<PartyId, HearingState.Seat> seats = new LinkedHashMap<>();
    private Phase phase = Phase.IN_SESSION;
    private HearingState before = HearingState.initial("h1");

    /** A room with what it was told. */
    private final class Room implements RoomLeg.Wishes {

        final PartyId party;
        final String name;
        final List<Optional<Roster>> told = new ArrayList<>();
        final RoomLeg leg = RoomLeg.of(Optional.empty(), this);

        Room(String name) {
            this(PartyId.device(name), name);
        }

        Room(PartyId party, String name) {
            this.name = name;
            this.party = party;
            calls.add(new Call(leg, MEDIA, Instant.EPOCH));
        }

        Room arrives(boolean admitted) {
            seats.put(
                    party,
                    new HearingState.Seat(
                            party,
                            name,
                            Admission.DIRECT,
                            admitted,
                            Muting.HEARD,
                            false,
                            Optional.of(leg.id()),
                            Optional.empty(),
                            false));
            happens();
            return this;
        }

        @Override
        public void end(EndReason reason) {}

        @Override
        public void keyframe() {}

        @Override
        public void company(Optional<Roster> inside) {
            told.add(inside);
        }
    }

    private void happens() {
        HearingState after = SampleHearings.of("h1", "100", "Hearing", Optional.empty(), phase, seats, 1);
        effect.happened(
                before,
                new HearingEvent.Recorded(1, Instant.EPOCH, "user:clerk", new HearingEvent.PhaseChanged(phase, "")),
                after,
                calls);
        before = after;
    }

    private static Optional<Roster> company(int own, Object... numbersAndNames) {
        Map<Integer, String> names = new TreeMap<>();
        for (int i = 0; i < numbersAndNames.length; i += 2) {
            names.put((Integer) numbersAndNames[i], (String) numbersAndNames[i + 1]);
        }
        return Optional.of(new Roster(own, new TreeMap<>(names)));
    }

    @Test
    void tellsEachWhoIsInside() {
        Room first = new Room("first").arrives(true);
        Room second = new Room("second").arrives(true);
        happens();

        assertThat(first.told).containsExactly(company(1, 1, "first"), company(1, 1, "first", 2, "second"));
        assertThat(second.told).containsExactly(company(2, 1, "first", 2, "second"));
    }

    /** Neither is it told who is inside, nor are they told of it. */
    @Test
    void tellsNothingToWhoWaitsToBeLetIn() {
        Room inside = new Room("inside").arrives(true);
        Room waiting = new Room("waiting").arrives(false);
        assertThat(waiting.told).isEmpty();
        assertThat(inside.told).containsExactly(company(1, 1, "inside"));

        waiting.arrives(true);
        assertThat(waiting.told).containsExactly(company(2, 1, "inside", 2, "waiting"));

        waiting.arrives(false);
        assertThat(waiting.told.getLast()).isEmpty();
        assertThat(inside.told.getLast()).isEqualTo(company(1, 1, "inside"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IN_SESSION")
    void tellsThatNobodyIsInsideButInSession(Phase other) {
        Room room = new Room("room").arrives(true);
        phase = other;
        happens();
        phase = Phase.IN_SESSION;
        happens();

        assertThat(room.told).containsExactly(company(1, 1, "room"), Optional.empty(), company(1, 1, "room"));
    }

    /** Where guests call from is for the clerk alone. */
    @Test
    void namesNoGuest() {
        Room room = new Room("room").arrives(true);
        new Room(PartyId.guest("call"), "Witness (203.0.113.7)").arrives(true);
        assertThat(room.told.getLast()).isEqualTo(company(1, 1, "room", 2, "Guest 2"));
    }

    @Test
    void givesANumberToSomebodyElseOnlyWhenItsSeatIsGone() {
        Room first = new Room("first").arrives(true);
        Room second = new Room("second").arrives(true);
        first.arrives(false);
        Room third = new Room("third").arrives(true);
        assertThat(third.told).containsExactly(company(3, 2, "second", 3, "third"));

        seats.remove(first.party);
        happens();
        Room fourth = new Room("fourth").arrives(true);
        assertThat(fourth.told).containsExactly(company(1, 1, "fourth", 2, "second", 3, "third"));
        assertThat(second.told.getLast()).isEqualTo(company(2, 1, "fourth", 2, "second", 3, "third"));
    }

    /** H.245 has no more numbers. */
    @Test
    void leavesOutWhoHasNoNumber() {
        List<Room> rooms = IntStream.rangeClosed(1, 193)
                .mapToObj(number -> new Room("room" + number).arrives(true))
                .toList();

        assertThat(rooms.getLast().told).isEmpty();
        assertThat(rooms.getFirst().told.getLast().orElseThrow().names()).hasSize(192);
    }
}
