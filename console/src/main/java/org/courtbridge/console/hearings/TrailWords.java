package org.courtbridge.console.hearings;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;

/** Describes the events of a hearing in words. */
final class TrailWords {

    private final ActorNames actors;
    private final ZoneId zone;
    private final InstantSource clock;

    TrailWords(ActorNames actors, ZoneId zone, InstantSource clock) {
        this.actors = actors;
        this.zone = zone;
        this.clock = clock;
    }

    HearingPage.TrailRow row(Page page, Map<PartyId, String> names, HearingEvent.Recorded recorded) {
        String words = switch (recorded.event()) {
            case HearingEvent.Created _ -> page.say("event.Created");
            case HearingEvent.CourtAssigned _ -> page.say("event.CourtAssigned");
            case HearingEvent.PinChanged _ -> page.say("event.PinChanged");
            case HearingEvent.Scheduled e ->
                page.say("event.Scheduled", Times.minute(page.messages().language(), zone, e.begins()));
            case HearingEvent.Unscheduled _ -> page.say("event.Unscheduled");
            case HearingEvent.PhaseChanged e ->
                page.say("event.PhaseChanged", page.say("phase." + e.phase()))
                        + (e.reason().isBlank() ? "" : " (" + e.reason() + ")");
            case HearingEvent.Invited e -> page.say("event.Invited", e.name());
            case HearingEvent.Uninvited e -> page.say("event.Uninvited", name(names, e.party()));
            case HearingEvent.Arrived e -> page.say("event.Arrived", name(names, e.party()));
            case HearingEvent.Called e -> page.say("event.Called", name(names, e.party()));
            case HearingEvent.Recalled e -> page.say("event.Recalled", name(names, e.party()));
            case HearingEvent.Left e -> page.say("event.Left", name(names, e.party()), page.say("end." + e.reason()));
            case HearingEvent.Replaced e -> page.say("event.Replaced", name(names, e.party()));
            case HearingEvent.Admitted e -> page.say("event.Admitted", name(names, e.party()));
            case HearingEvent.Dismissed e -> page.say("event.Dismissed", name(names, e.party()));
            case HearingEvent.Removed e -> page.say("event.Removed", name(names, e.party()));
            case HearingEvent.MutingChanged e ->
                page.say(e.muting() == Muting.MUTED ? "event.Muted" : "event.Heard", name(names, e.party()));
            case HearingEvent.SpeakingRuleChosen e -> page.say("event.SpeakingRuleChosen." + e.rule());
            case HearingEvent.PresidingBegun e -> page.say("event.PresidingBegun", name(names, e.party()));
            case HearingEvent.PresidingEnded e -> page.say("event.PresidingEnded", name(names, e.party()));
            case HearingEvent.MicrophoneTurnedOff e -> page.say("event.MicrophoneTurnedOff", name(names, e.party()));
            case HearingEvent.MicrophoneTurnedOn e -> page.say("event.MicrophoneTurnedOn", name(names, e.party()));
            case HearingEvent.HandRaised e -> page.say("event.HandRaised", name(names, e.party()));
            case HearingEvent.HandLowered e -> page.say("event.HandLowered", name(names, e.party()));
            case HearingEvent.FloorGiven e -> page.say("event.FloorGiven", name(names, e.party()));
            case HearingEvent.FloorReturned e -> page.say("event.FloorReturned", name(names, e.party()));
            case HearingEvent.SharingStarted e -> page.say("event.SharingStarted", name(names, e.party()));
            case HearingEvent.SharingStopped e -> page.say("event.SharingStopped", name(names, e.party()));
            case HearingEvent.LayoutChosen e -> page.say("event.LayoutChosen", page.say("picture." + e.layout()));
            case HearingEvent.SeatLayoutChosen e ->
                page.say("event.SeatLayoutChosen", name(names, e.party()), page.say("picture." + e.layout()));
            case HearingEvent.SeatLayoutLifted e -> page.say("event.SeatLayoutLifted", name(names, e.party()));
            case HearingEvent.SelfShown e -> page.say("event.SelfShown", name(names, e.party()));
            case HearingEvent.SelfHidden e -> page.say("event.SelfHidden", name(names, e.party()));
            case HearingEvent.CameraSteered e ->
                page.say("event.CameraSteered", name(names, e.party()), cameraStep(page, e));
            case HearingEvent.MediaFollowed e -> page.say("event.MediaFollowed", name(names, e.party()), e.address());
            case HearingEvent.SteeringAllowed _ -> page.say("event.SteeringAllowed");
            case HearingEvent.SteeringForbidden _ -> page.say("event.SteeringForbidden");
            case HearingEvent.TroubleReported e ->
                page.say("event.TroubleReported", name(names, e.party()), page.say("trouble." + e.kind()))
                        + (e.text().isEmpty() ? "" : " (" + e.text() + ")");
            case HearingEvent.TroubleRepeated e -> page.say("event.TroubleRepeated", name(names, e.party()));
            case HearingEvent.TroubleSeen e -> page.say("event.TroubleSeen", name(names, e.party()));
            case HearingEvent.ChecklistTicked e ->
                page.say(
                        e.confirmed() ? "event.ChecklistTicked" : "event.ChecklistDenied",
                        name(names, e.party()),
                        page.say("checklist." + e.item()));
            case HearingEvent.ChecklistUnticked e ->
                page.say("event.ChecklistUnticked", name(names, e.party()), page.say("checklist." + e.item()));
            case HearingEvent.Recovered _ -> page.say("event.Recovered");
        };
        return new HearingPage.TrailRow(
                recorded.at().toString(),
                Times.second(page.messages().language(), zone, recorded.at(), clock.instant()),
                words,
                actor(page, names, recorded));
    }

    private static String cameraStep(Page page, HearingEvent.CameraSteered steered) {
        return page.say("camera." + steered.step(), steered.preset());
    }

    /** Name of the one who did it; empty if the words name him already. */
    private String actor(Page page, Map<PartyId, String> names, HearingEvent.Recorded recorded) {
        String actor = recorded.actor();
        if (actor.equals("system")) {
            return page.say("actor.system");
        }
        return actors.name(actor).orElseGet(() -> switch (recorded.event()) {
            case HearingEvent.Arrived _,
                    HearingEvent.Called _,
                    HearingEvent.Left _,
                    HearingEvent.Replaced _,
                    HearingEvent.HandRaised _,
                    HearingEvent.SharingStarted _,
                    HearingEvent.TroubleReported _,
                    HearingEvent.TroubleRepeated _ -> "";
            default -> name(names, new PartyId(actor));
        });
    }

    /** Names of the parties that have a seat, or got one in these events, as guests who have left did. */
    static Map<PartyId, String> names(HearingState state, List<HearingEvent.Recorded> events) {
        Map<PartyId, String> names = new HashMap<>();
        for (HearingEvent.Recorded recorded : events) {
            if (recorded.event() instanceof HearingEvent.Invited invited) {
                names.put(invited.party(), invited.name());
            }
        }
        state.seats().forEach((party, seat) -> names.put(party, seat.name()));
        return names;
    }

    /** A party whose seat was taken away long ago is known by its id only. */
    private static String name(Map<PartyId, String> names, PartyId party) {
        return names.getOrDefault(party, party.value());
    }
}
