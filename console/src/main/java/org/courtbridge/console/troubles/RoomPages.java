package org.courtbridge.console.troubles;

import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.hearings.HearingView;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.ListAddress;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Listing;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.console.troubles.TroubleDesk.RoomInHearing;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.Trouble;
import org.courtbridge.hearings.TroubleKind;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;

/** Serves the page of an institution's rooms that take part in hearings, of whatever court, with a form to report a problem of each (para. 14). */
public final class RoomPages {

    private static final String ROOMS = "/our-rooms";
    private static final Phase[] PHASES =
            Stream.of(Phase.values()).filter(phase -> phase != Phase.ENDED).toArray(Phase[]::new);

    private final TroubleDesk desk;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public RoomPages(TroubleDesk desk, ZoneId zone, InstantSource clock, Templates templates) {
        this.desk = desk;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, ROOMS, Allowed.REPORT_TROUBLES, this::list),
                Endpoint.page(HttpMethod.POST, ROOMS + "/{device}/troubles", Allowed.REPORT_TROUBLES, this::report));
    }

    private Reply list(Call call) {
        Page page = ErrorPages.page(call);
        String query = Listing.query(call);
        Optional<Phase> phase = call.query("phase").flatMap(RoomPages::phase);
        List<RoomInHearing> searched = desk.rooms(call.principal()).stream()
                .filter(one ->
                        Names.match(query, name(one.room()), one.hearing().number()))
                .toList();
        List<RoomInHearing> found = searched.stream()
                .filter(one -> phase.isEmpty() || one.hearing().phase() == phase.get())
                .toList();
        ListPage<RoomsPage.Row> list = listing(call, page, query)
                .kept("phase", phase.map(Enum::name).orElse(""))
                .filter("phase", "", page.say("fleet.all"), searched.size())
                .filters(
                        "phase",
                        PHASES,
                        each -> page.say("phase." + each),
                        each -> Math.toIntExact(searched.stream()
                                .filter(one -> one.hearing().phase() == each)
                                .count()))
                .pageOf(found, shown -> rows(page, shown));
        List<RoomsPage.Kind> kinds = Stream.of(TroubleKind.values())
                .map(kind -> new RoomsPage.Kind(kind.name(), page.say("trouble." + kind)))
                .toList();
        return Reply.html(
                200, templates.render("troubles/rooms.jte", Map.of("page", page, "list", list, "kinds", kinds)));
    }

    private static Optional<Phase> phase(String name) {
        return Stream.of(PHASES).filter(one -> one.name().equals(name)).findFirst();
    }

    /** Those whose hearing begins first, first. */
    private static Listing<RoomInHearing> listing(Call call, Page page, String query) {
        Comparator<RoomInHearing> byBegin =
                Comparator.comparing(one -> one.hearing().begins().orElse(Instant.MAX));
        Comparator<RoomInHearing> byNumber = Names.by(one -> one.hearing().number());
        Comparator<RoomInHearing> byName = Names.by(one -> name(one.room()));
        return new Listing<>(
                        call,
                        ROOMS,
                        Names.<RoomInHearing>nearest(
                                        query,
                                        one -> one.hearing().number(),
                                        one -> one.room().device().name(),
                                        one -> one.room().room().map(Room::name).orElse(""))
                                .thenComparing(byBegin)
                                .thenComparing(byNumber)
                                .thenComparing(byName))
                .column("room", page.say("list.place"), byName)
                .column("number", page.say("hearing.number"), byNumber)
                .column("begins", page.say("hearing.begins"), byBegin)
                .column(
                        "phase",
                        page.say("fleet.status"),
                        Comparator.comparing(one -> one.hearing().phase()))
                .column(page.say("rooms.report"));
    }

    /** Each court is read once. */
    private List<RoomsPage.Row> rows(Page page, List<RoomInHearing> shown) {
        Map<String, Optional<Institution>> courts = new HashMap<>();
        List<RoomsPage.Row> rows = new ArrayList<>();
        for (RoomInHearing one : shown) {
            rows.add(row(
                    page,
                    one,
                    one.hearing()
                            .court()
                            .flatMap(court -> courts.computeIfAbsent(court, _ -> desk.court(one.hearing())))));
        }
        return rows;
    }

    private RoomsPage.Row row(Page page, RoomInHearing one, Optional<Institution> court) {
        HearingState hearing = one.hearing();
        return new RoomsPage.Row(
                one.room().device().id(),
                name(one.room()),
                hearing.id(),
                hearing.number(),
                hearing.begins().map(at -> Times.minute(page.messages().language(), zone, at)),
                page.say("phase." + hearing.phase()),
                HearingView.mood(hearing.phase()),
                court.map(of -> Stream.of(of.name(), of.contact().phone())
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.joining(", "))),
                hearing.troubles().stream()
                        .filter(trouble -> trouble.party().equals(one.party()))
                        .map(trouble -> reported(page, trouble))
                        .toList());
    }

    private static String name(Placement room) {
        return Stream.of(
                        room.institution().map(Institution::name),
                        room.room().map(Room::name),
                        Optional.of(room.device().name()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private String reported(Page page, Trouble trouble) {
        return page.say(
                "rooms.reported",
                page.say("trouble." + trouble.kind()),
                Times.second(page.messages().language(), zone, trouble.last(), clock.instant()));
    }

    private Reply report(Call call) throws Exception {
        TroubleKind kind = Stream.of(TroubleKind.values())
                .filter(one -> one.name().equals(call.field("kind")))
                .findFirst()
                .orElseThrow(() -> new RequestException(400, "kind: unknown"));
        desk.report(call.actor(), call.path("device"), call.field("hearing"), kind, call.field("text"), call.source());
        return Reply.seeOther(reported(call).link());
    }

    /** The page of the list that the form was in, so that whoever has reported sees that it came to the court. */
    private static ListAddress reported(Call call) {
        ListAddress address = ListAddress.of(ROOMS);
        for (String parameter : List.of("q", "phase", "sort")) {
            address = address.with(parameter, call.field(parameter));
        }
        return address.with("done", "reported").with("page", call.field("page"));
    }
}
