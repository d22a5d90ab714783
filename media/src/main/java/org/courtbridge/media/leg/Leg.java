package org.courtbridge.media.leg;

import java.util.Optional;
import java.util.Set;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.language.Language;

/**
 * One connected party, whatever the protocol. It owns the signalling; {@link LegMedia} says what was negotiated. Every
 * method only puts into the leg's mailbox and returns at once.
 */
public interface Leg {

    LegId id();

    Kind kind();

    /** The name of the call in its protocol and in traces, such as the Call-ID; empty if it has none. */
    default Optional<String> signalling() {
        return Optional.empty();
    }

    /** The party's program or device with its version, as it names itself; empty where it does not. */
    default Optional<String> client() {
        return Optional.empty();
    }

    /** The language that the party reads and hears; empty where nobody has said so. */
    default Optional<Language> language() {
        return Optional.empty();
    }

    /** The conditions that the party itself reports; on any thread. */
    default Set<LegCondition> conditions() {
        return Set.of();
    }

    /** Ends the call towards the party, as its protocol says it. */
    void end(EndReason reason);

    /** Asks the party for a keyframe by signalling ({@link LegMedia.KeyframeRequestMethod#SIGNALLING}); nothing for a browser. */
    void requestKeyframe();

    /**
     * Has the party answer something by signalling at once, so that it is known how long that takes; nothing where it cannot.
     *
     * @param answered runs when its answer comes, whatever that says; on any thread
     */
    default void echo(Runnable answered) {}

    /** Whether the party sends less when signalling tells it to, so that {@link #pictureRate} comes to something. */
    default boolean takesLimits() {
        return false;
    }

    /**
     * Tells the leg the bit rate of the party's picture, each second; for a leg that {@link #takesLimits}.
     *
     * @param bitsPerSecond that came in the last second
     * @param useful bit/s of which somebody has any use; {@code Long.MAX_VALUE} if there is no limit
     */
    default void pictureRate(long bitsPerSecond, long useful) {}

    /**
     * Whether somebody else presents in a hearing that the party is in; for a leg whose protocol must ask before it shows that.
     * Told when it changes, and when the leg arrives.
     */
    default void presented(boolean byAnother) {}

    /** Tells the leg who is in the hearing with the party, when that changes; empty while the party is not inside itself. */
    default void company(Optional<Roster> inside) {}

    /** Tells the party of a key that was pressed for it; nothing where it has no way to hear of that. @param key 0 to 9, *, #, A to D */
    default void press(char key) {}

    /** Tells the party what the hearing did with it; shown in a browser, nothing for a room. */
    void notice(LegNotice notice);

    /** The kind of a leg. */
    enum Kind {
        /** A room's codec. */
        ROOM,
        /** Our page; it sees every other party in a picture of its own, unless it asks for one of all. */
        BROWSER,
        /** A person's application that speaks WHIP and WHEP. */
        APPLICATION;

        /** Whether it sees one main picture, and is told in that what it has to know. */
        public boolean seesOnePicture() {
            return this != BROWSER;
        }
    }
}
