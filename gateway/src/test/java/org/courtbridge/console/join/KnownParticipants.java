package org.courtbridge.console.join;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.access.Participants;
import org.courtbridge.signalling.webrtc.TurnServers;

/** One person, whose link is "good" and whose code word is "апорт". */
final class KnownParticipants implements Participants {

    /** Where they may be relayed. */
    static final TurnServers TURN = new TurnServers(
            List.of("turn:turn.example:3478?transport=udp", "turns:turn.example:5349?transport=tcp"),
            "north",
            Duration.ofHours(12),
            () -> Instant.ofEpochSecond(1_700_000_000));

    static final String CODE = "good";
    static final String WORD = "апорт";

    private static final Participant PERSON = new Participant("p1", "h1", "Айгүл Серікқызы", CODE, Optional.empty());

    @Override
    public List<Participant> ofHearing(String hearingId) {
        return List.of(PERSON);
    }

    @Override
    public Optional<Participant> byId(String id) {
        return Optional.of(PERSON).filter(person -> person.id().equals(id));
    }

    @Override
    public Optional<Participant> byCode(String code) {
        return Optional.of(PERSON).filter(person -> person.code().equals(code));
    }

    @Override
    public Participant add(String hearingId, String name, String codeWord) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String participantId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Participant changeLetters(String participantId, Optional<LetterAddress> letters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changeCodeWord(String participantId, String codeWord) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean codeWordMatches(String participantId, String codeWord, String source) {
        return participantId.equals("p1") && codeWord.strip().equalsIgnoreCase(WORD);
    }
}
