package org.courtbridge.console.hearings;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.rooms.CallFailedException;

/**
 * The calls by which rooms are had called into hearings: which are on their way, and why the last one of each room failed. A room
 * may ring for minutes, and be picked up or not when whoever had it called does something else. Forgotten when the gateway stops.
 */
public final class DialledRooms {

    /** A call is over by then, or nobody knows any more what became of it. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    /** So long it is said that the last call has failed. */
    static final Duration REMEMBERED = Duration.ofMinutes(30);

    private static final Logger log = LogManager.getLogger(DialledRooms.class);

    private static final int BUSY_HERE = 486;
    private static final int BUSY_EVERYWHERE = 600;

    private final RoomDialler dialler;
    private final InstantSource clock;
    private final Map<Room, Attempt> attempts = new ConcurrentHashMap<>();

    private record Room(String hearing, String device) {}

    /** State of the last call of a room, if nobody has picked up. */
    sealed interface Attempt {

        Instant at();

        /** @param at since when */
        record Calling(Instant at) implements Attempt {}

        /**
         * @param detail for who reads English
         * @param key of a message that says the same, less closely
         */
        record Failed(Instant at, String detail, String key) implements Attempt {}
    }

    public DialledRooms(RoomDialler dialler, InstantSource clock) {
        this.dialler = dialler;
        this.clock = clock;
    }

    /**
     * Has a room called.
     *
     * @param patience a call that has not failed by then is on its way
     * @return completes when it is on its way, or the room has been taken in; fails with {@link RequestException}
     */
    CompletableFuture<Void> dial(String hearing, Device device, Duration patience) {
        Room room = new Room(hearing, device.id());
        Attempt.Calling calling = new Attempt.Calling(clock.instant());
        if (!begin(room, calling)) {
            return CompletableFuture.failedFuture(
                    new RequestException(409, "This room is being called already.", "error.dialled"));
        }
        return CompletableFuture.completedFuture(null)
                .thenCompose(_ -> dialler.dial(hearing, device))
                .<Void>handle((_, failure) -> {
                    if (failure != null) {
                        Attempt.Failed failed = failed(room, failure);
                        attempts.replace(room, calling, failed);
                        throw new RequestException(409, failed.detail(), failed.key());
                    }
                    attempts.remove(room, calling);
                    return null;
                })
                .copy()
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized boolean begin(Room room, Attempt.Calling calling) {
        attempts.values().removeIf(attempt -> isPast(attempt, calling.at()));
        if (attempts.get(room) instanceof Attempt.Calling) {
            return false;
        }
        attempts.put(room, calling);
        return true;
    }

    private Attempt.Failed failed(Room room, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof CallFailedException call) {
            return new Attempt.Failed(clock.instant(), String.valueOf(call.getMessage()), "dial." + reason(call));
        }
        log.error("device={} hearing={} was not called", room.device(), room.hearing(), cause);
        return new Attempt.Failed(
                clock.instant(), String.valueOf(cause.getMessage()), "dial." + CallFailedException.Kind.OURS);
    }

    private static String reason(CallFailedException call) {
        boolean busy = call.kind() == CallFailedException.Kind.REFUSED
                && (call.status() == BUSY_HERE || call.status() == BUSY_EVERYWHERE);
        return busy ? "BUSY" : call.kind().name();
    }

    private static boolean isPast(Attempt attempt, Instant now) {
        Duration kept = attempt instanceof Attempt.Calling ? LONGEST : REMEMBERED;
        return attempt.at().plus(kept).isBefore(now);
    }

    /** State of the last call of a seat's room; empty if there was none of late, or the room is there. */
    Optional<Attempt> last(String hearing, HearingState.Seat seat) {
        return Optional.of(seat.party().value())
                .filter(party ->
                        party.startsWith(HearingDesk.DEVICE) && seat.leg().isEmpty())
                .map(party -> attempts.get(new Room(hearing, party.substring(HearingDesk.DEVICE.length()))))
                .filter(attempt -> !isPast(attempt, clock.instant()));
    }
}
