package org.courtbridge.gateway.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The tables of a database of ours, but for that in which its migrations are recorded. */
public final class Tables {

    public static final String MIGRATIONS = "flyway_schema_history";

    private Tables() {}

    /** Their names, each behind those that its rows refer to. */
    public static List<String> inOrder(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        Map<String, Set<String>> needed = new LinkedHashMap<>();
        for (String table : names(about, connection.getSchema())) {
            needed.put(table, references(about, connection.getSchema(), table));
        }
        List<String> ordered = new ArrayList<>();
        while (!needed.isEmpty()) {
            List<String> free = needed.entrySet().stream()
                    .filter(entry -> ordered.containsAll(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            if (free.isEmpty()) {
                throw new StoreException("tables refer to each other in a circle: " + needed.keySet());
            }
            free.forEach(needed::remove);
            ordered.addAll(free);
        }
        return ordered;
    }

    private static Set<String> names(DatabaseMetaData about, String schema) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet rows = about.getTables(null, schema, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
        }
        names.remove(MIGRATIONS);
        return names;
    }

    private static Set<String> references(DatabaseMetaData about, String schema, String table) throws SQLException {
        Set<String> references = new TreeSet<>();
        try (ResultSet rows = about.getImportedKeys(null, schema, table)) {
            while (rows.next()) {
                references.add(rows.getString("PKTABLE_NAME"));
            }
        }
        references.remove(table);
        return references;
    }
}
