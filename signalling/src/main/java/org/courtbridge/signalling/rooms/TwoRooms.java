package org.courtbridge.signalling.rooms;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.Floor;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;

/**
 * Two rooms that talk with each other, without a hearing or anybody else: each hears and sees the other, what it presents, too,
 * and moves its camera; keys that one presses, the other is told of. When one is gone, so is the other. From any thread.
 */
public final class TwoRooms implements LegEvents {

    private final Bridges bridges;

    // Guarded by this.
    private final Map<LegId, Leg> legs = new LinkedHashMap<>();
    private Optional<Bridge> bridge = Optional.empty();
    private Optional<LegId> presenter = Optional.empty();
    private Optional<EndReason> over = Optional.empty();

    /** Opens a bridge for a call. */
    @FunctionalInterface
    public interface Bridges {

        /** @param digits hears of keys pressed in the sound; returns at once */
        Bridge open(BiConsumer<LegId, Character> digits);
    }

    public TwoRooms(Bridges bridges) {
        this.bridges = bridges;
    }

    /** Of one of the two. @param name as the other's pictures may have it */
    public Destination place(String name) {
        return new Destination() {
            @Override
            public CompletionStage<?> arrive(PartyId party, Leg leg, LegMedia media) {
                TwoRooms.this.arrive(name, leg, media);
                return CompletableFuture.completedFuture(leg.id());
            }

            @Override
            public LegEvents events() {
                return TwoRooms.this;
            }
        };
    }

    private synchronized void arrive(String name, Leg leg, LegMedia media) {
        legs.put(leg.id(), leg);
        if (over.isPresent()) {
            leg.end(over.get());
            return;
        }
        Bridge shared = bridge.orElseGet(() -> bridges.open(this::digit));
        bridge = Optional.of(shared);
        shared.attach(leg, name, media);
        presenter.ifPresent(_ -> leg.presented(true));
        settle();
    }

    private void settle() {
        bridge.ifPresent(shared -> shared.policy(new Bridge.Policy(
                Set.copyOf(legs.keySet()), Set.of(), presenter, Bridge.Policy.View.NONE, true, true)));
    }

    private void others(LegId leg, Consumer<Leg> action) {
        legs.values().stream().filter(other -> !other.id().equals(leg)).forEach(action);
    }

    @Override
    public synchronized void renegotiated(LegId leg, LegMedia media) {
        bridge.ifPresent(shared -> shared.renegotiated(leg, media));
    }

    @Override
    public synchronized void keyframeWanted(LegId leg) {
        bridge.ifPresent(shared -> shared.keyframeWanted(leg));
    }

    @Override
    public synchronized void digit(LegId leg, char digit) {
        others(leg, other -> other.press(digit));
    }

    /** One at a time: whoever does so goes on until it ends that. */
    @Override
    public synchronized CompletionStage<?> asksToPresent(LegId leg) {
        if (!legs.containsKey(leg)
                || presenter.filter(other -> !other.equals(leg)).isPresent()) {
            return CompletableFuture.failedFuture(new CommandRefusedException("the other room presents"));
        }
        presents(leg, Optional.of(leg));
        return CompletableFuture.completedFuture(leg);
    }

    @Override
    public synchronized void presentsNoMore(LegId leg) {
        if (presenter.equals(Optional.of(leg))) {
            presents(leg, Optional.empty());
        }
    }

    /** There is no hearing to be told; the call's log has it. */
    @Override
    public void mediaFollowed(LegId leg, InetAddress machine) {}

    private void presents(LegId leg, Optional<LegId> now) {
        boolean presents = now.isPresent();
        presenter = now;
        settle();
        Optional.ofNullable(legs.get(leg))
                .ifPresent(one ->
                        one.notice(new LegNotice.Standing(HearingCommand.Muting.HEARD, Floor.Hand.DOWN, presents)));
        others(leg, other -> other.presented(presents));
    }

    @Override
    public synchronized void left(LegId leg, EndReason reason) {
        if (legs.remove(leg) == null) {
            return;
        }
        bridge.ifPresent(shared -> shared.detach(leg));
        if (over.isEmpty()) {
            over = Optional.of(reason);
            legs.values().forEach(other -> other.end(reason));
        }
        if (legs.isEmpty()) {
            bridge.ifPresent(Bridge::close);
            bridge = Optional.empty();
        }
    }
}
