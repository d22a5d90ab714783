package org.courtbridge.console.fleet;

import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.configuration.PushDesk;
import org.courtbridge.console.devices.FleetSelection;
import org.courtbridge.console.devices.RotationDesk;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.ListAddress;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Listing;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceCommand.Setting;
import org.courtbridge.operations.fleet.BulkRun;
import org.courtbridge.operations.fleet.CommandOutcome;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.operations.fleet.FleetRow;
import org.courtbridge.provisioning.inventory.Device;

/**
 * Orders for all that a list of the fleet shows. Each is asked about first, with how many it is for, and a page follows what becomes
 * of it.
 */
public final class FleetOrders {

    private static final String BULK = "/fleet/bulk";
    private static final String CONFIGURE = "configure";
    private static final String ROTATE = "rotate";
    private static final List<String> ORDERS = List.of("wake", "standby", "mute", "unmute", CONFIGURE, ROTATE);

    /** Names that the page that asks shows. */
    private static final int NAMED = 10;

    private final Fleet fleet;
    private final RotationDesk rotations;
    private final PushDesk pushes;
    private final IssuedPasswords passwords;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public FleetOrders(
            Fleet fleet,
            RotationDesk rotations,
            PushDesk pushes,
            IssuedPasswords passwords,
            ZoneId zone,
            InstantSource clock,
            Templates templates) {
        this.fleet = fleet;
        this.rotations = rotations;
        this.pushes = pushes;
        this.passwords = passwords;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        Allowed change = Allowed.CHANGE_ALL_DEVICES;
        return List.of(
                Endpoint.page(HttpMethod.GET, BULK, change, this::question),
                Endpoint.page(HttpMethod.POST, BULK, change, this::begin),
                Endpoint.page(HttpMethod.GET, BULK + "/{run}", change, this::progress));
    }

    static boolean isDevice(FleetRow row) {
        return isDevice(row.item());
    }

    private static boolean isDevice(FleetItem item) {
        return item.kind() == FleetItem.Kind.DEVICE;
    }

    /** What all that were found can be told, each order with how many it is for; those for nobody are left out. */
    static List<BulkPage.Order> orders(Page page, List<FleetItem> found) {
        int driven = Math.toIntExact(found.stream().filter(FleetItem::isDriven).count());
        int devices =
                Math.toIntExact(found.stream().filter(FleetOrders::isDevice).count());
        return ORDERS.stream()
                .map(order -> Map.entry(order, isCommand(order) ? driven : devices))
                .filter(order -> order.getValue() > 0)
                .map(order -> order(page, order.getKey(), order.getValue()))
                .toList();
    }

    private static BulkPage.Order order(Page page, String name, int count) {
        return new BulkPage.Order(name, page.say("bulk.do." + name, count));
    }

    /** Commands are for what has a driver; settings and passwords for devices, and one without a driver is told why not. */
    private static List<FleetItem> concerned(String order, List<FleetItem> found) {
        if (!ORDERS.contains(order)) {
            throw new RequestException(400, "do: unknown");
        }
        return found.stream()
                .filter(item -> isCommand(order) ? item.isDriven() : isDevice(item))
                .toList();
    }

    private static boolean isCommand(String order) {
        return !order.equals(CONFIGURE) && !order.equals(ROTATE);
    }

    /**
     * What somebody wants a list to be told.
     *
     * @param devicesOnly whether the list shows no cameras and displays
     */
    private record Wish(String order, FleetSelection selection, boolean devicesOnly) {

        static Wish of(UnaryOperator<String> values) {
            return new Wish(
                    values.apply("do"),
                    FleetSelection.parse(values.apply("q"), values.apply("state"), values.apply("place")),
                    !values.apply("of").isEmpty());
        }

        List<FleetItem> items(Fleet fleet) {
            return concerned(
                    order,
                    selection.of(fleet).stream()
                            .filter(item -> !devicesOnly || isDevice(item))
                            .toList());
        }

        ListAddress list() {
            return ListAddress.of(devicesOnly ? FleetLists.DEVICES : FleetLists.FLEET)
                    .with("q", selection.query())
                    .with("state", selection.state().map(Enum::name).orElse(""))
                    .with("place", selection.placeName());
        }
    }

    private Reply question(Call call) {
        return ask(call, 200, Wish.of(name -> call.query(name).orElse("")), "");
    }

    /** Given only with the number of those that it is for now, which the page that asks about it carries. */
    private Reply begin(Call call) {
        Wish wish = Wish.of(call::field);
        List<FleetItem> items = wish.items(fleet);
        if (items.isEmpty() || !call.field("sure").equals(Integer.toString(items.size()))) {
            return ask(call, 200, wish, "");
        }
        return switch (wish.order) {
            case CONFIGURE ->
                follow(pushes.pushAll(
                        call, items, PushDesk.inCall(call.field("disturb").equals("on"))));
            case ROTATE -> rotateFound(call, wish, items);
            default -> follow(fleet.performAll(items, command(wish.order), call.actor()));
        };
    }

