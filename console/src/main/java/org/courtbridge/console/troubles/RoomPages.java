package org.courtbridge.console.troubles;

import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.hearings.HearingView;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Trouble;
import org.courtbridge.hearings.TroubleKind;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;

/** Serves the page of an institution's rooms that take part in hearings, of whatever court, with a form to report a problem of each (para. 14). */
public final class RoomPages {

    private static final String ROOMS = "/our-rooms";

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
        List<RoomsPage.Row> rows = desk.rooms(call.principal()).stream()
                .sorted(Comparator.comparing((TroubleDesk.RoomInHearing one) ->
                                one.hearing().begins().orElse(Instant.MAX))
                        .thenComparing(one -> one.hearing().number())
                        .thenComparing(one -> one.room().device().name()))
                .map(one -> row(page, one))
                .toList();
        List<RoomsPage.Kind> kinds = Stream.of(TroubleKind.values())
                .map(kind -> new RoomsPage.Kind(kind.name(), page.say("trouble." + kind)))
                .toList();
        return Reply.html(
                200, templates.render("troubles/rooms.jte", Map.of("page", page, "rooms", rows, "kinds", kinds)));
    }

    private RoomsPage.Row row(Page page, TroubleDesk.RoomInHearing one) {
        HearingState hearing = one.hearing();
        return new RoomsPage.Row(
                one.room().device().id(),
                name(one.room()),
                hearing.id(),
                hearing.number(),
                hearing.begins().map(at -> Times.minute(page.messages().language(), zone, at)),
                page.say("phase." + hearing.phase()),
                HearingView.mood(hearing.phase()),
                desk.court(hearing)
                        .map(court -> Stream.of(court.name(), court.contact().phone())
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
        return Reply.seeOther(ROOMS + "?done=reported");
    }
}
