package org.courtbridge.court.applications;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.Dispatch;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Letter;

/** The part that a court, department or institution has in an application: it reads the application, and may give some commands. */
public enum Part {
    /** Considers the case. */
    COURT,
    /** Department of the region in which the case is considered; since the sending. */
    OWN_DEPARTMENT,
    /** The court or institution asked; since the sending. */
    ASKED,
    /** Department of the region of the court or institution asked; since the sending. */
    ASKED_DEPARTMENT;

    /** Everybody who has a part: the court, and the addressees of the last sending. */
    public static Map<Part, InstitutionId> of(ApplicationState state) {
        Map<Part, InstitutionId> parts = new EnumMap<>(Part.class);
        state.court().ifPresent(court -> parts.put(COURT, court));
        for (Letter letter : state.dispatch().map(Dispatch::letters).orElse(List.of())) {
            parts.put(of(letter.addressee()), letter.to().institution());
        }
        return parts;
    }

    public static Part of(Addressee addressee) {
        return switch (addressee) {
            case OWN_DEPARTMENT -> OWN_DEPARTMENT;
            case ASKED -> ASKED;
            case ASKED_DEPARTMENT -> ASKED_DEPARTMENT;
        };
    }

    /** The parts in an application that somebody acts for. */
    public static Set<Part> actedFor(Scope scope, ApplicationState state) {
        return switch (scope) {
            // Who acts for no institution enters what a court does; a page is of whoever answers.
            case Scope.Everything _ -> EnumSet.of(COURT);
            case Scope.Limited limited -> {
                Set<Part> parts = EnumSet.noneOf(Part.class);
                of(state).forEach((part, institution) -> {
                    if (limited.institutions().contains(institution)) {
                        parts.add(part);
                    }
                });
                yield parts;
            }
        };
    }

    /** The parts in an application that somebody reads for: those that they act for, and those of courts and institutions of their region. */
    static Set<Part> readFor(Scope scope, ApplicationState state) {
        return switch (scope) {
            case Scope.Everything _ -> EnumSet.allOf(Part.class);
            case Scope.Limited(var institutions, var region) -> {
                Set<Part> parts = EnumSet.noneOf(Part.class);
                of(state).forEach((part, institution) -> {
                    if (institutions.contains(institution) || region.contains(institution)) {
                        parts.add(part);
                    }
                });
                yield parts;
            }
        };
    }

    /** Whether somebody may give a command, whatever the rules say of it. */
    static boolean permits(Scope scope, ApplicationState state, ApplicationCommand command) {
        return !Collections.disjoint(actedFor(scope, state), who(command));
    }

    /** Somebody's own answer is given on a page by them alone; what came by telephone, letter or e-mail is entered by the court, too. */
    private static Set<Part> who(ApplicationCommand command) {
        return switch (command) {
            case ApplicationCommand.Change _,
                    ApplicationCommand.Resolve _,
                    ApplicationCommand.Send _,
                    ApplicationCommand.AcceptProposal _,
                    ApplicationCommand.DeclineProposal _,
                    ApplicationCommand.Withdraw _ -> EnumSet.of(COURT);
            case ApplicationCommand.Receive receive ->
                entered(receive.addressee(), receive.receipt().channel());
            case ApplicationCommand.Respond respond ->
                entered(respond.response().by().addressee(), respond.response().channel());
        };
    }

    private static Set<Part> entered(Addressee addressee, Channel channel) {
        return switch (channel) {
            case PAGE -> EnumSet.of(of(addressee));
            case EMAIL, TELEPHONE, PAPER -> EnumSet.of(of(addressee), COURT);
        };
    }
}
