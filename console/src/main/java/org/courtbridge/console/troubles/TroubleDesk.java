package org.courtbridge.console.troubles;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.courtbridge.console.hearings.HearingServices;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.access.ReportLimit;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.hearings.HearingCommand.ReportTrouble;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.Refusal;
import org.courtbridge.hearings.TroubleKind;
import org.courtbridge.provisioning.inventory.Inventory;

/**
 * Takes the problems that parties report (paras. 14, 17 and 23 of the Rules). Each is an event of its hearing: from there the pages of
 * clerk and judge have it at once, and so have the channels of alerts.
 */
public final class TroubleDesk {

    /** Those who are told in any case: by the page of the hearing, and technicians by the channels of alerts besides. */
    static final List<Role> TOLD = List.of(Role.CLERK, Role.JUDGE, Role.TECHNICIAN);

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

    /** The telephone of the court whose hearing it is, as people write it. */
    Optional<String> phone(HearingState hearing) {
        return hearing.court()
                .flatMap(inventory::institution)
                .map(court -> court.contact().phone())
                .filter(phone -> !phone.isBlank());
    }
}
