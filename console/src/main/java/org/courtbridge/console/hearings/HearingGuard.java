package org.courtbridge.console.hearings;

import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Endpoints;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;

/** Limits every endpoint that names a hearing in its path to the courts in which the role holds that it is for. */
public final class HearingGuard implements Endpoints.Guard {

    private static final String HEARING = "{hearing}";

    private final Conferences conferences;

    public HearingGuard(Conferences conferences) {
        this.conferences = conferences;
    }

    /** Says nothing of a hearing that there is not: the endpoint does. */
    @Override
    public void check(Endpoint endpoint, Call call) {
        if (endpoint.path().contains(HEARING)) {
            Principal principal = call.principal();
            String id = call.path("hearing");
            conferences.byId(id).ifPresent(hearing -> {
                if (!mayKnow(principal, hearing)) {
                    throw unknown(id);
                }
                if (!endpoint.allowed().admits(principal, hearing.court())) {
                    throw new RequestException(403, "Your role does not allow this in the court of this hearing.");
                }
            });
        }
    }

    public static boolean mayKnow(Principal principal, HearingState hearing) {
        return Allowed.SEE_HEARINGS.admits(principal, hearing.court());
    }

    /** The same for a hearing that there is not and for one that somebody may not know of. */
    public static RequestException unknown(String id) {
        return RequestException.notFound("No hearing " + id + ".");
    }
}
