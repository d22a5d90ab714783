package org.courtbridge.signalling.ivr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.court.access.GuessingLimit;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.Leg;

/**
 * The places of strangers in the menu: each costs ports, and five pictures a second that are coded for it alone, 6 ms of work.
 *
 * <p>Until a caller has acknowledged our answer nobody knows that he is where he says. So long he has one of {@value
 * #UNCONFIRMED} provisional places, where the latest comes in place of the earliest, first of those without a device beside
 * them: whoever forges addresses keeps out nobody who acknowledges before so many others have come. Of those who have
 * acknowledged there are {@value #ALL} at most; {@value #RESERVED} of their places are for addresses from which devices of
 * ours have registered. From any thread.
 */
final class GuestPlaces {

    static final int ALL = 40;

    /** Of {@link #ALL}: nobody else takes these, from however many addresses. */
    static final int RESERVED = 16;

    /** Of one address from which a device has registered, behind which may be a whole court. */
    static final int BESIDE_DEVICE = 10;

    /** Of any other address. */
    static final int ELSEWHERE = 5;

    static final int UNCONFIRMED = 64;

    /** Of one address. */
    static final int UNCONFIRMED_OF_A_SOURCE = 16;

    // Guarded by this.
    private final Deque<Guest> unconfirmed = new ArrayDeque<>();
    private final Map<String, Integer> sources = new HashMap<>();
    private int all;
    private int elsewhere;

    /** A provisional place; empty if there would be none to confirm it by. */
    Optional<Reception.Place> enter(Caller caller) {
        Guest guest = new Guest(caller);
        List<Guest> late = new ArrayList<>();
        synchronized (this) {
            if (!hasRoomFor(caller)) {
                return Optional.empty();
            }
            List<Guest> ofSource = unconfirmed.stream()
                    .filter(other -> network(other.caller).equals(network(caller)))
                    .toList();
            if (ofSource.size() >= UNCONFIRMED_OF_A_SOURCE) {
                late.add(ofSource.getFirst());
            } else if (unconfirmed.size() >= UNCONFIRMED) {
                late.add(unconfirmed.stream()
                        .filter(other -> !other.caller.besideDevice())
                        .findFirst()
                        .orElseGet(unconfirmed::getFirst));
            }
            unconfirmed.removeAll(late);
            unconfirmed.add(guest);
        }
        late.forEach(Guest::giveWay);
        return Optional.of(guest);
    }

    private boolean hasRoomFor(Caller caller) {
        int most = caller.besideDevice() ? BESIDE_DEVICE : ELSEWHERE;
        return all < ALL
                && sources.getOrDefault(network(caller), 0) < most
                && (caller.besideDevice() || elsewhere < ALL - RESERVED);
    }

    /** Of version 6 one host may have as many addresses as it likes. */
    private static String network(Caller caller) {
        return GuessingLimit.network(caller.source());
    }

    private synchronized boolean confirm(Guest guest) {
        if (!unconfirmed.remove(guest) || !hasRoomFor(guest.caller)) {
            return false;
        }
        sources.merge(network(guest.caller), 1, Integer::sum);
        all++;
        elsewhere += guest.caller.besideDevice() ? 0 : 1;
        guest.confirmed = true;
        return true;
    }

    private synchronized void leave(Guest guest) {
        unconfirmed.remove(guest);
        if (guest.confirmed) {
            guest.confirmed = false;
            sources.computeIfPresent(network(guest.caller), (_, count) -> count == 1 ? null : count - 1);
            all--;
            elsewhere -= guest.caller.besideDevice() ? 0 : 1;
        }
    }

    private final class Guest implements Reception.Place {

        private final Caller caller;

        // Guarded by the places.
        private boolean confirmed;

        // Guarded by this.
        private Optional<Leg> leg = Optional.empty();
        private boolean late;

        Guest(Caller caller) {
            this.caller = caller;
        }

        @Override
        public void takenBy(Leg call) {
            synchronized (this) {
                leg = Optional.of(call);
                if (!late) {
                    return;
                }
            }
            call.end(EndReason.REFUSED);
        }

        void giveWay() {
            Optional<Leg> call;
            synchronized (this) {
                late = true;
                call = leg;
            }
            call.ifPresent(one -> one.end(EndReason.REFUSED));
        }

        @Override
        public boolean confirm() {
            return GuestPlaces.this.confirm(this);
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
