package org.courtbridge.signalling.ivr;

import java.util.Optional;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.ivr.DialPlan.Target;

/**
 * Routes an incoming call by the dialled number and by the caller, in the same way for every protocol. A device that has a seat
 * in a hearing gets into it by its number; a stranger needs its PIN, and does not learn which hearings there are. A device that
 * dials the number of tests tests itself, unless a hearing has that number: no test may keep a room out of its hearing. To a
 * stranger the menu treats that number as any other, so that nobody unknown has us decode and search his pictures. From any
 * thread.
 */
public final class Entrance {

    private final Conferences conferences;
    private final Reception reception;

    public Entrance(Conferences conferences, Reception reception) {
        this.conferences = conferences;
        this.reception = reception;
    }

    /** The route of a call, or its refusal. */
    public sealed interface Decision {

        record Go(CallRoute route) implements Decision {}

        record Refuse(Refusal why) implements Decision {}
    }

    /** Reason that a call leads nowhere. */
    public enum Refusal {
        /** There is nothing of that number. */
        NOBODY_THERE,
        /** The hearing has ended. */
        OVER,
        /** The PIN is wrong, or was guessed too often. */
        WRONG_PIN
    }

    /**
     * As {@link #decide}, of a stranger who may not be where he says that he is: whether a PIN that he has dialled is right is
     * looked at in the menu, when he has acknowledged our answer. Who forges an address neither learns that nor has it count
     * against whose the address is.
     */
    public Decision decideUnproven(Target dialled, Caller caller) {
        return switch (dialled) {
            case Target.HearingByPin hearing ->
                new Decision.Go(new CallRoute.IntoMenu(
                        Optional.empty(),
                        caller,
                        Optional.of(new Menu.Entry(hearing.number(), Optional.of(hearing.pin()))),
                        reception));
            case Target.Menu _, Target.Hearing _, Target.Nowhere _ -> decide(dialled, Optional.empty(), caller);
        };
    }

    /** @param device that calls; empty for a stranger */
    public Decision decide(Target dialled, Optional<Device> device, Caller caller) {
        return switch (dialled) {
            case Target.Menu _ -> menu(device, caller, Optional.empty());
            case Target.Hearing hearing ->
                device.map(room -> seat(room, hearing.number()))
                        .orElseGet(() -> menu(device, caller, Optional.of(hearing.number())));
            case Target.HearingByPin hearing -> byPin(device, caller, hearing);
            case Target.Nowhere _ -> new Decision.Refuse(Refusal.NOBODY_THERE);
        };
    }

    /** Whether rooms dial this to test themselves, where no hearing has that number. */
    public boolean tests(String number) {
        return reception.tests(number);
    }

    private Decision menu(Optional<Device> device, Caller caller, Optional<String> number) {
        return new Decision.Go(new CallRoute.IntoMenu(
                device, caller, number.map(dialled -> new Menu.Entry(dialled, Optional.empty())), reception));
    }

    private Decision seat(Device room, String number) {
        Optional<HearingState> hearing = conferences.byNumber(number);
        if (hearing.isEmpty() && reception.tests(number)) {
            return new Decision.Go(new CallRoute.IntoTest(room, reception));
        }
        if (hearing.isEmpty()) {
            return new Decision.Refuse(Refusal.NOBODY_THERE);
        }
        if (hearing.get().phase() == HearingState.Phase.ENDED) {
            return new Decision.Refuse(Refusal.OVER);
        }
        String id = hearing.get().id();
        return new Decision.Go(new CallRoute.IntoHearing(
                Optional.of(room), (leg, media) -> conferences.arrive(id, PartyId.device(room.id()), leg, media)));
    }

    private Decision byPin(Optional<Device> device, Caller caller, Target.HearingByPin dialled) {
        return switch (reception.pins().check(dialled.number(), dialled.pin(), caller.guesser())) {
            case PinCheck.Result.Right right ->
                new Decision.Go(new CallRoute.IntoHearing(
                        device,
                        (leg, media) -> conferences.attend(
                                right.hearing().id(), caller.party(leg.id()), caller.name(), leg, media)));
            case PinCheck.Result.Wrong _ -> new Decision.Refuse(Refusal.WRONG_PIN);
            case PinCheck.Result.Wait _ -> new Decision.Refuse(Refusal.WRONG_PIN);
        };
    }
}
