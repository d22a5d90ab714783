package org.courtbridge.gateway.store;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.courtbridge.court.access.CodeWordForm;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.access.Participants;
import org.courtbridge.media.language.Language;
import org.jdbi.v3.core.statement.StatementContext;

/** The people who attend by phone, in the database. */
public final class StoredParticipants implements Participants {

    /** 144 bits, 24 characters: nobody finds a link by trying. */
    private static final int CODE_SIZE = 18;

    private final SecureRandom random = new SecureRandom();
    private final Database database;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    public StoredParticipants(Database database) {
        this.database = database;
    }

    /** @param listener is told the id of each hearing where a participant's address for letters changes, from the thread that changes it */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    @Override
    public List<Participant> ofHearing(String hearingId) {
        return where("hearing_id", hearingId);
    }

    @Override
    public Optional<Participant> byId(String id) {
        return where("id", id).stream().findFirst();
    }

    @Override
    public Optional<Participant> byCode(String code) {
        return where("code", code).stream().findFirst();
    }

    private List<Participant> where(String column, String value) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select * from participants where " + column + " = ? order by name, id", value)
                        .map(StoredParticipants::participant)
                        .list());
    }

    @Override
    public Participant add(String hearingId, String name, String codeWord) {
        String hash = hash(codeWord);
        byte[] code = new byte[CODE_SIZE];
        random.nextBytes(code);
        Participant participant = new Participant(
                UUID.randomUUID().toString(),
                hearingId,
                name,
                Base64.getUrlEncoder().withoutPadding().encodeToString(code),
                Optional.empty());
        database.execute(
                "insert into participants (id, hearing_id, name, code, code_word_hash) values (?, ?, ?, ?, ?)",
                participant.id(),
                hearingId,
                name,
                participant.code(),
                hash);
        return participant;
    }

    @Override
    public void remove(String participantId) {
        database.execute("delete from participants where id = ?", participantId);
    }

    @Override
    public Participant changeLetters(String participantId, Optional<LetterAddress> letters) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update participants set email = ?, letter_language = ? where id = ?",
                        letters.map(LetterAddress::email).orElse(null),
                        letters.flatMap(LetterAddress::language)
                                .map(Language::tag)
                                .orElse(null),
                        participantId));
        Participant changed =
                byId(participantId).orElseThrow(() -> new IllegalArgumentException("no participant " + participantId));
        listeners.forEach(listener -> listener.accept(changed.hearingId()));
        return changed;
    }

    @Override
    public void changeCodeWord(String participantId, String codeWord) {
        String hash = hash(codeWord);
        int changed = database.execute("update participants set code_word_hash = ? where id = ?", hash, participantId);
        if (changed == 0) {
            throw new IllegalArgumentException("no participant " + participantId);
        }
    }

    private static String hash(String codeWord) {
        String form = CodeWordForm.of(codeWord);
        if (form.isEmpty()) {
            throw new IllegalArgumentException("code word: blank");
        }
        return SlowHash.of(form);
    }

    @Override
    public boolean codeWordMatches(String participantId, String codeWord, String source) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.select("select code_word_hash from participants where id = ?", participantId)
                                .mapTo(String.class)
                                .findOne())
                .map(hash ->
                        CodeWordForm.compared(codeWord).stream().anyMatch(form -> SlowHash.matches(form, hash, source)))
                .orElse(false);
    }

    private static Participant participant(ResultSet row, StatementContext context) throws SQLException {
        return new Participant(
                row.getString("id"),
                row.getString("hearing_id"),
                row.getString("name"),
                row.getString("code"),
                letters(row));
    }

    private static Optional<LetterAddress> letters(ResultSet row) throws SQLException {
        String email = row.getString("email");
        return email == null
                ? Optional.empty()
                : Optional.of(new LetterAddress(
                        email,
                        Optional.ofNullable(row.getString("letter_language")).flatMap(Language::ofTag)));
    }
}
