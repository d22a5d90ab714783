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
