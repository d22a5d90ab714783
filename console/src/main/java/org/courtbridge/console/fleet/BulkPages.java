package org.courtbridge.console.fleet;

import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.courtbridge.console.devices.ImportDesk;
import org.courtbridge.console.devices.InventoryViews;
import org.courtbridge.console.devices.RotationDesk;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestBodies;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Institution;

/** Serves the pages that add many devices from a file, and give those of a region new passwords. */
public final class BulkPages {

    /** Long enough for a whole file: its path is one where requests may be long. */
    private static final String IMPORT = RequestBodies.IMPORT_PAGE;

    private static final String ROTATION = "/devices/rotation";

    private final Fleet fleet;
    private final ImportDesk files;
    private final RotationDesk rotations;
    private final IssuedPasswords passwords;
    private final Templates templates;

    public BulkPages(
            Fleet fleet, ImportDesk files, RotationDesk rotations, IssuedPasswords passwords, Templates templates) {
        this.fleet = fleet;
        this.files = files;
        this.rotations = rotations;
        this.passwords = passwords;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        Allowed change = Allowed.CHANGE_ALL_DEVICES;
        return List.of(
                Endpoint.page(HttpMethod.GET, IMPORT, change, call -> form(call, 200, Optional.empty(), "")),
                Endpoint.page(HttpMethod.POST, IMPORT, change, this::take),
                Endpoint.page(HttpMethod.GET, ROTATION, change, call -> rotationForm(call, 200, "")),
                Endpoint.page(HttpMethod.POST, ROTATION, change, this::rotate));
    }

    private Reply form(Call call, int status, Optional<InventoryViews.ImportReport> report, String text) {
        Page page = ErrorPages.page(call);
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", page);
        shown.put("json", call.field("format").equals("JSON"));
        shown.put("text", text);
        shown.put("checked", report.isPresent());
        shown.put("rows", report.map(InventoryViews.ImportReport::rows).orElse(0));
        shown.put(
                "bad",
                report.map(InventoryViews.ImportReport::bad).orElse(List.of()).stream()
                        .map(row -> new BulkPage.BadRow(
                                Integer.toString(row.row()),
                                row.column(),
                                page.say(
                                        "import.fault." + row.fault(),
                                        row.arguments().toArray())))
                        .toList());
        return Reply.html(status, templates.render("devices/import.jte", shown));
    }

    private Reply take(Call call) {
        String text = call.text("text");
        InventoryViews.Format format =
                call.field("format").equals("JSON") ? InventoryViews.Format.JSON : InventoryViews.Format.CSV;
        String step = call.field("step");
        boolean dryRun = !step.equals("take") && !step.equals(IssuedPasswords.AS_FILE);
        if (text.isBlank()) {
            return form(call, 400, Optional.empty(), text);
        }
        InventoryViews.ImportReport report =
                files.take(call, new InventoryViews.ImportFile(format, text, Optional.of(dryRun)));
        return report.taken()
                ? passwords.reply(call, report.credentials(), "import.taken", step.equals(IssuedPasswords.AS_FILE))
                : form(call, 200, Optional.of(report), text);
    }

    private List<String> regions() {
        return fleet.institutions().stream()
                .map(Institution::region)
                .filter(region -> !region.isEmpty())
                .collect(TreeSet<String>::new, TreeSet::add, TreeSet::addAll)
                .stream()
                .sorted(Names.by(region -> region))
                .toList();
    }

    private Reply rotationForm(Call call, int status, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "devices/rotation.jte",
                        Map.of("page", ErrorPages.page(call), "regions", regions(), "complaint", complaint)));
    }

    private Reply rotate(Call call) {
        String region = call.field("region");
        String hours = call.field("hours");
        if (!RotationDesk.isOverlap(hours)) {
            return rotationForm(call, 400, ErrorPages.messages(call).get("error.400"));
        }
        List<Device> chosen = region.isBlank() ? List.of() : rotations.ofRegion(region);
        if (chosen.isEmpty()) {
            return rotationForm(call, 404, ErrorPages.messages(call).get("list.nothing"));
        }
        return passwords.reply(
                call,
                rotations.rotated(call, chosen, Integer.parseInt(hours)),
                "rotation.done",
                IssuedPasswords.isAsFile(call));
    }
}
