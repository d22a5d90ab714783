package org.courtbridge.court.access;

import java.util.List;
import java.util.Optional;

/** The people who attend by phone, and the code words that they chose (para. 9 of the Rules). */
public interface Participants {

    List<Participant> ofHearing(String hearingId);

    Optional<Participant> byId(String id);

    Optional<Participant> byCode(String code);

    /** Adds a participant; only a slow hash of the code word is kept. */
    Participant add(String hearingId, String name, String codeWord);

    void remove(String participantId);

    /**
     * Changes where the participant gets letters.
     *
     * @param letters empty for nowhere
     * @return the participant, with that
     */
    Participant changeLetters(String participantId, Optional<LetterAddress> letters);

    /** Replaces the code word: the old one ends. Slow by design: not for an event loop. */
    void changeCodeWord(String participantId, String codeWord);

    /**
     * Compares as {@link CodeWordForm} says, in one guess. Slow by design: not for an event loop.
     *
     * @param source IP address of whoever says the word
     * @throws SourceTurns.BusyException if too many words and passwords wait to be compared
     */
    boolean codeWordMatches(String participantId, String codeWord, String source);
}
