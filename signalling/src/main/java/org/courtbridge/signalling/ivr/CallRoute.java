package org.courtbridge.signalling.ivr;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.provisioning.inventory.Device;

/** Route of an admitted call, whatever its protocol: into a hearing, a test or the menu. */
public sealed interface CallRoute {

    /** The room that has proved which it is; empty for a stranger. */
    Optional<Device> device();

    /** Its place, to be held while the call lasts, or until it is closed; empty if there is none. */
    Optional<Reception.Place> enter();

    /** Before the call is answered; it fails with what the hearing says against it. @param place that it has entered */
    CompletionStage<?> arrive(Reception.Place place, Leg leg, LegMedia media);

    /** After the caller has shown that he is where he says that he is, as by the ACK of our answer. */
    void acknowledged(Reception.Place place, Leg leg, LegMedia media);

    /** Straight into a hearing. */
    record IntoHearing(Optional<Device> device, BiFunction<Leg, LegMedia, CompletionStage<?>> arrival)
            implements CallRoute {

        @Override
        public Optional<Reception.Place> enter() {
            return Optional.of(Reception.Place.FREE);
        }

        @Override
        public CompletionStage<?> arrive(Reception.Place place, Leg leg, LegMedia media) {
            return arrival.apply(leg, media);
        }

        @Override
        public void acknowledged(Reception.Place place, Leg leg, LegMedia media) {}
    }

    /** A room to the test of itself; with a {@link Reception} that {@link Reception#tests} this number. */
    record IntoTest(Device room, Reception reception) implements CallRoute {

        @Override
        public Optional<Device> device() {
            return Optional.of(room);
        }

        @Override
        public Optional<Reception.Place> enter() {
            return reception.enterTest();
        }

        @Override
        public CompletionStage<?> arrive(Reception.Place place, Leg leg, LegMedia media) {
            return CompletableFuture.completedFuture(leg);
        }

        @Override
        public void acknowledged(Reception.Place place, Leg leg, LegMedia media) {
            reception.test(room, leg, media);
        }
    }

    /**
     * To the menu. Nothing is sent to a stranger before he has shown where he is: an INVITE with a forged source would turn
     * our pictures on somebody else.
     *
     * @param dialled the hearing, if one was, with its PIN if that is to be tried first
     */
    record IntoMenu(Optional<Device> device, Caller caller, Optional<Menu.Entry> dialled, Reception reception)
            implements CallRoute {

        @Override
        public Optional<Reception.Place> enter() {
            return reception.enter(caller);
        }

        @Override
        public CompletionStage<?> arrive(Reception.Place place, Leg leg, LegMedia media) {
            place.takenBy(leg);
            return CompletableFuture.completedFuture(leg);
        }

        @Override
        public void acknowledged(Reception.Place place, Leg leg, LegMedia media) {
            if (place.confirm()) {
                reception.receive(caller, place, dialled, leg, media);
            } else {
                leg.end(EndReason.REFUSED);
            }
        }
    }
}
