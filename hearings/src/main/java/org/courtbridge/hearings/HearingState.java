package org.courtbridge.hearings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * A hearing as its events made it.
 *
 * @param docket its number, title and court
 * @param begins when it is to begin; empty if nobody has said
 * @param pin what callers without a seat have to know, digits only; without one they do not get in
 * @param seats in the order of invitation
 * @param floor who speaks, and who asks to
 * @param pictures what the clerk has ordered of all pictures
 * @param called parties whose leg the gateway has made by calling them, and that it calls again if that is lost by a restart
 * @param troubles that parties have reported and nobody has seen yet, in the order in which they were reported
 * @param checklist what people have said about whether the parties hear and see each other
 * @param lastEvent number of the last event applied; 0 before the first
 */
public record HearingState(
        String id,
        Docket docket,
        Optional<Instant> begins,
        Optional<String> pin,
        Phase phase,
        SequencedMap<PartyId, Seat> seats,
        Floor floor,
        PictureOrders pictures,
        Set<PartyId> called,
        List<Trouble> troubles,
        Checklist checklist,
        long lastEvent) {

    public HearingState {
        seats = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(seats));
        called = Set.copyOf(called);
        troubles = List.copyOf(troubles);
    }

    /** The state of a hearing before its first event. */
    public static HearingState initial(String id) {
        return new HearingState(
                id,
                Docket.EMPTY,
                Optional.empty(),
                Optional.empty(),
                Phase.SCHEDULED,
                new LinkedHashMap<>(),
                Floor.EMPTY,
                PictureOrders.NONE,
                Set.of(),
                List.of(),
                Checklist.EMPTY,
                0);
    }

    /** The number that rooms dial. */
    public String number() {
        return docket.number();
    }

    public String title() {
        return docket.title();
    }

    /** The id of the court whose hearing it is; empty if nobody has said. */
    public Optional<String> court() {
        return docket.court();
    }

    /** The layout that the clerk chose for all; empty for the gateway's. */
    public Optional<Layout> layout() {
        return pictures.layout();
    }

    /** Whether rooms may move each other's cameras. */
    public boolean steering() {
        return pictures.steering();
    }

    @Override
    public String toString() {
        return "HearingState[id=%s, docket=%s, begins=%s, phase=%s, seats=%s, floor=%s, pictures=%s, lastEvent=%d]"
                .formatted(id, docket, begins, phase, seats, floor, pictures, lastEvent);
    }

    /** Legs that hear and see each other: admitted, connected, and the hearing is in session. */
    public SequencedSet<LegId> inside() {
        SequencedSet<LegId> inside = new LinkedHashSet<>();
        if (phase == Phase.IN_SESSION) {
            for (Seat seat : seats.values()) {
                if (seat.admitted()) {
                    seat.leg().ifPresent(inside::add);
                }
            }
        }
        return Collections.unmodifiableSequencedSet(inside);
    }

    /** Seats whose party is connected and waits in the lobby to be admitted. */
    public List<Seat> waiting() {
        List<Seat> waiting = new ArrayList<>();
        for (Seat seat : seats.values()) {
            if (seat.leg().isPresent() && !seat.admitted()) {
                waiting.add(seat);
            }
        }
        return Collections.unmodifiableList(waiting);
    }

    /** Connected legs that nobody may hear. */
    public SequencedSet<LegId> muted() {
        SequencedSet<LegId> muted = new LinkedHashSet<>();
        for (Seat seat : seats.values()) {
            if (!isHeard(seat)) {
                seat.leg().ifPresent(muted::add);
            }
        }
        return Collections.unmodifiableSequencedSet(muted);
    }

    /** Whether the clerk's orders let the others hear a party: its own muting, and the rule of speaking. */
    public HearingCommand.Muting muting(Seat seat) {
        return floor.lets(seat.party()) ? seat.muting() : HearingCommand.Muting.MUTED;
    }

    /** Whether the others may hear a party when it is in the hearing. */
    public boolean isHeard(Seat seat) {
        return muting(seat) == HearingCommand.Muting.HEARD && !seat.microphoneOff();
    }

    /** Every connected leg, inside or waiting. */
    public SequencedSet<LegId> legs() {
        SequencedSet<LegId> legs = new LinkedHashSet<>();
        for (Seat seat : seats.values()) {
            seat.leg().ifPresent(legs::add);
        }
        return Collections.unmodifiableSequencedSet(legs);
    }

    public Optional<Seat> seat(PartyId party) {
        return Optional.ofNullable(seats.get(party));
    }

    /** The seat that a leg fills; empty for a leg that has gone, or never came. */
    public Optional<Seat> seatOf(LegId leg) {
        for (Seat seat : seats.values()) {
            if (seat.leg().filter(leg::equals).isPresent()) {
                return Optional.of(seat);
            }
        }
        return Optional.empty();
    }

    /** A problem that nobody has seen yet; empty for one that somebody has, and for one that there never was. */
    public Optional<Trouble> trouble(long number) {
        for (Trouble trouble : troubles) {
            if (trouble.number() == number) {
                return Optional.of(trouble);
            }
        }
        return Optional.empty();
    }

    /** The layout in which a seat's party sees the others: the seat's, else the hearing's, else the gateway's. */
    public Layout layout(Seat seat, Layout gateways) {
        return seat.layout().or(this::layout).orElse(gateways);
    }

    /** Phase of a hearing, from its planning to its end. */
    public enum Phase {
        SCHEDULED,
        /** Parties may come and are admitted; nobody hears anybody yet. */
        LOBBY,
        IN_SESSION,
        /** No remote sound or picture at all (para. 6 of the Rules). */
        CLOSED_SESSION,
        ADJOURNED,
        ENDED
    }

    /**
     * A party's place in the hearing.
     *
     * @param admitted whether it may be in the hearing now; for {@link HearingCommand.Admission#DIRECT} from the start
     * @param muting decided by the clerk, whichever call fills the seat
     * @param microphoneOff decided by the party, for this call
     * @param leg the call that fills the seat now
     * @param layout its own; empty for the hearing's
     * @param seesSelf whether its party is in the picture that it sees of several
     */
    public record Seat(
            PartyId party,
            String name,
            HearingCommand.Admission admission,
            boolean admitted,
            HearingCommand.Muting muting,
            boolean microphoneOff,
            Optional<LegId> leg,
            Optional<Layout> layout,
            boolean seesSelf) {

        Seat withAdmitted(boolean now) {
            return new Seat(party, name, admission, now, muting, microphoneOff, leg, layout, seesSelf);
        }

        Seat withMuting(HearingCommand.Muting now) {
            return new Seat(party, name, admission, admitted, now, microphoneOff, leg, layout, seesSelf);
        }

        Seat withMicrophoneOff(boolean now) {
            return new Seat(party, name, admission, admitted, muting, now, leg, layout, seesSelf);
        }

        Seat withLeg(Optional<LegId> now) {
            return new Seat(party, name, admission, admitted, muting, false, now, layout, seesSelf);
        }

        Seat withLayout(Optional<Layout> now) {
            return new Seat(party, name, admission, admitted, muting, microphoneOff, leg, now, seesSelf);
        }

        Seat withSelf(boolean now) {
            return new Seat(party, name, admission, admitted, muting, microphoneOff, leg, layout, now);
        }
    }
}
