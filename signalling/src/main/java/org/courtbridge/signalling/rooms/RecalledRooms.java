package org.courtbridge.signalling.rooms;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;

/**
 * Calls rooms again that the gateway had called into hearings, and whose calls a restart of it has ended: such a room waits for a
 * clerk, whereas one that dials by itself comes back by itself. From any thread.
 *
 * <p>A room may not know that the call of before is over, and say that it is busy, or have to register first: so it is tried
 * several times within some minutes. It is called no more once the clerk has removed it or calls it, the hearing has ended, or
 * somebody is in its seat.
 */
public final class RecalledRooms implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(RecalledRooms.class);

    private static final String SYSTEM = "system";

    /** After the first attempt, and each that follows. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(3),
            Duration.ofSeconds(6),
            Duration.ofSeconds(12),
            Duration.ofSeconds(24),
            Duration.ofSeconds(40),
            Duration.ofSeconds(60));

    /** After that, a room is left to the clerk, registered or not. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private final Conferences conferences;
    private final Devices devices;
    private final RoomCaller rooms;
    private final InstantSource clock;
    private final AutoCloseable subscription;

    /** Guarded by this. */
    private final Map<Seat, Recall> recalls = new HashMap<>();

    private record Seat(String hearing, PartyId party) {}

    /** @param attempts that have been made @param next when the next is due; empty while one is being made */
    private record Recall(Instant begun, int attempts, Optional<Instant> next) {}

    public RecalledRooms(Conferences conferences, Devices devices, RoomCaller rooms, InstantSource clock) {
        this.conferences = conferences;
        this.devices = devices;
        this.rooms = rooms;
        this.clock = clock;
        this.subscription = conferences.subscribe(this::happened);
    }

    /** Has it decided whose calls were lost, which is an event of each hearing; {@link #look} then calls them. */
    public void begin() {
        for (HearingState hearing : conferences.all()) {
            for (PartyId party : hearing.called()) {
                if (party.deviceId().isPresent()) {
                    conferences
                            .submit(hearing.id(), new HearingCommand.Recall(SYSTEM, party))
                            .whenComplete((_, failure) -> {
                                if (failure != null) {
                                    log.warn(
                                            "hearing={} {} is not called again: {}",
                                            hearing.id(),
                                            party,
                                            failure.toString());
                                }
                            });
                }
            }
        }
    }

    private synchronized void note(Seat seat) {
        Instant now = clock.instant();
        recalls.put(seat, new Recall(now, 0, Optional.of(now)));
    }

    /** Makes the calls that are due; once a second will do. */
    public void look() {
        Instant now = clock.instant();
        for (Seat seat : due(now)) {
            Optional<Device> device = device(seat).filter(Device::enabled);
            if (device.isEmpty() || !isEmpty(seat)) {
                giveUp(seat);
            } else if (isOver(seat, now)) {
                log.warn(
                        "device={} hearing={} is not called again any more",
                        device.get().id(),
                        seat.hearing());
                giveUp(seat);
            } else if (rooms.isRegistered(device.get()) && !rooms.isInCall(device.get())) {
                call(seat, device.get());
            }
        }
    }

    private synchronized List<Seat> due(Instant now) {
        List<Seat> due = new ArrayList<>();
        recalls.forEach((seat, recall) -> {
            if (recall.next().filter(at -> !at.isAfter(now)).isPresent()) {
                due.add(seat);
            }
        });
        return due;
    }

    private synchronized boolean isOver(Seat seat, Instant now) {
        Recall recall = recalls.get(seat);
        return recall == null
                || recall.attempts() > PAUSES.size()
                || recall.begun().plus(LONGEST).isBefore(now);
    }

    private Optional<Device> device(Seat seat) {
        return seat.party().deviceId().flatMap(devices::byId);
    }

    /** Whether there is a seat in which nobody is, of a hearing that goes on. */
    private boolean isEmpty(Seat seat) {
        return conferences
                .byId(seat.hearing())
                .filter(hearing -> hearing.phase() != HearingState.Phase.ENDED)
                .flatMap(hearing -> hearing.seat(seat.party()))
                .filter(there -> there.leg().isEmpty())
                .isPresent();
    }

    private void call(Seat seat, Device device) {
        if (!begins(seat)) {
            return;
        }
        log.info("device={} hearing={} is called again after a restart", device.id(), seat.hearing());
        rooms.call(device, new EmptySeat(seat)).whenComplete((_, failure) -> {
            if (failure == null) {
                giveUp(seat);
            } else {
                log.info("device={} hearing={} not yet: {}", device.id(), seat.hearing(), failure.getMessage());
                failed(seat);
            }
        });
    }

    private synchronized boolean begins(Seat seat) {
        return recalls.computeIfPresent(
                        seat, (_, recall) -> new Recall(recall.begun(), recall.attempts() + 1, Optional.empty()))
                != null;
    }

    private synchronized void failed(Seat seat) {
        Instant now = clock.instant();
        recalls.computeIfPresent(seat, (_, recall) -> {
            Duration pause = PAUSES.get(Math.min(recall.attempts(), PAUSES.size()) - 1);
            return new Recall(recall.begun(), recall.attempts(), Optional.of(now.plus(pause)));
        });
    }

    /** @return whether it was being called just then */
    private synchronized boolean giveUp(Seat seat) {
        Recall recall = recalls.remove(seat);
        return recall != null && recall.next().isEmpty();
    }

    /** Whoever decides about a room's call from now on, this does not. */
    private void happened(Conferences.Change change) {
        String hearing = change.state().id();
        HearingEvent event = change.event().event();
        if (event instanceof HearingEvent.Recalled(PartyId party)) {
            note(new Seat(hearing, party));
        } else if (event instanceof HearingEvent.Removed(PartyId party)) {
            hangUp(new Seat(hearing, party));
        } else if (event instanceof HearingEvent.Uninvited(PartyId party)) {
            hangUp(new Seat(hearing, party));
        } else if (change.state().phase() == HearingState.Phase.ENDED) {
            ofHearing(hearing).forEach(this::hangUp);
        }
    }

    private synchronized List<Seat> ofHearing(String hearing) {
        return recalls.keySet().stream()
                .filter(seat -> seat.hearing().equals(hearing))
                .toList();
    }

    private void hangUp(Seat seat) {
        if (giveUp(seat)) {
            device(seat).ifPresent(device -> rooms.hangUp(device, EndReason.CANCELLED));
        }
    }

    /** Somebody else has the room called: it is not called from here any more. */
    public void leave(Device device) {
        PartyId party = PartyId.device(device.id());
        List<Seat> seats;
        synchronized (this) {
            seats = recalls.keySet().stream()
                    .filter(seat -> seat.party().equals(party))
                    .toList();
        }
        seats.forEach(this::hangUp);
    }

    @Override
    public void close() throws Exception {
        subscription.close();
    }

    /** Takes a room in, unless it has come by itself meanwhile. */
    private final class EmptySeat implements Destination {

        private final Seat seat;
        private final Destination hearing;

        EmptySeat(Seat seat) {
            this.seat = seat;
            this.hearing = Destination.hearing(conferences, seat.hearing());
        }

        @Override
        public CompletionStage<?> arrive(PartyId party, Leg leg, LegMedia media) {
            return isEmpty(seat)
                    ? hearing.arrive(party, leg, media)
                    : CompletableFuture.failedFuture(new CommandRefusedException("The room is there already."));
        }

        @Override
        public LegEvents events() {
            return hearing.events();
        }
    }
}