    private static Reply follow(BulkRun run) {
        return Reply.seeOther(BULK + "/" + run.id());
    }

    private static DeviceCommand command(String order) {
        return switch (order) {
            case "wake" -> new DeviceCommand.Wake();
            case "standby" -> new DeviceCommand.Standby();
            case "mute" -> new DeviceCommand.MuteMicrophones(Setting.ON);
            default -> new DeviceCommand.MuteMicrophones(Setting.OFF);
        };
    }

    private Reply ask(Call call, int status, Wish wish, String complaint) {
        Page page = ErrorPages.page(call);
        List<FleetItem> items = wish.items(fleet);
        if (items.isEmpty()) {
            throw RequestException.notFound("Nothing matches.");
        }
        List<String> names = items.stream()
                .sorted(Names.by(FleetItem::name))
                .limit(NAMED)
                .map(item -> Stream.of(item.name(), FleetWords.place(item))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" · ")))
                .toList();
        return Reply.html(
                status,
                templates.render(
                        "fleet/sure.jte",
                        Map.of(
                                "page",
                                page,
                                "list",
                                wish.list(),
                                "of",
                                wish.devicesOnly ? "devices" : "",
                                "question",
                                new BulkPage.Question(
                                        order(page, wish.order, items.size()),
                                        items.size(),
                                        names,
                                        items.size() - names.size(),
                                        complaint))));
    }

    private Reply rotateFound(Call call, Wish wish, List<FleetItem> items) {
        String hours = call.field("hours");
        if (!RotationDesk.isOverlap(hours)) {
            return ask(call, 400, wish, ErrorPages.messages(call).get("error.400"));
        }
        List<Device> devices =
                items.stream().flatMap(item -> item.device().stream()).toList();
        return passwords.reply(
                call,
                rotations.rotated(call, devices, Integer.parseInt(hours)),
                "rotation.done",
                IssuedPasswords.isAsFile(call));
    }

    private Reply progress(Call call) {
        Page page = ErrorPages.page(call);
        BulkRun run =
                fleet.bulkRun(call.path("run")).orElseThrow(() -> RequestException.notFound("That was too long ago."));
        FleetWords words = new FleetWords(page.messages(), zone, clock);
        List<Map.Entry<FleetItem, Optional<CommandOutcome>>> all =
                List.copyOf(run.outcomes().entrySet());
        Map<Progress, List<Map.Entry<FleetItem, Optional<CommandOutcome>>>> by =
                all.stream().collect(Collectors.groupingBy(one -> Progress.of(one.getValue())));
        Optional<Progress> chosen = Arrays.stream(Progress.values())
                .filter(each -> each.name().equals(call.query("state").orElse("")))
                .findFirst();
        ListPage<BulkPage.Result> list = new Listing<Map.Entry<FleetItem, Optional<CommandOutcome>>>(
                        call,
                        BULK + "/" + run.id(),
                        Names.by(one -> one.getKey().name()))
                .kept("state", chosen.map(Enum::name).orElse(""))
                .filter("state", "", page.say("fleet.all"), all.size())
                .filters(
                        "state",
                        Progress.values(),
                        each -> page.say("bulk.progress." + each),
                        each -> by.getOrDefault(each, List.of()).size())
                .page(
                        chosen.map(each -> by.getOrDefault(each, List.of())).orElse(all),
                        one -> result(page, words, one.getKey(), one.getValue()));
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
                                all.size(),
                                "ended",
                                all.size()
                                        - by.getOrDefault(Progress.WAITS, List.of())
                                                .size(),
                                "good",
                                by.getOrDefault(Progress.DONE, List.of()).size(),
                                "done",
                                run.isDone(),
                                "list",
                                list)));
    }

    private enum Progress {
        WAITS,
        DONE,
        FAILED;

        static Progress of(Optional<CommandOutcome> outcome) {
            return outcome.map(ended -> ended.fault().isEmpty() ? DONE : FAILED).orElse(WAITS);
        }
    }

    private static BulkPage.Result result(
            Page page, FleetWords words, FleetItem item, Optional<CommandOutcome> outcome) {
        return new BulkPage.Result(
                item.id(),
                item.name(),
                FleetWords.place(item),
                outcome.map(words::result).orElseGet(() -> page.say("bulk.waiting")),
                outcome.map(done -> done.fault().isEmpty() ? "good" : "bad").orElse(""));
    }
}
