package org.courtbridge.console.invitations;

import java.util.Comparator;
import java.util.List;
import org.courtbridge.console.hearings.HearingGuard;
import org.courtbridge.console.hearings.HearingServices;
import org.courtbridge.console.html.Names;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.operations.invitations.InvitationBook.Kept;

/** Reads whom the gateway tells of a hearing by letter, for the API and the page. */
public final class InvitationList {

    private final HearingServices services;

    public InvitationList(HearingServices services) {
        this.services = services;
    }

    HearingState hearing(String id) {
        return services.conferences().byId(id).orElseThrow(() -> HearingGuard.unknown(id));
    }

    /** Whether there is a mail server: otherwise nobody is told. */
    boolean sends() {
        return services.invitations().isPresent();
    }

    /** By name; of one who was told at several addresses, the one that is told now first. */
    List<Kept> of(String hearing) {
        HearingState known = hearing(hearing);
        Comparator<Kept> byName = Names.by(kept -> kept.invitee().name());
        return services.invitations().stream()
                .map(book -> book.ofHearing(known.id()))
                .flatMap(List<Kept>::stream)
                .filter(kept -> kept.told().isPresent() || !kept.isSettled())
                .sorted(byName.thenComparing(Kept::isCancelled).thenComparing(Kept::id))
                .toList();
    }
}
