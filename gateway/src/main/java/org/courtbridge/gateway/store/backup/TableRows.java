package org.courtbridge.gateway.store.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.gateway.store.Tables;

/**
 * Rows of a table as lines of JSON, whatever database they are of: first the names of the columns and the kinds of their values,
 * then one array for each row.
 */
final class TableRows {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final int MOST_AT_ONCE = 500;

    private final Connection connection;

    /** Kinds of values that our tables have. */
    enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        TIME,
        BYTES
    }

    /** @param connection within a transaction */
    TableRows(Connection connection) {
        this.connection = connection;
    }

    /** The number of the last migration. */
    String schemaVersion() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select \"version\" from " + quoted(Tables.MIGRATIONS)
                        + " where \"success\" and \"version\" is not null order by \"installed_rank\" desc")) {
            if (!rows.next()) {
                throw new StoreException("the database has no record of its migrations");
            }
            return rows.getString(1);
        }
    }

    void write(String table, OutputStream sink) throws IOException, SQLException {
        try (JsonGenerator json = MAPPER.createGenerator(sink);
                Statement statement = connection.createStatement()) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setRootValueSeparator(new SerializedString("\n"));
            statement.setFetchSize(MOST_AT_ONCE);
            try (ResultSet rows = statement.executeQuery("select * from " + quoted(table))) {
                List<Kind> kinds = writeColumns(json, table, rows.getMetaData());
                while (rows.next()) {
                    json.writeStartArray();
                    for (int i = 0; i < kinds.size(); i++) {
                        writeValue(json, rows, i + 1, kinds.get(i));
                    }
                    json.writeEndArray();
                }
            }
        }
    }

    private static List<Kind> writeColumns(JsonGenerator json, String table, ResultSetMetaData columns)
            throws IOException, SQLException {
        List<Kind> kinds = new ArrayList<>();
        json.writeStartArray();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Kind kind = kind(table, JDBCType.valueOf(columns.getColumnType(i)));
            kinds.add(kind);
            json.writeStartObject();
            json.writeStringField("name", columns.getColumnName(i));
            json.writeStringField("kind", kind.name());
            json.writeEndObject();
        }
        json.writeEndArray();
        return kinds;
    }

    private static Kind kind(String table, JDBCType type) {
        return switch (type) {
            case VARCHAR, CHAR, LONGVARCHAR, CLOB -> Kind.TEXT;
            case INTEGER, BIGINT, SMALLINT -> Kind.NUMBER;
            case BOOLEAN, BIT -> Kind.TRUTH;
            case TIMESTAMP, TIMESTAMP_WITH_TIMEZONE -> Kind.TIME;
            case BINARY, VARBINARY, LONGVARBINARY -> Kind.BYTES;
            default ->
                throw new StoreException("table %s: a column of type %s cannot be backed up".formatted(table, type));
        };
    }

    private static void writeValue(JsonGenerator json, ResultSet rows, int column, Kind kind)
            throws IOException, SQLException {
        if (rows.getObject(column) == null) {
            json.writeNull();
            return;
        }
        switch (kind) {
            case TEXT -> json.writeString(rows.getString(column));
            case NUMBER -> json.writeNumber(rows.getLong(column));
            case TRUTH -> json.writeBoolean(rows.getBoolean(column));
            case TIME ->
                json.writeString(rows.getObject(column, OffsetDateTime.class).toString());
            case BYTES -> json.writeBinary(rows.getBytes(column));
        }
    }

    /** Puts the rows into a table in place of those that it has. */
    void read(String table, BufferedReader lines) throws IOException, SQLException {
        String first = lines.readLine();
        if (first == null) {
            throw new StoreException("table %s: the backup has no columns of it".formatted(table));
        }
        List<Kind> kinds = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode column : MAPPER.readTree(first)) {
            names.add(quoted(column.path("name").asText()));
            kinds.add(Kind.valueOf(column.path("kind").asText()));
        }
        String sql = "insert into %s (%s) values (%s)"
                .formatted(
                        quoted(table),
                        String.join(", ", names),
                        names.stream().map(_ -> "?").collect(Collectors.joining(", ")));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int waiting = 0;
            String line = lines.readLine();
            while (line != null) {
                JsonNode row = MAPPER.readTree(line);
                for (int i = 0; i < kinds.size(); i++) {
                    set(insert, i + 1, kinds.get(i), row.path(i));
                }
                insert.addBatch();
                waiting++;
                line = lines.readLine();
                if (waiting == MOST_AT_ONCE || line == null) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
        }
    }

    /** Takes all rows out of tables, the last first. */
    void clear(List<String> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : tables.reversed()) {
                statement.executeUpdate("delete from " + quoted(table));
            }
        }
    }

    private static void set(PreparedStatement insert, int column, Kind kind, JsonNode value)
            throws IOException, SQLException {
        if (value.isNull()) {
            insert.setObject(column, null);
            return;
        }
        switch (kind) {
            case TEXT -> insert.setString(column, value.asText());
            case NUMBER -> insert.setLong(column, value.asLong());
            case TRUTH -> insert.setBoolean(column, value.asBoolean());
            case TIME -> insert.setObject(column, OffsetDateTime.parse(value.asText()));
            case BYTES -> insert.setBytes(column, value.binaryValue());
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
