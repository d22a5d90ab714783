package org.courtbridge.gateway.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.court.access.SecondFactors;
import org.courtbridge.court.access.Totp;
import org.jdbi.v3.core.Handle;

/** Second factors in the database: the secrets encrypted, recovery codes, which nobody made up, as plain hashes. */
public final class StoredSecondFactors implements SecondFactors {

    private static final int RECOVERY_CODES = 10;
    private static final long NEVER = -1;

    private final Database database;
    private final SecretBox box;
    private final Consumer<String> changed;

    /** @param changed hears the id of each user who from now on needs a code, or no more */
    public StoredSecondFactors(Database database, SecretBox box, Consumer<String> changed) {
        this.database = database;
        this.box = box;
        this.changed = changed;
    }

    private record Kept(String secret, boolean confirmed, long lastStep) {}

    @Override
    public String begin(String userId) {
        return database.jdbi().inTransaction(handle -> {
            Optional<Kept> kept = kept(handle, userId);
            if (kept.filter(Kept::confirmed).isPresent()) {
                throw new IllegalStateException("the second factor is confirmed");
            }
            return kept.map(Kept::secret).orElseGet(() -> made(handle, userId));
        });
    }

    private String made(Handle handle, String userId) {
        handle.execute(
                "insert into second_factors (user_id, secret, confirmed, last_step) values (?, ?, false, ?)"
                        + " on conflict do nothing",
                userId,
                box.encrypt(Totp.newSecret(), context(userId)),
                NEVER);
        return kept(handle, userId).orElseThrow().secret;
    }

    private static String context(String userId) {
        return SealedTable.SECOND_FACTORS.context(userId);
    }

    private Optional<Kept> kept(Handle handle, String userId) {
        return handle.select("select * from second_factors where user_id = ?", userId)
                .map((row, _) -> new Kept(
                        box.decrypt(row.getString("secret"), context(userId)),
                        row.getBoolean("confirmed"),
                        row.getLong("last_step")))
                .findOne();
    }

    @Override
    public Optional<List<String>> confirm(String userId, String code, Instant now) {
        Optional<List<String>> codes = database.jdbi().inTransaction(handle -> {
            OptionalLong step = kept(handle, userId)
                    .filter(kept -> !kept.confirmed)
                    .map(kept -> Totp.stepOf(bare(code), kept.secret, now))
                    .orElse(OptionalLong.empty());
            boolean confirmed = step.isPresent()
                    && handle.execute(
                                    "update second_factors set confirmed = true, last_step = ?"
                                            + " where user_id = ? and confirmed = false",
                                    step.getAsLong(),
                                    userId)
                            > 0;
            return confirmed ? Optional.of(recoveryCodes(handle, userId)) : Optional.empty();
        });
        codes.ifPresent(_ -> changed.accept(userId));
        return codes;
    }

    private static List<String> recoveryCodes(Handle handle, String userId) {
        List<String> codes =
                Stream.generate(Passwords::generate).limit(RECOVERY_CODES).toList();
        handle.execute("delete from recovery_codes where user_id = ?", userId);
        codes.forEach(code ->
                handle.execute("insert into recovery_codes (user_id, code_hash) values (?, ?)", userId, hash(code)));
        return codes;
    }

    @Override
    public boolean use(String userId, String code, Instant now) {
        String bare = bare(code);
        return database.jdbi()
                .inTransaction(handle -> kept(handle, userId)
                        .filter(Kept::confirmed)
                        .map(kept -> usedNow(handle, userId, kept, bare, now)
                                || handle.execute(
                                                "delete from recovery_codes where user_id = ? and code_hash = ?",
                                                userId,
                                                hash(bare))
                                        > 0)
                        .orElse(false));
    }

    /** Of two who come with the same code at once, the database lets one through. */
    private static boolean usedNow(Handle handle, String userId, Kept kept, String code, Instant now) {
        OptionalLong step = Totp.stepOf(code, kept.secret, now);
        return step.isPresent()
                && handle.execute(
                                "update second_factors set last_step = ? where user_id = ? and last_step < ?",
                                step.getAsLong(),
                                userId,
                                step.getAsLong())
                        > 0;
    }

    @Override
    public void remove(String userId) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("delete from second_factors where user_id = ?", userId);
            handle.execute("delete from recovery_codes where user_id = ?", userId);
        });
        changed.accept(userId);
    }

    /** As it is shown in groups, so it may be typed. */
    private static String bare(String code) {
        return code.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }

    /** It has 79 bits: nothing is gained by a slow one. */
    private static String hash(String recoveryCode) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(recoveryCode.replace("-", "").getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
