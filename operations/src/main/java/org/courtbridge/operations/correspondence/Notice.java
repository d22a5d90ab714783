package org.courtbridge.operations.correspondence;

import java.util.List;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.Letter;
import org.courtbridge.hearings.applications.Response;

/** Something about an application that somebody is told by mail. What an event has to be told is made of it and of what happened since. */
public sealed interface Notice {

    /** What it is about among the notices of one event: the addressee of a letter, or the responder. */
    String about();

    /** The application goes to an addressee (para. 12). */
    record Sent(Letter letter) implements Notice {

        @Override
        public String about() {
            return letter.addressee().name();
        }
    }

    /** An addressee need not do anything any more. */
    record Withdrawn(Letter letter, String reason) implements Notice {

        @Override
        public String about() {
            return letter.addressee().name();
        }
    }

    /** The court has an answer: its clerk is told, and of a refusal the judge as well (para. 13). */
    record Answered(Response response) implements Notice {

        @Override
        public String about() {
            return response.by().name();
        }
    }

    /** @return none where something newer of the same kind is told instead */
    static List<Notice> of(KeptApplication application, Recorded recorded) {
        ApplicationState now = application.state();
        boolean withdrawn = now.phase() == ApplicationState.Phase.WITHDRAWN;
        return switch (recorded.event()) {
            case ApplicationEvent.Sent sent
            when !withdrawn && sent.dispatch().revision() == now.revision() ->
                sent.dispatch().letters().stream().<Notice>map(Sent::new).toList();
            case ApplicationEvent.Withdrawn(var reason) ->
                now.dispatch().stream()
                        .flatMap(dispatch -> dispatch.letters().stream())
                        .<Notice>map(letter -> new Withdrawn(letter, reason))
                        .toList();
            case ApplicationEvent.Responded(var response)
            when !withdrawn && isLast(application, recorded, response) -> List.of(new Answered(response));
            case ApplicationEvent.Sent _,
                    ApplicationEvent.Responded _,
                    ApplicationEvent.Created _,
                    ApplicationEvent.Changed _,
                    ApplicationEvent.Resolved _,
                    ApplicationEvent.Received _,
                    ApplicationEvent.ProposalAccepted _,
                    ApplicationEvent.ProposalDeclined _,
                    ApplicationEvent.OutcomeChanged _ -> List.of();
        };
    }

    private static boolean isLast(KeptApplication application, Recorded recorded, Response response) {
        return application
                .answered(response.by())
                .filter(answered -> answered.lastEvent() == recorded.number())
                .isPresent();
    }
}
