package org.courtbridge.court.conference;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;

/**
 * Remembers what an endpoint tells it. Hearing 100 takes everybody, 200 has ended, 300 has no seats, 400 takes everybody
 * in when {@link #letIn} is called.
 */
public final class RememberingConferences extends StandInConferences {

    public static final String PIN = "246810";

    private final Map<String, HearingState> hearings = new TreeMap<>();
    /** What happened, in order, such as "arrived device:1" or "digit 5". */
    private final List<String> story = new ArrayList<>();

    private final Map<LegId, Leg> legs = new LinkedHashMap<>();
    private final CompletableFuture<HearingState> door = new CompletableFuture<>();
    private LegMedia media = LegMedia.NOTHING;
    private Optional<Bridge> bridge = Optional.empty();
    private boolean presentersRefused;
    private Optional<String> broken = Optional.empty();

    public RememberingConferences() {
        hearing("100", HearingState.Phase.IN_SESSION);
        hearing("200", HearingState.Phase.ENDED);
        hearing("300", HearingState.Phase.IN_SESSION);
        hearing("400", HearingState.Phase.IN_SESSION);
    }

    private void hearing(String number, HearingState.Phase phase) {
        hearings.put(
                number,
                SampleHearings.of("h" + number, number, "Hearing", Optional.of(PIN), phase, new LinkedHashMap<>(), 1));
    }

    /** Waits until the condition holds of what has happened, at most a minute. */
    public synchronized void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("did not happen; the story so far: " + story);
            }
            try {
                wait(Math.min(left, 50));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    public void awaitStory(String... expected) {
        await(() -> story.equals(List.of(expected)));
    }

    public synchronized List<String> story() {
        return List.copyOf(story);
    }

    /** The media of each leg that arrives flow through a bridge. */
    public synchronized void through(Bridge each) {
        bridge = Optional.of(each);
    }

    public void letIn() {
        door.complete(byNumber("400").orElseThrow());
    }

    public synchronized LegMedia media() {
        return media;
    }

    public synchronized Leg leg() {
        return List.copyOf(legs.values()).getLast();
    }

    /** From now on whoever tells this chapter is thrown a fault at. */
    public synchronized void breakAt(String chapter) {
        broken = Optional.of(chapter);
    }

    private synchronized void tell(String chapter) {
        if (broken.equals(Optional.of(chapter))) {
            throw new IllegalStateException("broken at: " + chapter);
        }
        story.add(chapter);
        notifyAll();
    }

    @Override
    public Collection<HearingState> all() {
        return hearings.values();
    }

    @Override
    public synchronized CompletionStage<HearingState> arrive(
            String hearingId, PartyId party, Leg leg, LegMedia agreed) {
        if (hearingId.equals("h300")) {
            return CompletableFuture.failedFuture(new CommandRefusedException("no seat"));
        }
        legs.put(leg.id(), leg);
        media = agreed;
        bridge.ifPresent(each -> {
            each.attach(leg, party.toString(), agreed);
            each.policy(Bridge.Policy.of(Set.of(leg.id()), Set.of()));
        });
        tell("arrived " + party);
        if (hearingId.equals("h400")) {
            return door;
        }
        return CompletableFuture.completedFuture(byId(hearingId).orElseThrow());
    }

    @Override
    public synchronized void renegotiated(LegId leg, LegMedia agreed) {
        media = agreed;
        bridge.ifPresent(each -> each.renegotiated(leg, agreed));
        tell("renegotiated");
    }

    @Override
    public void keyframeWanted(LegId leg) {
        tell("keyframe");
    }

    @Override
    public void digit(LegId leg, char digit) {
        tell("digit " + digit);
    }

    /** From now on nobody may present. */
    public synchronized void refusePresenters() {
        presentersRefused = true;
    }

    @Override
    public synchronized CompletionStage<?> asksToPresent(LegId leg) {
        tell("asks to present");
        return presentersRefused
                ? CompletableFuture.failedFuture(new CommandRefusedException("not now"))
                : CompletableFuture.completedFuture(leg);
    }

    @Override
    public void presentsNoMore(LegId leg) {
        tell("presents no more");
    }

    @Override
    public void mediaFollowed(LegId leg, InetAddress machine) {
        tell("media followed to " + machine.getHostAddress());
    }

    @Override
    public synchronized void left(LegId leg, EndReason reason) {
        if (legs.remove(leg) == null) {
            tell("left twice");
            return;
        }
        bridge.ifPresent(each -> each.detach(leg));
        tell("left " + reason);
    }
}
