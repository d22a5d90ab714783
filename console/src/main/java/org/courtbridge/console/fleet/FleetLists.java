package org.courtbridge.console.fleet;

import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.devices.FleetSelection;
import org.courtbridge.console.devices.InventoryDesk;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Listing;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.tests.TestWords;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.operations.fleet.FleetRow;
import org.courtbridge.operations.fleet.FleetState;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.testcall.Tested;

/**
 * The technician's lists: the institutions and what stands in them, and the devices, each with its place and its state. They show, and
 * count, what the reader may know of.
 */
public final class FleetLists {

    static final String FLEET = "/fleet";
    static final String DEVICES = "/devices";

    private static final String STATE = "state";
    private static final String PLACE = "place";

    private final Fleet fleet;
    private final Function<List<String>, Map<String, Tested>> lastTests;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    /** @param lastTests the last test of the room of each device that was tested, by the devices' ids */
    public FleetLists(
            Fleet fleet,
            Function<List<String>, Map<String, Tested>> lastTests,
            ZoneId zone,
            InstantSource clock,
            Templates templates) {
        this.fleet = fleet;
        this.lastTests = lastTests;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, FLEET, Allowed.SEE_DEVICES, this::overview),
                Endpoint.page(HttpMethod.GET, DEVICES, Allowed.SEE_DEVICES, this::devices));
    }

    private FleetWords words(Page page) {
        return new FleetWords(page.messages(), zone, clock);
    }

    static FleetSelection selection(Call call) {
        return FleetSelection.parse(
                Listing.query(call),
                call.query(STATE).orElse(""),
                call.query(PLACE).orElse(""));
    }

    private Reply overview(Call call) {
        Page page = ErrorPages.page(call);
        FleetSelection selection = selection(call);
        List<FleetRow> found = seen(call, selection);
        Map<String, Object> shown = shown(call, page);
        if (selection.isAll()) {
            ListPage<FleetPage.Group> groups = groups(call, page, found);
            shown.put("list", groups);
            shown.put("folded", true);
            shown.put("groups", groups.rows());
            shown.put("rows", List.of());
            shown.put("orders", List.of());
        } else {
            shown.put("folded", false);
            shown.put("groups", List.of());
            list(call, page, selection, FLEET, found, shown);
        }
        return Reply.html(200, templates.render("fleet/overview.jte", shown));
    }

    private Reply devices(Call call) {
        Page page = ErrorPages.page(call);
        FleetSelection selection = selection(call);
        Map<String, Object> shown = shown(call, page);
        list(
                call,
                page,
                selection,
                DEVICES,
                seen(call, selection).stream().filter(FleetOrders::isDevice).toList(),
                shown);
        return Reply.html(200, templates.render("devices/list.jte", shown));
    }

    private static Map<String, Object> shown(Call call, Page page) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", page);
        shown.put("mayAdd", Allowed.CHANGE_ALL_DEVICES.admits(call.principal()));
        shown.put("mayChange", Allowed.CHANGE_DEVICES.admits(call.principal()));
        return shown;
    }

    /** Those that have the searched words, in any state, as far as the reader may know of them. */
    private List<FleetRow> seen(Call call, FleetSelection selection) {
        return selection.searched(fleet).stream()
                .filter(row -> maySee(call, row.item().institution()))
                .toList();
    }

    private static boolean maySee(Call call, Optional<Institution> institution) {
        return InventoryDesk.maySee(call.principal(), institution.map(Institution::id));
    }

    /** @param searched as {@link #seen} finds them */
    private void list(
            Call call,
            Page page,
            FleetSelection selection,
            String path,
            List<FleetRow> searched,
            Map<String, Object> shown) {
        Listing<FleetRow> listing = new Listing<>(call, path, usual(selection))
                .column("name", page.say("device.name"), byName())
                .column("place", page.say("list.place"), Names.by(row -> FleetWords.place(row.item())))
                .column(
                        "state",
                        page.say("fleet.status"),
                        Comparator.comparing(row -> row.states().iterator().next()))
                .column(page.say("list.test"))
                .kept(PLACE, selection.placeName())
                .kept(STATE, selection.state().map(Enum::name).orElse(""));
        if (Allowed.CHANGE_DEVICES.admits(call.principal())) {
            listing.column(page.say("list.change"));
        }
        addFilters(page, listing, selection.in(Optional.empty()).of(searched));
        List<FleetRow> found = selection.of(searched);
        ListPage<FleetPage.Listed> list = listing.pageOf(found, rows -> listed(call, page, rows));
        shown.put("list", list);
        shown.put("rows", list.rows());
        shown.put(
                "orders",
                Allowed.CHANGE_ALL_DEVICES.admits(call.principal())
                        ? FleetOrders.orders(
                                page, found.stream().map(FleetRow::item).toList())
                        : List.of());
    }

    private static Comparator<FleetRow> byName() {
        return Names.by(row -> row.item().name());
    }

    private static Comparator<FleetRow> usual(FleetSelection selection) {
        return Names.<FleetRow>nearest(
                        selection.query(),
                        row -> row.item().name(),
                        row -> row.item().device().map(Device::username).orElse(""))
                .thenComparing(byName());
    }

    /** Those of one page only: their tests are read. */
    private List<FleetPage.Listed> listed(Call call, Page page, List<FleetRow> rows) {
        Map<String, Tested> tests = lastTests.apply(rows.stream()
                .filter(FleetOrders::isDevice)
                .map(row -> row.item().id())
                .toList());
        return rows.stream()
                .map(row -> listed(
                        call,
                        page,
                        row,
                        Optional.ofNullable(tests.get(row.item().id()))))
                .toList();
    }

    private FleetPage.Listed listed(Call call, Page page, FleetRow row, Optional<Tested> lastTest) {
        FleetItem item = row.item();
        TestWords tests = new TestWords(page, zone, clock);
        return new FleetPage.Listed(
                words(page).row(row),
                Optional.of(FleetPages.settings(item))
                        .filter(_ -> Allowed.CHANGE_DEVICES.admits(
                                call.principal(), item.institution().map(Institution::id))),
                lastTest.map(test -> new FleetPage.LastTest(
                        tests.outcome(test.outcome()), tests.time(test.ended()), "/tests/" + test.id())));
    }

    /** @param rows in any state */
    private static void addFilters(Page page, Listing<?> listing, List<FleetRow> rows) {
        Map<FleetState, Integer> counts = Fleet.count(rows);
        listing.filter(STATE, "", page.say("fleet.all"), rows.size())
                .filters(
                        STATE,
                        FleetState.values(),
                        state -> page.say("fleet.state." + state),
                        state -> counts.getOrDefault(state, 0));
    }

    /** Items of one institution, or those in none. */
    private record Place(Optional<Institution> institution, List<FleetRow> things) {

        boolean isNowhere() {
            return institution.isEmpty();
        }

        String name() {
            return institution.map(Institution::name).orElse("");
        }
    }

    /** Institutions by name; what is in no room comes last. */
    private ListPage<FleetPage.Group> groups(Call call, Page page, List<FleetRow> rows) {
        Map<String, List<FleetRow>> byInstitution = rows.stream()
                .filter(row -> row.item().institution().isPresent())
                .collect(Collectors.groupingBy(
                        row -> row.item().institution().map(Institution::id).orElseThrow()));
        List<FleetRow> unplaced =
                rows.stream().filter(row -> row.item().room().isEmpty()).toList();
        Stream<Place> placed = fleet.institutions().stream()
                .filter(institution -> maySee(call, Optional.of(institution)))
                .map(institution ->
                        new Place(Optional.of(institution), byInstitution.getOrDefault(institution.id(), List.of())));
        Stream<Place> others = unplaced.isEmpty() ? Stream.of() : Stream.of(new Place(Optional.empty(), unplaced));
        Listing<Place> listing = new Listing<>(
                call, FLEET, Comparator.comparing(Place::isNowhere).thenComparing(Names.by(Place::name)));
        addFilters(page, listing, rows);
        return listing.page(Stream.concat(placed, others).toList(), place -> group(page, place));
    }

    private FleetPage.Group group(Page page, Place place) {
        return new FleetPage.Group(
                place.institution.map(one -> "/institutions/" + one.id()).orElse(FLEET + "?place=none"),
                place.institution.map(Institution::name).orElseGet(() -> page.say("fleet.unplaced")),
                place.institution.map(one -> FleetPages.about(page, one)).orElse(""),
                place.things.size(),
                words(page).counts(Fleet.count(place.things)));
    }
}
