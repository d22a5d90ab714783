package org.courtbridge.console.troubles;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.court.access.Role;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.TroubleKind;

/** The documents of reported problems in the API. Their components are its field names: a change here is a change of the API. */
final class TroubleViews {

    private TroubleViews() {}

    /** @param text in one's own words, at most 300 characters of one line; may be left out */
    record NewTrouble(TroubleKind kind, Optional<String> text) {

        @Override
        public String toString() {
            return "NewTrouble[" + kind + "]";
        }
    }

    /** @param hearing id of the one in which the room takes part */
    record NewRoomTrouble(String hearing, TroubleKind kind, Optional<String> text) {

        @Override
        public String toString() {
            return "NewRoomTrouble[" + hearing + ", " + kind + "]";
        }
    }

    /**
     * A hearing in which a room takes part, as whoever is in the room may know it.
     *
     * @param number what the room dials
     * @param court name of the court; absent if nobody has said
     * @param phone of the court; absent if nobody has entered it
     */
    record HearingOfRoom(
            String hearing,
            String number,
            Optional<Instant> begins,
            HearingState.Phase phase,
            Optional<String> court,
            Optional<String> phone) {}

    /**
     * @param to roles of those who are told
     * @param phone of the court, as people write it; absent if nobody has entered it
     */
    record TroubleTold(List<Role> to, Optional<String> phone) {}

    /**
     * @param name of the party
     * @param text in the party's words; may be empty
     * @param times how often it was reported
     */
    record Trouble(
            long number,
            String party,
            String name,
            TroubleKind kind,
            String text,
            int times,
            Instant first,
            Instant last) {

        static Trouble of(HearingState state, org.courtbridge.hearings.Trouble one) {
            return new Trouble(
                    one.number(),
                    one.party().value(),
                    state.seat(one.party()).map(HearingState.Seat::name).orElse(""),
                    one.kind(),
                    one.text(),
                    one.times(),
                    one.first(),
                    one.last());
        }

        @Override
        public String toString() {
            return "Trouble[" + number + ", " + kind + "]";
        }
    }
}
