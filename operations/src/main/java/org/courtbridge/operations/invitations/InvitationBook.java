package org.courtbridge.operations.invitations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what each recipient was told last. A row for each hearing, party and address: with another address a party is another recipient, as the entry
 * is in another calendar.
 */
public interface InvitationBook {

    /**
     * A recipient, and what was told.
     *
     * @param id also the UID of the calendar entry, the same for ever; cannot be guessed
     * @param told the last letter that the mail server took
     * @param change counts the changes that may have to be told
     * @param settled the last of these for which it is known what had to be told, and that it was
     * @param toldAt when the last letter was taken
     * @param answer the latest of the recipient's, to whichever letter
     */
    record Kept(
            String id,
            String hearing,
            Invitee invitee,
            Optional<Told> told,
            long change,
            long settled,
            Optional<Instant> toldAt,
            Optional<Answer> answer) {

        /** One to whom nothing was told yet. */
        public static Kept untold(String id, String hearing, Invitee invitee) {
            return new Kept(id, hearing, invitee, Optional.empty(), 1, 0, Optional.empty(), Optional.empty());
        }

        public boolean isSettled() {
            return change == settled;
        }

        /** Whether the recipient was told last that nothing is expected any more. */
        public boolean isCancelled() {
            return told.filter(letter -> letter.method() == Told.Method.CANCEL).isPresent();
        }

        /** Whether the answer is to an invitation that was changed since. */
        public boolean isAnswerOld() {
            return answer.filter(given -> told.filter(letter -> given.sequence() < letter.sequence())
                            .isPresent())
                    .isPresent();
        }
    }

    List<Kept> ofHearing(String hearing);

    Optional<Kept> find(String id);

    /** Hearings of which somebody was told that they are to begin after a time. */
    List<String> hearingsToldAfter(Instant time);

    /**
     * Those whose answer is that they do not come, to an invitation that holds as they answered it. The one that begins first comes first.
     *
     * @param time after which it begins
     */
    List<Kept> declinedAfter(Instant time);

    /** Adds a recipient, unless there is that one already. @param look when it is to be looked at */
    void add(String id, String hearing, Invitee invitee, Instant look);

    /** Takes over name and language of a recipient. */
    void rename(String id, Invitee invitee);

    /** Something has changed. @param look when it is to be looked at */
    void change(String id, Instant look);

    /**
     * Takes those that are not settled and are to be looked at by now.
     *
     * @param again when they are to be looked at again, if they are not settled by then
     * @return their ids, the ones of the longest wait first
     */
    List<String> look(Instant now, Instant again, int most);

    /**
     * What had to be told up to a change is told.
     *
     * @param told by this letter; empty if there was nothing to tell
     * @param at when it was taken
     */
    void settle(String id, long change, Optional<Told> told, Instant at);

    /** Keeps a recipient's answer, unless there is a later one. */
    void answer(String id, Answer answer);
}
