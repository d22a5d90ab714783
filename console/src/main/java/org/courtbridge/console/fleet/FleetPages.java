package org.courtbridge.console.fleet;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.calls.CallPages;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.operations.fleet.FleetRow;
import org.courtbridge.operations.fleet.LastAnswer;
import org.courtbridge.operations.fleet.LinePoint;
import org.courtbridge.operations.fleet.StatusAnswer;
import org.courtbridge.provisioning.inventory.DriverTarget;
import org.courtbridge.provisioning.inventory.Institution;

/** The technician's pages: how something is, and what it is told to do. */
public final class FleetPages {

    private static final String FLEET = "/fleet";
    private static final String ITEM = FLEET + "/{item}";

    /** For what a page can do without. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Within which most commands are done; the page shows later what came of those that take longer. */
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(15);

    private final FleetServices services;
    private final Fleet fleet;
    private final Conferences conferences;
    private final ActorNames names;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public FleetPages(
            FleetServices services,
            Conferences conferences,
            ActorNames names,
            ZoneId zone,
            InstantSource clock,
            Templates templates) {
        this.services = services;
        this.fleet = services.fleet();
        this.conferences = conferences;
        this.names = names;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        Allowed change = Allowed.CHANGE_DEVICES;
        return List.of(
                Endpoint.page(HttpMethod.GET, ITEM, Allowed.SEE_DEVICES, call -> show(call, 200, "")),
                Endpoint.page(HttpMethod.POST, ITEM + "/command", change, this::command),
                Endpoint.page(HttpMethod.POST, ITEM + "/login", change, this::setLogin),
                Endpoint.page(HttpMethod.POST, ITEM + "/certificate", change, this::renewCertificate));
    }

    private FleetWords words(Page page) {
        return new FleetWords(page.messages(), zone, clock);
    }

