package org.courtbridge.signalling.ivr;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.courtbridge.court.conference.SampleHearings;
import org.courtbridge.court.conference.StandInConferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;

/** Hearing 100 alone, which tells what it is asked, and decides when the test wants. */
final class DecidingConferences extends StandInConferences {

    static final String PIN = "246810";

    private static final HearingState HEARING = SampleHearings.of(
            "h100", "100", "Іс", Optional.of(PIN), HearingState.Phase.LOBBY, new LinkedHashMap<>(), 1);

    private final Consumer<String> story;
    private volatile CompletableFuture<HearingState> decision = new CompletableFuture<>();

    DecidingConferences(Consumer<String> story) {
        this.story = story;
    }

    /** Whoever has asked has heard of it when this returns. */
    void letIn() {
        awaitListener(decision);
        decision.complete(HEARING);
    }

    /** As above; what is asked next is decided anew. */
    void refuse(RuntimeException reason) {
        CompletableFuture<HearingState> asked = decision;
        awaitListener(asked);
        decision = new CompletableFuture<>();
        asked.completeExceptionally(reason);
    }

    /** Whoever asks tells the story first, and listens to the answer after that. */
    private static void awaitListener(CompletableFuture<HearingState> asked) {
        while (asked.getNumberOfDependents() == 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public Collection<HearingState> all() {
        return List.of(HEARING);
    }

    @Override
    public CompletionStage<HearingState> arrive(String hearingId, PartyId party, Leg leg, LegMedia media) {
        story.accept("arrive " + hearingId + " as " + party);
        return decision;
    }

    @Override
    public CompletionStage<HearingState> attend(String hearingId, PartyId party, String name, Leg leg, LegMedia media) {
        story.accept("attend " + hearingId + " as " + party + ", " + name);
        return decision;
    }

    @Override
    public void renegotiated(LegId leg, LegMedia media) {
        story.accept("renegotiated");
    }

    @Override
    public void keyframeWanted(LegId leg) {
        story.accept("keyframe");
    }

    @Override
    public void digit(LegId leg, char digit) {
        story.accept("digit " + digit);
    }

    @Override
    public void left(LegId leg, EndReason reason) {
        story.accept("left " + reason);
    }
}
