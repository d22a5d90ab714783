package org.courtbridge.signalling.ivr;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.RoomLeg;
import org.jspecify.annotations.Nullable;

/**
 * The course of a call that a room makes, whatever its protocol: it takes its place, is negotiated, its leg arrives in the hearing,
 * it is answered and runs, and the leg leaves. On the call's thread.
 */
public final class IncomingCall {

    private static final Logger log = LogManager.getLogger(IncomingCall.class);

    /** For the hearing to take the leg in: a write to disk. */
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    /** The steps of a call that each protocol takes in its own way. */
    public interface Protocol {

        /**
         * Negotiates the media.
         *
         * @return the leg and what it may send and receive at first; empty if the call has been refused
         */
        Optional<Negotiated> negotiate();

        /**
         * Waits for the arrival to be decided, if the caller can give up meanwhile.
         *
         * @return why the call is over before it was answered, of which the caller has been told
         */
        default Optional<EndReason> await(CompletableFuture<?> arrival, Duration longest) {
            return Optional.empty();
        }

        /**
         * Answers the call and runs it until its end.
         *
         * @param acknowledged is given what has been agreed, once, when the caller has shown that our answer has reached him
         */
        EndReason run(RoomLeg leg, Consumer<LegMedia> acknowledged);

        /** Refuses the call. */
        void refuse(Refusal why);

        /** Identifies the call in the log. */
        @Override
        String toString();
    }

    /** @param media agreed before the answer */
    public record Negotiated(RoomLeg leg, LegMedia media) {}

    /** Reason that a call that had a route is not answered. */
    public enum Refusal {
        /** There is no place. */
        FULL,
        /** The hearing does not let it in. */
        REJECTED,
        /** A fault of ours. */
        FAULT,
        /** The hearing has not decided in time. */
        TIMEOUT,
        /** The gateway is going down. */
        SHUTDOWN
    }

    private final CallRoute route;
    private final LegEvents events;
    private final Protocol protocol;

    private IncomingCall(CallRoute route, LegEvents events, Protocol protocol) {
        this.route = route;
        this.events = events;
        this.protocol = protocol;
    }

    /**
     * Returns when the call has ended.
     *
     * @param events is told when the leg has left, once for each that arrived
     */
    public static void run(CallRoute route, LegEvents events, Protocol protocol) {
        new IncomingCall(route, events, protocol).run();
    }

    private void run() {
        try (Reception.Place place = route.enter().orElse(null)) {
            if (place == null) {
                protocol.refuse(Refusal.FULL);
                return;
            }
            protocol.negotiate().ifPresent(negotiated -> arrive(place, negotiated));
        }
    }

    private void arrive(Reception.Place place, Negotiated negotiated) {
        RoomLeg leg = negotiated.leg();
        CompletableFuture<?> arrival =
                route.arrive(place, leg, negotiated.media()).toCompletableFuture();
        Optional<EndReason> over = protocol.await(arrival, ARRIVAL);
        EndReason reason = EndReason.ERROR;
        boolean arrived = true;
        try {
            arrival.get(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
            reason = over.orElseGet(() -> protocol.run(leg, agreed -> route.acknowledged(place, leg, agreed)));
        } catch (ExecutionException | CompletionException e) {
            arrived = false;
            notTakenIn(e.getCause(), over.isPresent());
        } catch (TimeoutException e) {
            refuse(Refusal.TIMEOUT, over.isPresent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(Refusal.SHUTDOWN, over.isPresent());
        } finally {
            if (arrived) {
                events.left(leg.id(), reason);
            }
        }
    }

    private void notTakenIn(@Nullable Throwable why, boolean isOver) {
        boolean refused = why instanceof CommandRefusedException;
        if (!refused) {
            log.error("{} not taken in", protocol, why);
        }
        refuse(refused ? Refusal.REJECTED : Refusal.FAULT, isOver);
    }

    /** Unless the caller has been told already. */
    private void refuse(Refusal why, boolean isOver) {
        if (!isOver) {
            protocol.refuse(why);
        }
    }
}
