package org.courtbridge.console.fleet;

import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.courtbridge.console.configuration.PushDesk;
import org.courtbridge.console.devices.FleetSelection;
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
import org.courtbridge.console.http.RequestException;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceCommand.Setting;
import org.courtbridge.operations.fleet.BulkRun;
import org.courtbridge.operations.fleet.CommandOutcome;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Institution;

/** Serves the pages that act on many devices at once: import them from a file, give them new passwords, send them the same order. */
public final class BulkPages {

    /** Long enough for a whole file: its path is one where requests may be long. */
    private static final String IMPORT = RequestBodies.IMPORT_PAGE;

    private static final String ROTATION = "/devices/rotation";
    private static final String BULK = "/fleet/bulk";

    private final Fleet fleet;
    private final ImportDesk files;
    private final RotationDesk rotations;
    private final PushDesk pushes;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public BulkPages(
            Fleet fleet,
            ImportDesk files,
            RotationDesk rotations,
            PushDesk pushes,
            ZoneId zone,
            InstantSource clock,
            Templates templates) {
        this.fleet = fleet;
        this.files = files;
        this.rotations = rotations;
        this.pushes = pushes;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        Allowed change = Allowed.CHANGE_ALL_DEVICES;
        return List.of(
                Endpoint.page(HttpMethod.GET, IMPORT, change, call -> form(call, 200, Optional.empty(), "")),
                Endpoint.page(HttpMethod.POST, IMPORT, change, this::take),
                Endpoint.page(HttpMethod.GET, ROTATION, change, call -> rotationForm(call, 200, "")),
                Endpoint.page(HttpMethod.POST, ROTATION, change, this::rotate),
                Endpoint.page(HttpMethod.POST, BULK, change, this::begin),
                Endpoint.page(HttpMethod.GET, BULK + "/{run}", change, this::progress));
    }

    private Reply form(Call call, int status, Optional<InventoryViews.ImportReport> report, String text) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", ErrorPages.page(call));
        shown.put("json", call.field("format").equals("JSON"));
        shown.put("text", text);
        shown.put("checked", report.isPresent());
        shown.put("rows", report.map(InventoryViews.ImportReport::rows).orElse(0));
        shown.put(
                "bad",
                report.map(InventoryViews.ImportReport::bad).orElse(List.of()).stream()
                        .map(row -> new BulkPage.BadRow(Integer.toString(row.row()), row.column(), row.reason()))
                        .toList());
        return Reply.html(status, templates.render("devices/import.jte", shown));
    }

    private Reply take(Call call) {
        String text = call.text("text");
        InventoryViews.Format format =
                call.field("format").equals("JSON") ? InventoryViews.Format.JSON : InventoryViews.Format.CSV;
        boolean dryRun = !call.field("step").equals("take");
        if (text.isBlank()) {
            return form(call, 400, Optional.empty(), text);
        }
        InventoryViews.ImportReport report =
                files.take(call, new InventoryViews.ImportFile(format, text, Optional.of(dryRun)));
        return report.taken()
                ? issued(call, report.credentials(), "import.taken")
                : form(call, 200, Optional.of(report), text);
    }

    /** Shown once, and kept nowhere. */
    private Reply issued(Call call, List<InventoryViews.Issued> credentials, String title) {
        Page page = ErrorPages.page(call);
        return Reply.html(
                200,
                templates.render(
                        "devices/issued.jte",
                        Map.of(
                                "page",
                                page,
                                "title",
                                page.say(title, credentials.size()),
                                "issued",
                                credentials.stream()
                                        .map(one -> new BulkPage.Issued(one.username(), one.password()))
                                        .toList())));
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
        if (!hours.matches("[0-9]{1,3}") || !RotationDesk.isOverlap(Integer.parseInt(hours))) {
            return rotationForm(call, 400, ErrorPages.messages(call).get("error.400"));
        }
        List<Device> chosen = region.isBlank() ? List.of() : rotations.ofRegion(region);
        if (chosen.isEmpty()) {
            return rotationForm(call, 404, ErrorPages.messages(call).get("list.nothing"));
        }
        return issued(call, rotations.rotated(call, chosen, Integer.parseInt(hours)), "rotation.done");
    }

    /** Of those that the form's page shows, those that have a driver; settings are for devices, and one without a driver is told why not. */
    private Reply begin(Call call) {
        List<FleetItem> shown = FleetSelection.parse(call.field("q"), call.field("state"), call.field("place"))
                .of(fleet);
        if (call.field("do").equals("configure")) {
            boolean disturb = call.field("disturb").equals("on");
            List<FleetItem> devices = shown.stream()
                    .filter(item -> item.kind() == FleetItem.Kind.DEVICE)
                    .toList();
            BulkRun run = pushes.pushAll(call, devices, PushDesk.inCall(disturb));
            return Reply.seeOther(BULK + "/" + run.id());
        }
        DeviceCommand command = switch (call.field("do")) {
            case "wake" -> new DeviceCommand.Wake();
            case "standby" -> new DeviceCommand.Standby();
            case "mute" -> new DeviceCommand.MuteMicrophones(Setting.ON);
            case "unmute" -> new DeviceCommand.MuteMicrophones(Setting.OFF);
            default -> throw new RequestException(400, "do: unknown");
        };
        List<FleetItem> driven = shown.stream().filter(FleetItem::isDriven).toList();
        BulkRun run = fleet.performAll(driven, command, call.actor());
        return Reply.seeOther(BULK + "/" + run.id());
    }

    private Reply progress(Call call) {
        Page page = ErrorPages.page(call);
        BulkRun run =
                fleet.bulkRun(call.path("run")).orElseThrow(() -> RequestException.notFound("That was too long ago."));
        FleetWords words = new FleetWords(page.messages(), zone, clock);
        List<BulkPage.Result> results = new ArrayList<>();
        int ended = 0;
        int good = 0;
        for (Map.Entry<FleetItem, Optional<CommandOutcome>> one : run.outcomes().entrySet()) {
            Optional<FleetPage.Done> done = one.getValue().map(words::done);
            ended += done.isPresent() ? 1 : 0;
            good += done.filter(FleetPage.Done::good).isPresent() ? 1 : 0;
            results.add(new BulkPage.Result(
                    one.getKey().id(),
                    one.getKey().name(),
                    FleetWords.place(one.getKey()),
                    done.map(FleetPage.Done::result).orElseGet(() -> page.say("bulk.waiting")),
                    done.map(result -> result.good() ? "good" : "bad").orElse("")));
        }
        return Reply.html(
                200,
                templates.render(
                        "fleet/bulk.jte",
                        Map.of(
                                "page",
                                page,
                                "title",
                                words.command(run.command()),
                                "all",
                                results.size(),
                                "ended",
                                ended,
                                "good",
                                good,
                                "done",
                                run.isDone(),
                                "results",
                                results)));
    }
}
