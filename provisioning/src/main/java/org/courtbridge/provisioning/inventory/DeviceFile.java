package org.courtbridge.provisioning.inventory;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A file of devices as it was read.
 *
 * @param bad rows of which nothing could be read, and columns that there are not
 */
public record DeviceFile(List<DeviceRow> rows, List<BadRow> bad) {

    /** Byte order mark, which spreadsheets put before a text in UTF-8, and look for. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final int HEADING = 1;

    /** Characters at the beginning of a cell for which a spreadsheet takes it for a formula, and runs it. */
    private static final String FORMULA = "=+-@";

    public DeviceFile {
        rows = List.copyOf(rows);
        bad = List.copyOf(bad);
    }

    /**
     * Reads CSV (RFC 4180), with or without a byte order mark, its cells between commas or, as spreadsheets write in countries
     * with a decimal comma, between semicolons. The first row names the columns, in any order.
     */
    public static DeviceFile ofCsv(String text) {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(plain))
                .setIgnoreEmptyLines(false)
                .get();
        List<CSVRecord> records;
        try (CSVParser parser = CSVParser.parse(new StringReader(plain), format)) {
            records = parser.getRecords();
        } catch (IOException | UncheckedIOException e) {
            return new DeviceFile(
                    List.of(), List.of(BadRow.of(HEADING, "", RowFault.NOT_CSV, String.valueOf(e.getMessage()))));
        }
        if (records.isEmpty()) {
            return new DeviceFile(List.of(), List.of(BadRow.of(HEADING, "", RowFault.EMPTY_FILE)));
        }
        return of(records);
    }

    private static DeviceFile of(List<CSVRecord> records) {
        List<BadRow> bad = new ArrayList<>();
        List<Optional<Column>> columns = columns(records.getFirst(), bad);
        List<DeviceRow> rows = new ArrayList<>();
        for (CSVRecord record : records.subList(1, records.size())) {
            int number = Math.toIntExact(record.getRecordNumber());
            if (record.stream().allMatch(String::isBlank)) {
                continue;
            }
            if (record.size() != columns.size()) {
                bad.add(BadRow.of(number, "", RowFault.CELLS, record.size(), columns.size()));
                continue;
            }
            Map<Column, String> cells = new EnumMap<>(Column.class);
            for (int i = 0; i < columns.size(); i++) {
                String cell = record.get(i);
                columns.get(i).ifPresent(column -> cells.put(column, unguarded(cell)));
            }
            rows.add(new DeviceRow(number, cells));
        }
        return new DeviceFile(rows, bad);
    }

    private static List<Optional<Column>> columns(CSVRecord heading, List<BadRow> bad) {
        List<Optional<Column>> columns = new ArrayList<>();
        Set<Column> seen = EnumSet.noneOf(Column.class);
        for (String title : heading) {
            Optional<Column> column = Column.titled(title);
            if (column.isEmpty()) {
                bad.add(BadRow.of(HEADING, title.strip(), RowFault.NO_SUCH_COLUMN));
            } else if (!seen.add(column.get())) {
                bad.add(BadRow.of(HEADING, title.strip(), RowFault.COLUMN_TWICE));
            }
            columns.add(column);
        }
        for (Column needed : EnumSet.of(Column.NAME, Column.USERNAME)) {
            if (!seen.contains(needed)) {
                bad.add(BadRow.of(HEADING, needed.title(), RowFault.COLUMN_MISSING));
            }
        }
        return columns;
    }

    /** The titles hold neither, so the heading says which it is. */
    private static char delimiter(String text) {
        String heading = text.lines().findFirst().orElse("");
        return heading.indexOf(';') >= 0 ? ';' : ',';
    }

    /**
     * The same rows as CSV with a byte order mark, without which spreadsheets take it for another encoding. No cell is a
     * formula to them.
     *
     * @param columns that it has
     */
    public static String toCsv(List<DeviceRow> rows, Set<Column> columns) {
        StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(columns.stream().map(Column::title).toList());
            for (DeviceRow row : rows) {
                printer.printRecord(columns.stream()
                        .map(column -> guarded(row.cell(column)))
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String guarded(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String unguarded(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA.indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }
}
