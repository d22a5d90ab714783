package org.courtbridge.console.devices;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.courtbridge.console.handover.HandoverDesk;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.provisioning.inventory.BadRow;
import org.courtbridge.provisioning.inventory.Column;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceFile;
import org.courtbridge.provisioning.inventory.DeviceImport;
import org.courtbridge.provisioning.inventory.DeviceRow;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;

/** Devices from files and into files. */
public final class ImportDesk {

    private static final Set<Column> ISSUED =
            EnumSet.of(Column.INSTITUTION, Column.ROOM, Column.NAME, Column.USERNAME, Column.PASSWORD);

    private final Inventory inventory;
    private final Devices devices;
    private final HandoverDesk handovers;

    public ImportDesk(Inventory inventory, Devices devices, HandoverDesk handovers) {
        this.inventory = inventory;
        this.devices = devices;
        this.handovers = handovers;
    }

    /** Adds all devices of a file, unless a row is bad or nothing is to be added. */
    public InventoryViews.ImportReport take(Call call, InventoryViews.ImportFile wanted) {
        String text = ApiEndpoints.given(wanted.text(), "text");
        DeviceFile file = switch (ApiEndpoints.given(wanted.format(), "format")) {
            case CSV -> DeviceFile.ofCsv(text);
            case JSON -> DeviceJson.read(text);
        };
        List<BadRow> bad = DeviceImport.check(file, inventory.placements(), inventory.institutions());
        boolean take = bad.isEmpty() && !wanted.dryRun().orElse(false);
        List<InventoryViews.Issued> issued = new ArrayList<>();
        if (take) {
            inventory
                    .by(call.actor())
                    .addAll(file, Passwords::generate)
                    .forEach((username, password) -> issued.add(issued(call, username, password)));
        }
        return new InventoryViews.ImportReport(
                take,
                file.rows().size(),
                bad.stream()
                        .map(one -> new InventoryViews.BadRowView(
                                one.row(), one.column(), one.reason(), one.fault(), one.arguments()))
                        .toList(),
                issued);
    }

    private InventoryViews.Issued issued(Call call, String username, String password) {
        Device device = devices.byUsername(username).orElseThrow();
        return new InventoryViews.Issued(
                username, password, handovers.keep(call, handovers.handover(device, password)));
    }

    /** Passwords that were just made, with where each belongs, as a file for a spreadsheet. */
    public String issued(List<InventoryViews.Issued> credentials) {
        Map<String, Placement> placed = new HashMap<>();
        inventory
                .placements()
                .forEach(placement -> placed.put(placement.device().username(), placement));
        List<DeviceRow> rows = new ArrayList<>();
        for (InventoryViews.Issued one : credentials) {
            Placement placement = placed.get(one.username());
            if (placement != null) {
                rows.add(DeviceRow.of(rows.size() + 1, placement).with(Column.PASSWORD, one.password()));
            }
        }
        return DeviceFile.toCsv(rows, ISSUED);
    }

    /** All devices in the order of their names; their passwords only if that is wished. */
    String file(Call call, InventoryViews.ExportWish wish) {
        boolean secrets = wish.secrets().orElse(false);
        if (secrets) {
            inventory.by(call.actor()).tellExported("passwords of all devices");
        }
        Set<Column> columns = secrets ? EnumSet.allOf(Column.class) : EnumSet.complementOf(EnumSet.of(Column.PASSWORD));
        List<DeviceRow> rows = new ArrayList<>();
        for (Placement placement : inventory.placements()) {
            DeviceRow row = DeviceRow.of(rows.size() + 1, placement);
            rows.add(
                    secrets
                            ? row.with(
                                    Column.PASSWORD,
                                    devices.password(placement.device().id()).orElse(""))
                            : row);
        }
        return switch (ApiEndpoints.given(wish.format(), "format")) {
            case CSV -> DeviceFile.toCsv(rows, columns);
            case JSON -> DeviceJson.write(rows, columns);
        };
    }
}
