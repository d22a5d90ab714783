package org.courtbridge.console.invitations;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Reply;
import org.courtbridge.operations.invitations.Answer;
import org.courtbridge.operations.invitations.InvitationBook.Kept;
import org.courtbridge.operations.invitations.Told;

/** Whom the gateway tells of a hearing by letter, over the API. */
public final class InvitationApi {

    private final InvitationList list;

    public InvitationApi(InvitationList list) {
        this.list = list;
    }

    public void declare(ApiEndpoints api) {
        api.list(
                "/api/v1/hearings/{hearing}/invitations",
                Allowed.PREPARE_HEARINGS,
                "Whom the gateway tells of a hearing by letter, what was told last, and what was answered; none without a mail server",
                InvitationView.class,
                call -> Reply.json(
                        200,
                        list.of(call.path("hearing")).stream()
                                .map(InvitationView::of)
                                .toList()));
    }

    /**
     * @param party who it is: a participant of the hearing, or a user who is booked for it
     * @param told method of the last letter; absent if there was none yet
     * @param begins when the hearing begins by that letter
     * @param waits whether a letter has to be sent that was not yet
     */
    record InvitationView(
            String party,
            String name,
            String email,
            Optional<Told.Method> told,
            Optional<Instant> toldAt,
            Optional<Instant> begins,
            boolean waits,
            Optional<AnswerView> answer) {

        static InvitationView of(Kept kept) {
            return new InvitationView(
                    kept.invitee().party(),
                    kept.invitee().name(),
                    kept.invitee().email(),
                    kept.told().map(Told::method),
                    kept.toldAt(),
                    kept.told().map(told -> told.entry().begins()),
                    !kept.isSettled(),
                    kept.answer().map(answer -> new AnswerView(answer.status(), answer.at(), kept.isAnswerOld())));
        }

        /** Without the address. */
        @Override
        public String toString() {
            return "InvitationView[" + party + "]";
        }
    }

    /** @param old whether the hearing was changed since */
    record AnswerView(Answer.Status status, Instant at, boolean old) {}
}
