package org.courtbridge.provisioning.inventory;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One device in a file.
 *
 * @param number as a spreadsheet counts its rows, the heading being 1; in JSON the element's place from 1
 */
public record DeviceRow(int number, Map<Column, String> cells) {

    public DeviceRow {
        cells = Map.copyOf(cells);
    }

    /** Without surrounding blanks; empty if the file does not say. */
    public String cell(Column column) {
        return cells.getOrDefault(column, "").strip();
    }

    /** The elements of a list. */
    public List<String> list(Column column) {
        return Stream.of(cell(column).split("\\|"))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /** @param room its id, or empty */
    public DeviceDescription description(Optional<String> room) {
        return new DeviceDescription(
                room,
                cell(Column.MAKE),
                cell(Column.MODEL),
                cell(Column.FIRMWARE),
                cell(Column.SERIAL),
                cell(Column.MAC),
                list(Column.ADDRESSES),
                cell(Column.SIP_URI),
                list(Column.H323_ALIASES),
                cell(Column.DRIVER),
                list(Column.CAPABILITIES),
                cell(Column.NOTES));
    }

    /** Row of a device in an export; it holds no secret. */
    public static DeviceRow of(int number, Placement placement) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        DeviceDescription description = placement.description();
        placement.institution().ifPresent(institution -> {
            cells.put(Column.INSTITUTION, institution.name());
            cells.put(Column.KIND, institution.kind().name().toLowerCase(Locale.ROOT));
            cells.put(Column.REGION, institution.region());
        });
        placement.room().ifPresent(room -> cells.put(Column.ROOM, room.name()));
        cells.put(Column.NAME, placement.device().name());
        cells.put(Column.USERNAME, placement.device().username());
        cells.put(Column.MAKE, description.make());
        cells.put(Column.MODEL, description.model());
        cells.put(Column.FIRMWARE, description.firmware());
        cells.put(Column.SERIAL, description.serial());
        cells.put(Column.MAC, description.mac());
        cells.put(Column.ADDRESSES, joined(description.addresses()));
        cells.put(Column.SIP_URI, description.sipUri());
        cells.put(Column.H323_ALIASES, joined(description.h323Aliases()));
        cells.put(Column.DRIVER, description.driver());
        cells.put(Column.CAPABILITIES, joined(description.capabilities()));
        cells.put(Column.NOTES, description.notes());
        return new DeviceRow(number, cells);
    }

    /** With one more cell. */
    public DeviceRow with(Column column, String text) {
        Map<Column, String> more = new EnumMap<>(Column.class);
        more.putAll(cells);
        more.put(column, text);
        return new DeviceRow(number, more);
    }

    private static String joined(List<String> elements) {
        return elements.stream().collect(Collectors.joining(" | "));
    }

    @Override
    public String toString() {
        return "DeviceRow[" + number + "]";
    }
}
