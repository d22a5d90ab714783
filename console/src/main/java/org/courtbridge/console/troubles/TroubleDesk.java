package org.courtbridge.console.troubles;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.courtbridge.console.hearings.HearingGuard;
import org.courtbridge.console.hearings.HearingServices;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.access.ReportLimit;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.hearings.HearingCommand.ReportTrouble;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.Refusal;
import org.courtbridge.hearings.TroubleKind;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;

/**
 * Takes the problems that parties report (paras. 14, 17 and 23 of the Rules). Each is an event of its hearing: from there the pages of
 * clerk and judge have it at once, and so have the channels of alerts.
 */
public final class TroubleDesk {

    /** Those who are told in any case: by the page of the hearing, and technicians by the channels of alerts besides. */
    public static final List<Role> TOLD = List.of(Role.CLERK, Role.JUDGE, Role.TECHNICIAN);

    private final HearingServices services;
    private final Inventory inventory;
    private final ReportLimit limit;

    /** @param inventory of courts with their telephones */
    public TroubleDesk(HearingServices services, Inventory inventory, InstantSource clock) {
        this.services = services;
        this.inventory = inventory;
        this.limit = new ReportLimit(clock);
    }

    /** The one whose link it is. @throws RequestException with 404 for a link that there is not */
    Participant ofLink(String code) {
        return services.participants().byCode(code).orElseThrow(() -> RequestException.notFound("No such link."));
    }

    /**
     * A participant's problem.
     *
     * @param source IP address that it comes from
     * @return the hearing, in which it is durable now
     */
    HearingState report(Participant by, TroubleKind kind, String text, String source)
            throws ExecutionException, InterruptedException {
        PartyId party = PartyId.participant(by.id());
        return report(by.hearingId(), new ReportTrouble(party.value(), party, kind, text), party.value(), source);
    }

    /**
     * A room that takes part in a hearing.
     *
     * @param party the room's seat in it
     */
    public record RoomInHearing(Placement room, HearingState hearing, PartyId party) {}

    /** Rooms of the institutions in which somebody may report, with the hearings of any court in which they have a seat, in no order. */
    public List<RoomInHearing> rooms(Principal principal) {
        Map<String, Placement> rooms = new HashMap<>();
        for (Placement placement : inventory.placements()) {
            if (Allowed.REPORT_TROUBLES.admits(
                    principal, placement.institution().map(Institution::id))) {
                rooms.put(placement.device().id(), placement);
            }
        }
        return services.conferences().all().stream()
                .filter(hearing -> hearing.phase() != Phase.ENDED)
                .flatMap(hearing -> hearing.seats().keySet().stream()
                        .flatMap(party -> party.deviceId().map(rooms::get).stream()
                                .map(room -> new RoomInHearing(room, hearing, party))))
                .toList();
    }

    /** The hearings in which a room has a seat, in no order. @throws RequestException with 404 for a device that there is not */
    List<HearingState> hearings(String device) {
        if (inventory.placement(device).isEmpty()) {
            throw RequestException.notFound("No such device.");
        }
        return services.conferences().all().stream()
                .filter(hearing -> hearing.phase() != Phase.ENDED)
                .filter(hearing -> hearing.seats().containsKey(PartyId.device(device)))
                .toList();
    }

    /**
     * A room's problem, told by somebody there.
     *
     * @param device of the room; whether the one who reports may do so is the caller's to know
     * @param hearing id of the one in which the room has a seat
     * @param source IP address that it comes from
     * @throws RequestException with 404 if the room has no seat in such a hearing
     */
    HearingState report(String actor, String device, String hearing, TroubleKind kind, String text, String source)
            throws ExecutionException, InterruptedException {
        PartyId party = PartyId.device(device);
        if (hearings(device).stream().noneMatch(one -> one.id().equals(hearing))) {
            throw HearingGuard.unknown(hearing);
        }
        return report(hearing, new ReportTrouble(actor, party, kind, text), actor + " " + party, source);
    }

    /** @param subject that reports are counted by, besides their source */
    private HearingState report(String hearing, ReportTrouble report, String subject, String source)
            throws ExecutionException, InterruptedException {
        Duration wait = limit.attempt(subject, source);
        if (!wait.isZero()) {
            throw tooMany(wait);
        }
        try {
            return Call.await(services.conferences().submit(hearing, report));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandRefusedException refused
                    && refused.refusal().equals(Optional.of(Refusal.TROUBLES_UNSEEN))) {
                throw tooMany(Duration.ofHours(1));
            }
            throw e;
        }
    }

    private static RequestException tooMany(Duration wait) {
        return RequestException.tooMany(wait.plusMillis(999).toSeconds());
    }

    /** The court whose hearing it is; empty if nobody has said. */
    public Optional<Institution> court(HearingState hearing) {
        return hearing.court().flatMap(inventory::institution);
    }

    /** The telephone of the court whose hearing it is, as people write it. */
    Optional<String> phone(HearingState hearing) {
        return court(hearing).map(court -> court.contact().phone()).filter(phone -> !phone.isBlank());
    }
}
