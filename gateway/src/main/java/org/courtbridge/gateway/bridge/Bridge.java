package org.courtbridge.gateway.bridge;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.hearings.LegId;

/**
 * What the media of one hearing flows through. It follows the active speaker by itself, within the policy that it was
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

    /** What a party sees from now on while it sees nobody; rooms alone have no page to tell them. */
    void show(LegId leg, Still still);

    /** Says something to one party alone, over what it hears; instead of what is being said to it. */
    void play(LegId leg, Announcement announcement);

    /** The party asked by signalling for a keyframe of what it sees. */
    void keyframeWanted(LegId leg);

    /** A snapshot, one entry for each attached leg. */
    List<LegStatistics> statistics();

    /** Detaches every leg. */
    @Override
    void close();

    /**
     * Who takes part.
     *
     * @param inside legs that hear and see each other; all others are cut off both ways, at once
     * @param muted legs that nobody hears
     * @param presenter the leg whose picture is a screen: who sees one picture sees this one, whoever speaks
     */
    record Policy(Set<LegId> inside, Set<LegId> muted, Optional<LegId> presenter) {

        /** In which nobody shows a screen. */
        public Policy(Set<LegId> inside, Set<LegId> muted) {
            this(inside, muted, Optional.empty());
        }
    }
}