    static String about(Page page, Institution institution) {
        return Stream.of(page.say("institution.kind." + institution.kind()), institution.region())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private FleetRow thing(Call call) {
        return fleet.row(call.path("item"))
                .orElseThrow(() -> RequestException.notFound("No such device, camera or display."));
    }

    private Reply show(Call call, int status, String complaint) throws InterruptedException {
        Page page = ErrorPages.page(call);
        FleetRow row = thing(call);
        FleetItem item = row.item();
        FleetWords words = words(page);
        boolean mayChange = Allowed.CHANGE_DEVICES.admits(
                call.principal(), item.institution().map(Institution::id));
        boolean live = call.fromHtmx();
        Optional<Set<Capability>> capabilities =
                mayChange && item.isDriven() && !live ? within(PATIENCE, fleet.capabilities(item)) : Optional.empty();
        Set<Capability> able = capabilities.orElse(Set.of());
        Instant now = clock.instant();
        List<LinePoint> line = fleet.line(item.id());
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", page);
        shown.put("row", words.row(row));
        shown.put("settings", settings(item));
        shown.put("room", item.room().map(room -> "/rooms/" + room.id()));
        shown.put("isDevice", item.kind() == FleetItem.Kind.DEVICE);
        shown.put("driven", item.isDriven());
        shown.put("mayChange", mayChange);
        shown.put("complaint", complaint);
        shown.put("able", able);
        shown.put("unable", unable(page, item, able));
        shown.put(
                "oldPassword",
                row.formerUntil()
                        .map(until -> page.say(
                                "fleet.oldPassword",
                                Times.minute(page.messages().language(), zone, until))));
        shown.put("facts", row.last().map(words::facts).orElse(List.of()));
        shown.put("certificateChanged", failedWith(row.last(), DeviceFault.CERTIFICATE_CHANGED));
        shown.put("login", services.logins().user(item.id()));
        shown.put("target", item.target());
        shown.put(
                "commands",
                fleet.latestCommands(item.id()).stream()
                        .map(outcome -> words.done(outcome, names))
                        .toList());
        shown.put(
                "calls",
                fleet.calls(item.id()).stream()
                        .map(past -> words.call(past, mayKnow(call, past.hearing())))
                        .toList());
        shown.put("plots", plots(page, line, now));
        shown.put(
                "thumbnail",
                CallPages.picture(
                        conferences.all().stream()
                                .filter(hearing -> Allowed.SEE_PICTURES.admits(call.principal(), hearing.court())),
                        PartyId.device(item.id())));
        return Reply.html(status, templates.render("fleet/show.jte", shown));
    }

    /** One that is not there any more is for those whose role holds in the whole installation. */
    private boolean mayKnow(Call call, String hearing) {
        return Allowed.SEE_HEARINGS.admits(
                call.principal(), conferences.byId(hearing).flatMap(HearingState::court));
    }

    static String settings(FleetItem item) {
        return (item.kind() == FleetItem.Kind.DEVICE ? "/devices/" : "/peripherals/") + item.id();
    }

    private static String unable(Page page, FleetItem item, Set<Capability> able) {
        if (!item.isDriven() || able.isEmpty()) {
            return "";
        }
        Set<Capability> others = EnumSet.allOf(Capability.class);
        others.removeAll(able);
        others.removeAll(CommandForm.NO_FORM);
        return others.stream().map(one -> page.say("capability." + one)).collect(Collectors.joining(", "));
    }

    private static boolean failedWith(Optional<LastAnswer> last, DeviceFault fault) {
        return last.map(LastAnswer::answer)
                .filter(answer -> answer instanceof StatusAnswer.Failed failed && failed.fault() == fault)
                .isPresent();
    }

    private static List<FleetPage.Figure> plots(Page page, List<LinePoint> line, Instant now) {
        return List.of(
                plot(page, "loss", "percent", line, point -> OptionalDouble.of(point.loss()), 5, now),
                plot(page, "jitter", "ms", line, point -> OptionalDouble.of(point.jitter()), 50, now),
                plot(page, "roundtrip", "ms", line, LinePoint::roundTrip, 200, now),
                plot(page, "received", "kilobits", line, point -> kilobits(point.received()), 500, now),
                plot(page, "sent", "kilobits", line, point -> kilobits(point.sent()), 500, now));
    }

    private static OptionalDouble kilobits(long bits) {
        return OptionalDouble.of(bits / 1000.0);
    }

    private static FleetPage.Figure plot(
            Page page,
            String name,
            String unit,
            List<LinePoint> line,
            Function<LinePoint, OptionalDouble> value,
            double least,
            Instant now) {
        Plot plot = Plot.of(line, value, least, now);
        return new FleetPage.Figure(
                page.say("plot." + name), figure(page, unit, plot.now()), figure(page, unit, plot.highest()), plot);
    }

    private static String figure(Page page, String unit, OptionalDouble value) {
        return value.isEmpty() ? "–" : page.say("figures." + unit, Math.round(value.getAsDouble() * 10) / 10.0);
    }

    private Reply command(Call call) throws InterruptedException {
        FleetItem item = thing(call).item();
        try {
            Optional<LastAnswer> last = CommandForm.NUDGES.contains(call.field("do"))
                    ? within(LONG_PATIENCE, fleet.ask(item)).flatMap(answer -> answer)
                    : Optional.empty();
            DeviceCommand command = CommandForm.read(call, last);
            within(LONG_PATIENCE, fleet.perform(item, command, call.actor()));
            return Reply.seeOther(FLEET + "/" + item.id());
        } catch (RequestException | IllegalArgumentException e) {
            return complaining(call, e);
        }
    }

    /** A login is kept for the address that the form showed, and not for one that somebody else has put there meanwhile. */
    private Reply setLogin(Call call) throws InterruptedException {
        FleetItem item = thing(call).item();
        String password = call.secret("password");
        if (password.isEmpty()) {
            services.logins().by(call.actor()).forget(item.subject());
            return Reply.seeOther(FLEET + "/" + item.id() + "?done=saved");
        }
        Optional<DriverTarget> target = item.target()
                .filter(now -> call.field("address").isEmpty()
                        || now.address().equals(call.field("address"))
                                && now.driver().equals(call.field("driver")));
        if (target.isEmpty()) {
            return complaining(
                    call,
                    new RequestException(409, "its address or its driver has become another", "error.login.moved"));
        }
        services.logins()
                .by(call.actor())
                .set(item.subject(), target.get(), new Credentials(call.field("user"), password));
        return Reply.seeOther(FLEET + "/" + item.id() + "?done=saved");
    }

    private Reply renewCertificate(Call call) throws InterruptedException {
        FleetItem item = thing(call).item();
        boolean kept = services.logins().user(item.id()).isPresent();
        fleet.certificateRenewed(item, call.actor());
        within(LONG_PATIENCE, fleet.ask(thing(call).item()));
        return Reply.seeOther(FLEET + "/" + item.id() + (kept ? "?done=login.dropped" : ""));
    }

    private Reply complaining(Call call, RuntimeException failure) throws InterruptedException {
        Problems.Cause cause = Problems.of(failure);
        return show(call, cause.status(), ErrorPages.complaint(ErrorPages.messages(call), cause));
    }

    /** Empty if it takes longer. */
    private static <T> Optional<T> within(Duration patience, CompletableFuture<T> work) throws InterruptedException {
        try {
            return Optional.of(work.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
