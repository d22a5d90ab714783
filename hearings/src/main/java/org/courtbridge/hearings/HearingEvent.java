package org.courtbridge.hearings;

import java.time.Instant;

/** An event in a hearing; events are kept in order and for good, as the audit trail. */
public sealed interface HearingEvent {

    record Created(String number, String title) implements HearingEvent {}

    /** The hearing is a court's from now on. @param court its id */
    record CourtAssigned(String court) implements HearingEvent {}

    /** The hearing has a new PIN, which a caller has to know to get into the lobby. */
    record PinChanged(String pin) implements HearingEvent {

        @Override
        public String toString() {
            return "PinChanged[]";
        }
    }

    /** The hearing is to begin then. */
    record Scheduled(Instant begins) implements HearingEvent {}

    /** It is not known any more when the hearing is to begin. */
    record Unscheduled() implements HearingEvent {}

    record PhaseChanged(HearingState.Phase phase, String reason) implements HearingEvent {}

    record Invited(PartyId party, String name, HearingCommand.Admission admission) implements HearingEvent {}

    record Uninvited(PartyId party) implements HearingEvent {}

    /** The party's leg is connected; whether it is in the hearing is its seat's presence. */
    record Arrived(PartyId party, LegId leg) implements HearingEvent {}

    /** The leg that the party's seat has is by a call of the gateway's, and not of the party's. */
    record Called(PartyId party) implements HearingEvent {}

    /** The gateway calls the party again, whose call it made and lost by a restart. Once for each restart. */
    record Recalled(PartyId party) implements HearingEvent {}

    /** The leg is gone; its seat stays as it was, so that a party which calls again need not be admitted anew. */
    record Left(PartyId party, LegId leg, EndReason reason) implements HearingEvent {}

    /** An older leg of the party gives way to the one that just arrived. */
    record Replaced(PartyId party, LegId leg) implements HearingEvent {}

    record Admitted(PartyId party) implements HearingEvent {}

    record Dismissed(PartyId party) implements HearingEvent {}

    record Removed(PartyId party) implements HearingEvent {}

    record MutingChanged(PartyId party, HearingCommand.Muting muting) implements HearingEvent {}

    record SpeakingRuleChosen(SpeakingRule rule) implements HearingEvent {}

    /** The party is heard whatever the rule of speaking is. It stays so, whichever leg fills its seat. */
    record PresidingBegun(PartyId party) implements HearingEvent {}

    record PresidingEnded(PartyId party) implements HearingEvent {}

    /** The party is not heard by its own wish; with its call that ends without a word. */
    record MicrophoneTurnedOff(PartyId party) implements HearingEvent {}

    record MicrophoneTurnedOn(PartyId party) implements HearingEvent {}

    record HandRaised(PartyId party) implements HearingEvent {}

    /** The party asks no more. One that leaves, or goes back to the lobby, lowers its hand without a word. */
    record HandLowered(PartyId party) implements HearingEvent {}

    /** From whoever had it before, too. */
    record FloorGiven(PartyId party) implements HearingEvent {}

    /** The party has spoken. */
    record FloorReturned(PartyId party) implements HearingEvent {}

    record SharingStarted(PartyId party) implements HearingEvent {}

    /** With the call, and with the session, it ends without a word. */
    record SharingStopped(PartyId party) implements HearingEvent {}

    record LayoutChosen(Layout layout) implements HearingEvent {}

    /** It stays the seat's, whichever leg fills it. */
    record SeatLayoutChosen(PartyId party, Layout layout) implements HearingEvent {}

    /** The seat has the hearing's layout again. */
    record SeatLayoutLifted(PartyId party) implements HearingEvent {}

    /** The party sees itself among the others. It stays so, whichever leg fills the seat. */
    record SelfShown(PartyId party) implements HearingEvent {}

    record SelfHidden(PartyId party) implements HearingEvent {}

    /** @param preset 0 to 15 of the steps that have one; 0 of the others */
    record CameraSteered(PartyId party, CameraStep step, int preset) implements HearingEvent {}

    /**
     * The party's media in the clear have been followed to a machine that its signalling does not come from, as its device is said
     * to be behind a NAT that changes.
     *
     * @param address of that machine
     */
    record MediaFollowed(PartyId party, String address) implements HearingEvent {}

    /** Rooms may move each other's cameras. */
    record SteeringAllowed() implements HearingEvent {}

    /** Only the clerk may move cameras. */
    record SteeringForbidden() implements HearingEvent {}

    /** A party has a problem (para. 14 of the Rules). @param text in its own words; may be empty */
    record TroubleReported(PartyId party, TroubleKind kind, String text) implements HearingEvent {

        @Override
        public String toString() {
            return "TroubleReported[party=" + party + ", kind=" + kind + "]";
        }
    }

    /** The party says the same again, while nobody has seen it. @param trouble number of the event by which it was reported */
    record TroubleRepeated(PartyId party, long trouble) implements HearingEvent {}

    /** Somebody of the court has seen it. @param trouble number of the event by which it was reported */
    record TroubleSeen(PartyId party, long trouble) implements HearingEvent {}

    /** Somebody has said whether it is so (para. 36 of the Rules). It stays said, whichever leg fills the seat. */
    record ChecklistTicked(PartyId party, ChecklistItem item, boolean confirmed) implements HearingEvent {}

    /** It is open again. */
    record ChecklistUnticked(PartyId party, ChecklistItem item) implements HearingEvent {}

    /** The gateway was restarted; every leg was lost. */
    record Recovered() implements HearingEvent {}

    /**
     * An event in its place in the trail.
     *
     * @param number counts from 1 in each hearing, without gaps
     * @param actor who asked, as in {@link HearingCommand#actor}
     */
    record Recorded(long number, Instant at, String actor, HearingEvent event) {}
}
