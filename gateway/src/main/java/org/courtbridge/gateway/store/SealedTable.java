package org.courtbridge.gateway.store;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The tables whose column {@code secret} is encrypted, each secret for its own row: one that was copied to another does not
 * open there.
 */
public enum SealedTable {
    DIGESTS("device_digests", "device_id", "algorithm"),
    PASSWORDS("device_passwords", "device_id"),
    FORMER_PASSWORDS("device_former_passwords", "device_id", "id"),
    DRIVER_LOGINS("driver_logins", "subject_id"),
    AUTHORITIES("certificate_authorities", "id"),
    SECOND_FACTORS("second_factors", "user_id"),
    TOLD_CONFIGURATIONS("told_configurations", "device_id");

    private final String table;
    private final List<String> key;

    /** @param key columns that tell its rows apart */
    SealedTable(String table, String... key) {
        this.table = table;
        this.key = List.of(key);
    }

    /** @param row its values of the key's columns */
    public String context(String... row) {
        return table + "/" + String.join("/", row);
    }

    private record Row(String[] key, String secret) {}

    /**
     * Encrypts what is in the table anew, as part of a transaction.
     *
     * @return how many secrets
     */
    int reseal(Handle handle, SecretKeys from, SecretKeys to) throws GeneralSecurityException {
        List<Row> rows = handle.select("select * from " + table)
                .map((row, _) -> {
                    String[] values = new String[key.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = row.getString(key.get(i));
                    }
                    return new Row(values, row.getString("secret"));
                })
                .list();
        if (rows.isEmpty()) {
            return 0;
        }
        // A secret that somebody replaced meanwhile is not overwritten.
        PreparedBatch batch = handle.prepareBatch("update %s set secret = ? where %s and secret = ?"
                .formatted(table, key.stream().map(column -> column + " = ?").collect(Collectors.joining(" and "))));
        for (Row row : rows) {
            String context = context(row.key);
            Object[] values = Arrays.copyOf(row.key, key.size() + 2, Object[].class);
            System.arraycopy(row.key, 0, values, 1, key.size());
            values[0] = to.encrypt(from.decrypt(row.secret, context), context);
            values[key.size() + 1] = row.secret;
            batch.add(values);
        }
        return Arrays.stream(batch.execute()).sum();
    }
}
