package org.courtbridge.media.leg;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.bridge.SoloBridge;

/**
 * Mixes and forwards the media of one hearing. It follows the active speaker by itself, within the policy that it was
 * last given. Every method may be called from any thread and returns at once.
 */
public interface Bridge extends AutoCloseable {

    /**
     * Takes over a leg's transports, and its streams if it was in a {@link SoloBridge} before. Until the policy lets it in, it hears and sees nothing, and nobody
     * hears or sees it.
     */
    void attach(Leg leg, String name, LegMedia media);

    void renegotiated(LegId leg, LegMedia media);

    /** Lets go of a leg; its transports are the endpoint's to close. */
    void detach(LegId leg);

    void policy(Policy policy);

    /** Sets the still that a party sees while it sees nobody; for parties without our page, which would tell them. */
    void show(LegId leg, Still still);

    /** Says something to one party alone, over what it hears; instead of what is being said to it. */
    void play(LegId leg, Announcement announcement);

    /** The party asked by signalling for a keyframe of what it sees. */
    void keyframeWanted(LegId leg);

    /** Has a party's camera do something; nothing if it takes no orders. */
    void steer(LegId leg, CameraOrder order);

    /**
     * Looks at what a party's camera sends: a small picture, JPEG, not older than some seconds. Whoever goes on looking asks again
     * and again; while nobody does, it costs nothing.
     *
     * @return empty as long as there is none, and for a party that nobody else sees either
     */
    Optional<byte[]> thumbnail(LegId leg);

    /** A snapshot, one entry for each attached leg. */
    List<LegStatistics> statistics();

    /** Detaches every leg. */
    @Override
    void close();

    /**
     * The rules of who takes part, and what those inside see.
     *
     * @param inside legs that hear and see each other; all others are cut off both ways, at once
     * @param muted legs that nobody hears
     * @param presenter the leg whose picture is a screen: who sees one picture sees this one, whoever speaks
     * @param view what those inside see of each other
     * @param steering whether rooms inside may move each other's cameras
     * @param traced whether what any leg sends may be written to a {@link MediaTrace}, if somebody asked for that
     */
    record Policy(
            Set<LegId> inside,
            Set<LegId> muted,
            Optional<LegId> presenter,
            View view,
            boolean steering,
            boolean traced) {

        /** In which nobody is inside. */
        public static final Policy NOBODY = of(Set.of(), Set.of());

        /** In which who sees one picture sees the speaker, nobody shows a screen, and nobody moves another's camera. */
        public static Policy of(Set<LegId> inside, Set<LegId> muted) {
            return new Policy(inside, muted, Optional.empty(), View.NONE, false, true);
        }

        /**
         * The layouts of those who see several parties in one picture.
         *
         * @param layouts of those inside; a leg that is not in it has {@link Layout#SPEAKER}. One of a browser has it see one
         *     picture, as a room does
         * @param courtrooms legs inside that are the court's own rooms
         * @param seeingSelf legs inside that are themselves in the picture of several that they see
         */
        public record View(Map<LegId, Layout> layouts, Set<LegId> courtrooms, Set<LegId> seeingSelf) {

            /** Everybody sees the speaker. */
            public static final View NONE = new View(Map.of(), Set.of(), Set.of());

            public View {
                layouts = Map.copyOf(layouts);
                courtrooms = Set.copyOf(courtrooms);
                seeingSelf = Set.copyOf(seeingSelf);
            }

            /** Whether a leg sees one picture: as its kind does, or as it has a layout. */
            public boolean isOnePicture(Leg leg) {
                return leg.kind().seesOnePicture() || layouts.containsKey(leg.id());
            }

            public Layout layout(LegId leg) {
                return layouts.getOrDefault(leg, Layout.SPEAKER);
            }
        }
    }
}
