package org.courtbridge.media.leg;

import java.util.Optional;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.language.Language;

/** A room in a call, of whatever protocol, as its hearing knows it. */
public final class RoomLeg implements Leg {

    private final LegId id = LegId.random();
    private final Optional<String> signalling;
    private final Optional<Language> language;
    private final Optional<String> client;
    private final Wishes wishes;

    /** Receives the hearing's requests to the call; returns at once. From any thread. */
    public interface Wishes {

        void end(EndReason reason);

        void keyframe();

        /** The room is who presents. */
        default void presents() {}

        /** The room is not who presents. */
        default void presentsNoMore() {}

        /** As of {@link Leg#presented}. */
        default void presented(boolean byAnother) {}

        /** As of {@link Leg#company}. */
        default void company(Optional<Roster> inside) {}

        /** As of {@link Leg#press}. */
        default void press(char key) {}

        /** As of {@link Leg#echo}. */
        default void echo(Runnable answered) {}

        /** As of {@link Leg#takesLimits}. */
        default boolean takesLimits() {
            return false;
        }

        /** As of {@link Leg#pictureRate}. */
        default void pictureRate(long bitsPerSecond, long useful) {}
    }

    /**
     * @param signalling as of {@link Leg#signalling}
     * @param language of the room; empty for the court's
     * @param client as of {@link Leg#client}
     */
    public RoomLeg(Optional<String> signalling, Optional<Language> language, Optional<String> client, Wishes wishes) {
        this.signalling = signalling;
        this.language = language;
        this.client = client;
        this.wishes = wishes;
    }

    /**
     * A room whose signalling gives neither the call nor the program a name.
     *
     * @param language of the room; empty for the court's
     */
    public static RoomLeg of(Optional<Language> language, Wishes wishes) {
        return new RoomLeg(Optional.empty(), language, Optional.empty(), wishes);
    }

    @Override
    public LegId id() {
        return id;
    }

    @Override
    public Kind kind() {
        return Kind.ROOM;
    }

    @Override
    public Optional<String> signalling() {
        return signalling;
    }

    @Override
    public Optional<String> client() {
        return client;
    }

    @Override
    public Optional<Language> language() {
        return language;
    }

    @Override
    public void end(EndReason reason) {
        wishes.end(reason);
    }

    @Override
    public void requestKeyframe() {
        wishes.keyframe();
    }

    @Override
    public void press(char key) {
        wishes.press(key);
    }

    @Override
    public void echo(Runnable answered) {
        wishes.echo(answered);
    }

    @Override
    public boolean takesLimits() {
        return wishes.takesLimits();
    }

    @Override
    public void pictureRate(long bitsPerSecond, long useful) {
        wishes.pictureRate(bitsPerSecond, useful);
    }

    @Override
    public void presented(boolean byAnother) {
        wishes.presented(byAnother);
    }

    @Override
    public void company(Optional<Roster> inside) {
        wishes.company(inside);
    }

    /** A room has no words to show. */
    @Override
    public void notice(LegNotice notice) {
        if (notice instanceof LegNotice.Standing standing) {
            if (standing.sharing()) {
                wishes.presents();
            } else {
                wishes.presentsNoMore();
            }
        }
    }

    @Override
    public String toString() {
        return "RoomLeg[" + id + "]";
    }
}
