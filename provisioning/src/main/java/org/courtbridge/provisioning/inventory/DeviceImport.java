package org.courtbridge.provisioning.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks a file of devices against itself and the inventory: every row, and every reason that one is not taken. */
public final class DeviceImport {

    private static final String USERNAME = "[A-Za-z0-9_.+-]{1,64}";

    private final Map<String, Integer> usernames = new HashMap<>();
    private final Map<String, Integer> serials = new HashMap<>();
    private final Map<String, Integer> macs = new HashMap<>();
    private final Map<String, Integer> sipUris = new HashMap<>();
    private final Map<String, Integer> aliases = new HashMap<>();
    private final Map<String, InstitutionKind> institutions = new HashMap<>();
    private final Map<String, String> regions = new HashMap<>();
    private final List<BadRow> bad = new ArrayList<>();

    private DeviceImport() {}

    /** Stands for the inventory, where a row of the file has its number. */
    private static final int INVENTORY = 0;

    /** @return what is wrong, in the order of the rows; nothing if the file can be taken as a whole */
    public static List<BadRow> check(DeviceFile file, List<Placement> placements, List<Institution> institutions) {
        DeviceImport check = new DeviceImport();
        for (Placement placement : placements) {
            check.remember(DeviceRow.of(INVENTORY, placement));
        }
        for (Institution known : institutions) {
            check.institutions.put(SearchText.folded(known.name()), known.kind());
            check.regions.put(SearchText.folded(known.name()), known.region());
        }
        check.bad.addAll(file.bad());
        file.rows().forEach(check::check);
        check.bad.sort(Comparator.comparingInt(BadRow::row));
        return List.copyOf(check.bad);
    }

    /** The kind that a cell names; empty if it names none. */
    public static Optional<InstitutionKind> kind(String cell) {
        for (InstitutionKind kind : InstitutionKind.values()) {
            if (kind.name().equalsIgnoreCase(cell.replace(' ', '_'))) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private void check(DeviceRow row) {
        checkName(row, Column.NAME, row.cell(Column.NAME));
        checkUsername(row);
        checkPlace(row);
        checkDescription(row);
        remember(row);
    }

    private void checkUsername(DeviceRow row) {
        String username = row.cell(Column.USERNAME);
        if (username.isEmpty()) {
            complain(row, Column.USERNAME, RowFault.MISSING);
        } else if (!username.matches(USERNAME)) {
            complain(row, Column.USERNAME, RowFault.NO_USERNAME, username);
        }
    }

    private void checkName(DeviceRow row, Column column, String name) {
        if (name.isEmpty()) {
            complain(row, column, RowFault.MISSING);
        } else {
            checked(row, column, () -> InventoryTexts.checkName(column.title(), name));
        }
    }

    private void checkPlace(DeviceRow row) {
        String institution = row.cell(Column.INSTITUTION);
        if (institution.isEmpty()) {
            for (Column column : List.of(Column.KIND, Column.REGION, Column.ROOM)) {
                if (!row.cell(column).isEmpty()) {
                    complain(row, Column.INSTITUTION, RowFault.MISSING_FOR, column.title());
                    return;
                }
            }
            return;
        }
        checkName(row, Column.INSTITUTION, institution);
        checkName(row, Column.ROOM, row.cell(Column.ROOM));
        checked(row, Column.REGION, () -> InventoryTexts.check("region", row.cell(Column.REGION)));
        checkKind(row, SearchText.folded(institution));
        checkRegion(row, SearchText.folded(institution));
    }

    private void checkKind(DeviceRow row, String institution) {
        String cell = row.cell(Column.KIND);
        Optional<InstitutionKind> kind = kind(cell);
        Optional<InstitutionKind> known = Optional.ofNullable(institutions.get(institution));
        if (cell.isEmpty()) {
            if (known.isEmpty()) {
                complain(row, Column.KIND, RowFault.KIND_MISSING);
            }
        } else if (kind.isEmpty()) {
            complain(row, Column.KIND, RowFault.KIND_UNKNOWN, cell);
        } else if (known.isPresent() && !known.equals(kind)) {
            complain(
                    row,
                    Column.KIND,
                    RowFault.KIND_OTHER,
                    cell,
                    known.get().name().toLowerCase(Locale.ROOT));
        } else {
            institutions.put(institution, kind.get());
        }
    }

    /** An institution is in one region; a row that does not say has nothing against it. */
    private void checkRegion(DeviceRow row, String institution) {
        String region = row.cell(Column.REGION);
        String known = regions.get(institution);
        if (known == null) {
            regions.put(institution, region);
        } else if (!region.isEmpty() && !SearchText.folded(region).equals(SearchText.folded(known))) {
            complain(row, Column.REGION, RowFault.REGION_OTHER, region, known);
        }
    }

    private void checkDescription(DeviceRow row) {
        for (Column column : List.of(Column.MAKE, Column.MODEL, Column.FIRMWARE, Column.SERIAL, Column.NOTES)) {
            checked(row, column, () -> InventoryTexts.check(column.title(), row.cell(column)));
        }
        checked(row, Column.MAC, () -> MacAddress.of(row.cell(Column.MAC)));
        if (!row.cell(Column.PASSWORD).isEmpty()) {
            checked(row, Column.PASSWORD, () -> InventoryTexts.checkName("password", row.cell(Column.PASSWORD)));
        }
        row.list(Column.ADDRESSES)
                .forEach(one -> checked(row, Column.ADDRESSES, () -> InventoryTexts.checkAddress("addresses", one)));
        checked(row, Column.SIP_URI, () -> InventoryTexts.checkSipUri("sip_uri", row.cell(Column.SIP_URI)));
        row.list(Column.H323_ALIASES)
                .forEach(one -> checked(row, Column.H323_ALIASES, () -> InventoryTexts.checkName("h323_aliases", one)));
        checked(row, Column.DRIVER, () -> InventoryTexts.checkWord("driver", row.cell(Column.DRIVER)));
        row.list(Column.CAPABILITIES)
                .forEach(one -> checked(row, Column.CAPABILITIES, () -> InventoryTexts.checkWord("capabilities", one)));
    }

    /** Checks and remembers what two devices cannot both have. */
    private void remember(DeviceRow row) {
        unique(row, Column.USERNAME, row.cell(Column.USERNAME), usernames);
        unique(row, Column.SERIAL, row.cell(Column.SERIAL), serials);
        unique(row, Column.MAC, MacAddress.find(row.cell(Column.MAC)).orElse(""), macs);
        unique(row, Column.SIP_URI, row.cell(Column.SIP_URI), sipUris);
        row.list(Column.H323_ALIASES).forEach(alias -> unique(row, Column.H323_ALIASES, alias, aliases));
    }

    private void unique(DeviceRow row, Column column, String text, Map<String, Integer> seen) {
        if (text.isEmpty()) {
            return;
        }
        Integer first = seen.putIfAbsent(SearchText.folded(text), row.number());
        if (first != null && row.number() != INVENTORY) {
            if (first == INVENTORY) {
                complain(row, column, RowFault.IN_INVENTORY, text);
            } else {
                complain(row, column, RowFault.IN_ROW, text, first);
            }
        }
    }

    private void checked(DeviceRow row, Column column, Runnable check) {
        try {
            check.run();
        } catch (InventoryTextException e) {
            complain(row, column, e.fault(), e.arguments().toArray());
        }
    }

    private void complain(DeviceRow row, Column column, RowFault fault, Object... arguments) {
        bad.add(BadRow.of(row.number(), column.title(), fault, arguments));
    }
}
