package org.courtbridge.media.leg;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.hearings.Floor;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Verdict;

/** A message to a leg beside its media. */
public sealed interface LegNotice {

    /** The person waits to be let in. */
    record Waiting() implements LegNotice {}

    /** The person is in the hearing. */
    record Admitted() implements LegNotice {}

    /** The hearing went to another state: in session, adjourned, closed. */
    record HearingChanged(String number, String title, HearingState.Phase phase) implements LegNotice {}

    /**
     * The state of the person's own sound, wish to speak, and screen.
     *
     * @param muting what the clerk decided, whatever the person's own button says
     * @param sharing whether the person's screen is what the others are to see
     */
    record Standing(HearingCommand.Muting muting, Floor.Hand hand, boolean sharing) implements LegNotice {}

    /**
     * The way in which the person sees the others; not told as long as it is the usual one.
     *
     * @param layout of one picture with all of them; empty for a picture of each
     * @param seesSelf whether the person is in that one picture, too
     */
    record Arranged(Optional<Layout> layout, boolean seesSelf) implements LegNotice {}

    /**
     * The parties whose pictures the person sees.
     *
     * @param names name of the party by slot; slots without one show nobody
     * @param missing how many more pictures there would be to show than there are slots
     * @param tooWide names of the parties whose pictures the line to the receiver has no room for
     * @param screen the slot that shows somebody's screen
     */
    record Pictures(Map<String, String> names, int missing, List<String> tooWide, Optional<String> screen)
            implements LegNotice {}

    /**
     * The progress of a test call, in which the person is seen and heard by nobody but the gateway.
     *
     * @param length of the step; zero if nobody knows
     */
    record Testing(Step step, Duration length) implements LegNotice {

        /** The steps of a test call, in this order. */
        public enum Step {
            /** The media are awaited. */
            CONNECTING,
            /** The person speaks and is measured, and sees the own picture as it came. */
            SPEAK,
            /** The person hears what was heard. */
            LISTEN
        }
    }

    /** The results of a test call. @param verdicts in the order of their checks */
    record Judged(Outcome outcome, List<Verdict> verdicts) implements LegNotice {}

    /** There is no test call. */
    record NotTested(Why why) implements LegNotice {

        /** The reason why there is none. */
        public enum Why {
            /** The person is in the hearing. */
            IN_HEARING,
            /** Another test of the same seat is going on. */
            ANOTHER,
            /** The seat has been tested so often of late. */
            TOO_OFTEN,
            /** There is no room for one more, or the gateway was too busy to measure. */
            FULL
        }
    }
}
