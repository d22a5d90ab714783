package org.courtbridge.console.applications;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Principal;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.applications.Part;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.AskedInstitution;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.InstitutionId;

/**
 * The things that somebody may do with an application, by the roles that they are for and by where these hold.
 *
 * @param prepare whether as a clerk of the court
 * @param resolve whether as a judge of the court, or as its clerk, who enters what is on paper
 * @param onPage parts on whose behalf an answer may be given on a page
 * @param byHand parts on whose behalf it may be entered what was answered otherwise; with the court's part, all
 */
record ApplicationRights(boolean prepare, boolean resolve, Set<Part> onPage, Set<Part> byHand) {

    /** Those of them who answer for whoever is asked, if their role holds in the whole installation. */
    private static final Set<Role> ANSWERING = EnumSet.of(Role.SPECIALIST, Role.ORGANISER, Role.OFFICIAL);

    static ApplicationRights of(Principal principal, ApplicationState state) {
        return new ApplicationRights(
                actedFor(principal, Allowed.PREPARE_APPLICATIONS, state).contains(Part.COURT),
                actedFor(principal, Allowed.RESOLVE_APPLICATIONS, state).contains(Part.COURT),
                answering(principal.memberships(), state),
                actedFor(principal, Allowed.ANSWER_APPLICATIONS, state));
    }

    private static Set<Part> actedFor(Principal principal, Allowed allowed, ApplicationState state) {
        return Part.actedFor(Scope.of(principal.memberships(), allowed.roles()), state);
    }

    /** Ids of the court and of the institution asked, as far as somebody answers there and so may know of their rooms. */
    static Set<String> rooms(Principal principal, ApplicationState state) {
        return Stream.concat(
                        state.court().stream(),
                        state.form().flatMap(ApplicationForm::asked).map(AskedInstitution::id).stream())
                .map(InstitutionId::value)
                .filter(id -> Allowed.ANSWER_APPLICATIONS.admits(principal, Optional.of(id)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Part> answering(Memberships memberships, ApplicationState state) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (Map.Entry<Part, InstitutionId> entry : Part.of(state).entrySet()) {
            Set<Role> there = memberships.in(entry.getValue().value());
            if (memberships.holdsEverywhere(ANSWERING)
                    || !Collections.disjoint(there, Allowed.ANSWER_APPLICATIONS.roles())) {
                parts.add(entry.getKey());
            }
        }
        return parts;
    }

    /** How somebody may have an addressee receive or answer; none if it is for others. */
    List<Channel> channels(Addressee addressee) {
        Part part = Part.of(addressee);
        List<Channel> channels = new ArrayList<>();
        if (onPage.contains(part)) {
            channels.add(Channel.PAGE);
        }
        if (byHand.contains(part) || byHand.contains(Part.COURT)) {
            channels.addAll(List.of(Channel.TELEPHONE, Channel.EMAIL, Channel.PAPER));
        }
        return List.copyOf(channels);
    }
}
