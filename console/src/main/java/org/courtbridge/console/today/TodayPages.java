package org.courtbridge.console.today;

import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.console.applications.ApplicationWords;
import org.courtbridge.console.fleet.FleetWords;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.tests.TestCallDesk;
import org.courtbridge.console.tests.TestWords;
import org.courtbridge.console.today.TodayPage.Block;
import org.courtbridge.console.today.TodayPage.Part;
import org.courtbridge.console.today.TodayPage.Row;
import org.courtbridge.console.troubles.TroubleDesk;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.invitations.InvitationBook;
import org.courtbridge.provisioning.inventory.Inventory;

/**
 * Serves the day's page: what is late or due today, then a part for each role that the reader has, with what is to be done and seen to. Each
 * block is cut short and leads to the whole list.
 */
public final class TodayPages {

    private static final String PATH = "/today";

    private final Sources sources;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    /**
     * What the page reads from.
     *
     * @param troubles desk that knows in which hearings an institution's rooms are
     * @param invitations of people by letter; empty where no letters are sent
     */
    public record Sources(
            Applications applications,
            Conferences conferences,
            Inventory inventory,
            Fleet fleet,
            TestCallDesk tests,
            TroubleDesk troubles,
            Optional<InvitationBook> invitations) {}

    /** @param zone of the court, by which a day begins */
    public TodayPages(Sources sources, ZoneId zone, InstantSource clock, Templates templates) {
        this.sources = sources;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(
                        HttpMethod.GET,
                        "/",
                        Allowed.SIGNED_IN,
                        call -> Reply.seeOther(DayRole.isForAny(call.principal()) ? PATH : "/hearings")),
                Endpoint.page(HttpMethod.GET, PATH, Allowed.SEE_HEARINGS, this::show));
    }

    private Reply show(Call call) {
        Page page = ErrorPages.page(call);
        Reader reader = new Reader(page, call.principal(), zone, clock.instant());
        ApplicationBlocks applications = new ApplicationBlocks(
                sources.applications,
                new ApplicationWords(page, sources.inventory.institutions(), zone, clock),
                reader);
        HearingBlocks hearings = new HearingBlocks(
                new HearingBlocks.Sources(sources.conferences, sources.fleet, sources.tests, sources.troubles),
                reader,
                new FleetWords(page.messages(), zone, clock),
                new TestWords(page, zone, clock));
        Optional<InvitationBlocks> invitations =
                sources.invitations.map(book -> new InvitationBlocks(book, sources.conferences, reader));
        List<Part> parts = Stream.of(DayRole.values())
                .filter(role -> role.isOf(call.principal()))
                .map(role -> new Part(
                        page.say("role." + role.heldBy(call.principal())),
                        blocks(role, applications, hearings, invitations)))
                .toList();
        return Reply.html(
                200,
                templates.render(
                        "today/show.jte",
                        Map.of(
                                "page",
                                page,
                                "day",
                                Times.day(page.messages().language(), zone, reader.now()),
                                "urgent",
                                parts.isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(urgent(reader, applications, hearings)),
                                "parts",
                                parts)));
    }

    private static Block urgent(Reader reader, ApplicationBlocks applications, HearingBlocks hearings) {
        List<Row> rows = new ArrayList<>(hearings.urgent());
        ApplicationBlocks.Urgent late = applications.urgent();
        long all = rows.size() + late.all();
        rows.addAll(late.rows());
        return reader.block("urgent", rows.stream().limit(Reader.MOST).toList(), all, List.of(), late.links());
    }

    private static List<Block> blocks(
            DayRole role,
            ApplicationBlocks applications,
            HearingBlocks hearings,
            Optional<InvitationBlocks> invitations) {
        return switch (role) {
            case JUDGE ->
                List.of(
                        hearings.hearings(role),
                        applications.refused(role),
                        applications.inPhase("unresolved", role, Phase.DRAFT));
            case CLERK ->
                Stream.of(
                                Stream.of(hearings.hearings(role), hearings.unready(role), applications.refused(role)),
                                invitations.stream().map(blocks -> blocks.declined(role)),
                                Stream.of(applications.inPhase("unanswered", role, Phase.SENT)))
                        .flatMap(blocks -> blocks)
                        .toList();
            case ORGANISER -> List.of(applications.inPhase("sent", role, Phase.SENT), hearings.rooms("region", role));
            case TECHNICIAN -> List.of(hearings.rooms("rooms", role));
            case OFFICIAL ->
                List.of(
                        applications.persons(role),
                        hearings.ownRooms(role),
                        applications.inPhase("asked", role, Phase.SENT));
        };
    }
}
