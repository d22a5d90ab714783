package org.courtbridge.console.hearings;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.courtbridge.console.handover.HandoverDesk;
import org.courtbridge.console.handover.LetterFields;
import org.courtbridge.console.handover.SecretPage;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Listing;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.hearings.CameraStep;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;

/** The clerk's pages: the list of hearings, and one hearing with everybody in it. */
public final class HearingPages {

    private static final String HEARING = "/hearings/{hearing}";

    /** In place of a layout, in a seat's form. */
    static final String AS_THE_HEARING = "HEARING";

    /** So long the page waits for a call to fail at once; later its room's row says so. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final HearingServices services;
    private final Devices devices;
    private final HearingView view;
    private final HearingDesk desk;
    private final HandoverDesk handovers;
    private final ZoneId zone;
    private final Templates templates;
    private final SecretPage secrets;

    public HearingPages(
            HearingServices services,
            Devices devices,
            HearingView view,
            HearingDesk desk,
            HandoverDesk handovers,
            ZoneId zone,
            Templates templates) {
        this.services = services;
        this.devices = devices;
        this.view = view;
        this.desk = desk;
        this.handovers = handovers;
        this.zone = zone;
        this.templates = templates;
        this.secrets = new SecretPage(templates);
    }

    public List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        all.add(Endpoint.page(HttpMethod.GET, "/hearings", Allowed.SEE_HEARINGS, this::list));
        all.add(Endpoint.page(HttpMethod.GET, "/hearings/new", Allowed.PREPARE_HEARINGS, this::form));
        all.add(Endpoint.page(HttpMethod.POST, "/hearings", Allowed.PREPARE_HEARINGS, this::create));
        all.add(Endpoint.page(HttpMethod.GET, HEARING, Allowed.SEE_HEARINGS, this::show));
        all.add(Endpoint.page(HttpMethod.GET, HEARING + "/live", Allowed.SEE_HEARINGS, this::live));
        all.add(Endpoint.page(HttpMethod.GET, HEARING + "/figures", Allowed.SEE_HEARINGS, this::figures));
        all.add(Endpoint.page(HttpMethod.POST, HEARING + "/devices", Allowed.PREPARE_HEARINGS, this::inviteDevice));
        all.add(Endpoint.page(
                HttpMethod.POST, HEARING + "/participants", Allowed.PREPARE_HEARINGS, this::inviteParticipant));
        all.add(Endpoint.page(HttpMethod.POST, HEARING + "/begins", Allowed.PREPARE_HEARINGS, this::schedule));
        all.add(Endpoint.page(HttpMethod.POST, HEARING + "/court", Allowed.ASSIGN_COURT, this::assignCourt));
        for (String step : HearingDesk.STEPS) {
            all.add(step(HEARING + "/" + step, Allowed.CONDUCT_HEARINGS, call -> {
                Optional<String> reason = step.equals("adjourn")
                        ? Optional.of(ErrorPages.page(call).say("hearing.adjourn.reason"))
                        : Optional.empty();
                desk.step(call.actor(), call.path("hearing"), step, reason);
            }));
        }
        all.add(step(
                HEARING + "/pin", Allowed.PREPARE_HEARINGS, call -> desk.newPin(call.actor(), call.path("hearing"))));
        all.add(step(
                HEARING + "/troubles/{trouble}/seen",
                Allowed.CONDUCT_HEARINGS,
                call -> desk.seeTrouble(call.actor(), call.path("hearing"), call.path("trouble"))));
        all.add(step(
                HEARING + "/layout",
                Allowed.CONDUCT_HEARINGS,
                call -> desk.chooseLayout(call.actor(), call.path("hearing"), layout(call))));
        String party = HEARING + "/parties/{party}/";
        for (String step : HearingDesk.PARTY_STEPS) {
            all.add(step(
                    party + step,
                    Allowed.CONDUCT_HEARINGS,
                    call -> desk.party(call.actor(), call.path("hearing"), party(call), step)));
        }
        all.add(step(
                party + "layout",
                Allowed.CONDUCT_HEARINGS,
                call -> desk.chooseLayout(
                        call.actor(),
                        call.path("hearing"),
                        party(call),
                        call.field("layout").equals(AS_THE_HEARING) ? Optional.empty() : Optional.of(layout(call)))));
        all.add(step(
                party + "uninvite",
                Allowed.PREPARE_HEARINGS,
                call -> desk.uninvite(call.actor(), call.path("hearing"), party(call))));
        all.add(Endpoint.page(HttpMethod.POST, party + "word", Allowed.PREPARE_HEARINGS, this::changeCodeWord));
        all.add(Endpoint.page(HttpMethod.POST, party + "camera", Allowed.CONDUCT_HEARINGS, this::steerCamera));
        all.add(step(party + "dial", Allowed.CONNECT, call -> desk.dial(call.path("hearing"), party(call), AT_ONCE)));
        return all;
    }

    /** A page that moves the camera by itself stays as it is; another comes again. */
    private Reply steerCamera(Call call) throws Exception {
        CameraStep step = Arrays.stream(CameraStep.values())
                .filter(each -> each.name().equals(call.field("step")))
                .findFirst()
                .orElseThrow(() -> new RequestException(400, "step: unknown"));
        String preset = call.field("preset");
        if (!preset.matches("[0-9]{0,2}")) {
            throw new RequestException(400, "preset: %s (expected: 0 to 15)".formatted(preset));
        }
        desk.steerCamera(
                call.actor(),
                call.path("hearing"),
                party(call),
                step,
                step.hasPreset() && !preset.isEmpty() ? Integer.parseInt(preset) : 0);
        return call.fromHtmx() ? Reply.nothing() : Reply.seeOther("/hearings/" + call.path("hearing"));
    }

    private interface Change {
        void make(Call call) throws Exception;
    }

    /** Answers with the live part of the page, and says there what did not work. */
    private Endpoint step(String path, Allowed allowed, Change change) {
        return Endpoint.page(HttpMethod.POST, path, allowed, call -> {
            String complaint = "";
            try {
                change.make(call);
            } catch (RequestException | ExecutionException e) {
                if (!call.fromHtmx()) {
                    throw e;
                }
                Problems.Cause cause = Problems.of(e);
                Page page = ErrorPages.page(call);
                complaint = path.endsWith("/dial")
                        ? page.say("hearing.dial.failed", ErrorPages.complaint(page.messages(), cause))
                        : ErrorPages.complaint(page.messages(), cause);
            }
            return call.fromHtmx() ? live(call, complaint) : Reply.seeOther("/hearings/" + call.path("hearing"));
        });
    }

    private Reply list(Call call) {
        Page page = ErrorPages.page(call);
        String query = Listing.query(call);
        Optional<Phase> phase = phase(call.query("phase").orElse(""));
        List<HearingState> searched = desk.hearings(call.principal(), Allowed.SEE_HEARINGS)
                .filter(state -> Names.match(query, state.title(), state.number()))
                .toList();
        List<HearingState> found = searched.stream()
                .filter(state -> phase.isEmpty() || state.phase() == phase.get())
                .toList();
        ListPage<HearingRow> list = listing(call, page, query)
                .kept("phase", phase.map(Enum::name).orElse(""))
                .filter("phase", "", page.say("fleet.all"), searched.size())
                .filters(
                        "phase",
                        Phase.values(),
                        each -> page.say("phase." + each),
                        each -> Math.toIntExact(searched.stream()
                                .filter(state -> state.phase() == each)
                                .count()))
                .page(found, state -> row(page, state, zone));
        return Reply.html(
                200,
                templates.render(
                        "hearings/list.jte",
                        Map.of(
                                "page",
                                page,
                                "list",
                                list,
                                "mayCreate",
                                Allowed.PREPARE_HEARINGS.admits(call.principal()),
                                "mayReport",
                                Allowed.REPORT_TROUBLES.admits(call.principal()))));
    }

    /** Those that go on before those that ended, each by number. */
    private static Listing<HearingState> listing(Call call, Page page, String query) {
        Comparator<HearingState> byNumber = Names.by(HearingState::number);
        return new Listing<>(
                        call,
                        "/hearings",
                        Names.nearest(query, HearingState::title, HearingState::number)
                                .thenComparing(state -> state.phase() == Phase.ENDED)
                                .thenComparing(byNumber))
                .column("title", page.say("hearing.title"), Names.by(HearingState::title))
                .column("number", page.say("hearings.number"), byNumber)
                .column(
                        "begins",
                        page.say("hearing.begins"),
                        Comparator.comparing(state -> state.begins().orElse(Instant.MAX)))
                .column("phase", page.say("fleet.status"), Comparator.comparing(HearingState::phase));
    }

    private static Optional<Phase> phase(String name) {
        Optional<Phase> known = Arrays.stream(Phase.values())
                .filter(one -> one.name().equals(name))
                .findFirst();
        if (known.isEmpty() && !name.isEmpty()) {
            throw new RequestException(
                    400, "phase: %s (expected: one of %s)".formatted(name, Arrays.toString(Phase.values())));
        }
        return known;
    }

    private static HearingRow row(Page page, HearingState state, ZoneId zone) {
        int waiting = state.waiting().size();
        return new HearingRow(
                state.id(),
                state.number(),
                state.title(),
                state.begins().map(at -> Times.minute(page.messages().language(), zone, at)),
                page.say("phase." + state.phase()),
                HearingView.mood(state.phase()),
                page.say("hearings.connected", state.legs().size()),
                waiting == 0 ? Optional.empty() : Optional.of(page.say("hearings.waiting", waiting)),
                state.troubles().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                page.say("hearings.troubles", state.troubles().size())));
    }

    private Reply form(Call call) {
        return form(call, 200, "", "", "", "");
    }

    private Reply form(Call call, int status, String number, String title, String begins, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "hearings/new.jte",
                        Map.of(
                                "page",
                                ErrorPages.page(call),
                                "number",
                                number,
                                "title",
                                title,
                                "begins",
                                begins,
                                "court",
                                call.field("court"),
                                "courts",
                                desk.courts(call.principal()),
                                "complaint",
                                complaint)));
    }

    private Reply create(Call call) throws InterruptedException {
        try {
            HearingState state = desk.create(
                    call.principal(),
                    call.field("number"),
                    call.field("title"),
                    Times.ofField(zone, "begins", call.field("begins")),
                    Optional.of(call.field("court")).filter(id -> !id.isEmpty()));
            return Reply.seeOther("/hearings/" + state.id());
        } catch (RequestException | ExecutionException e) {
            Problems.Cause cause = Problems.of(e);
            Page page = ErrorPages.page(call);
            return form(
                    call,
                    cause.status(),
                    call.field("number"),
                    call.field("title"),
                    call.field("begins"),
                    ErrorPages.complaint(page.messages(), cause));
        }
    }

    private Reply schedule(Call call) throws Exception {
        desk.schedule(call.actor(), call.path("hearing"), Times.ofField(zone, "begins", call.field("begins")));
        return Reply.seeOther("/hearings/" + call.path("hearing") + "?done=saved");
    }

    private Reply assignCourt(Call call) throws Exception {
        String court = call.field("court");
        if (court.isEmpty()) {
            throw new RequestException(400, "court: missing", "error.hearing.court");
        }
        desk.assignCourt(call.principal(), call.path("hearing"), court);
        return Reply.seeOther("/hearings/" + call.path("hearing") + "?done=saved");
    }

    private Reply inviteDevice(Call call) throws Exception {
        Admission admission = call.field("lobby").isEmpty() ? Admission.DIRECT : Admission.LOBBY;
        desk.inviteDevice(call.actor(), call.path("hearing"), call.field("device"), admission);
        return Reply.seeOther("/hearings/" + call.path("hearing") + "?done=invited");
    }

    private Reply inviteParticipant(Call call) throws Exception {
        Optional<LetterAddress> letters = LetterFields.of(call.field("email"), call.field("language"));
        if (!call.field("word").isEmpty()) {
            desk.inviteParticipant(call.actor(), call.path("hearing"), call.field("name"), call.field("word"), letters);
            return Reply.seeOther("/hearings/" + call.path("hearing") + "?done=invited");
        }
        String word = Passwords.generate();
        return handOver(
                call,
                desk.inviteParticipant(call.actor(), call.path("hearing"), call.field("name"), word, letters),
                word);
    }

    private Reply changeCodeWord(Call call) {
        String word = Passwords.generate();
        return handOver(call, desk.changeCodeWord(call.actor(), call.path("hearing"), party(call), word), word);
    }

    /** Shows a code word that was just made, this once. */
    private Reply handOver(Call call, Participant participant, String word) {
        String hearing = call.path("hearing");
        return secrets.show(
                call,
                new SecretPage.Shown("participant", participant.name(), Optional.empty(), word, "/hearings/" + hearing),
                handovers,
                handovers.handover(participant, desk.hearing(hearing).title(), Optional.of(word)));
    }

    private Reply show(Call call) {
        Page page = ErrorPages.page(call);
        HearingState state = desk.hearing(call.path("hearing"));
        List<HearingPage.Choice> devices = this.devices.all().stream()
                .filter(device -> !state.seats().containsKey(PartyId.device(device.id())))
                .filter(Device::enabled)
                .sorted(Names.by(Device::name))
                .map(device -> new HearingPage.Choice(device.id(), device.name()))
                .toList();
        return Reply.html(
                200,
                templates.render(
                        "hearings/show.jte",
                        Map.of(
                                "page",
                                page,
                                "hearing",
                                view.of(page, call.principal(), state, ""),
                                "devices",
                                devices,
                                "court",
                                state.court().orElse(""),
                                "courts",
                                desk.courtsFor(call.principal(), state),
                                "mayInvite",
                                state.phase() != Phase.ENDED
                                        && Allowed.PREPARE_HEARINGS.admits(call.principal(), state.court()))));
    }

    private Reply figures(Call call) {
        Page page = ErrorPages.page(call);
        HearingState state = desk.hearing(call.path("hearing"));
        FiguresPage figures =
                new Figures(page.messages()).of(state, services.conferences().statistics(state.id()));
        return Reply.html(200, templates.render("hearings/figures.jte", Map.of("page", page, "figures", figures)));
    }

    /** Nothing if the browser shows it already, so that no button moves under a finger. */
    private Reply live(Call call) {
        return live(call, "");
    }

    private Reply live(Call call, String complaint) {
        Page page = ErrorPages.page(call);
        HearingState state = desk.hearing(call.path("hearing"));
        HearingPage shown = view.of(page, call.principal(), state, complaint);
        if (call.query("seen").equals(Optional.of(shown.seen()))) {
            return Reply.nothing();
        }
        Reply part = Reply.html(200, templates.render("hearings/live.jte", Map.of("page", page, "hearing", shown)));
        // Nobody is invited to a hearing that has ended: the rest of the page changes too.
        return state.phase() == Phase.ENDED && complaint.isEmpty() ? part.reloading() : part;
    }

    private static Layout layout(Call call) {
        String wanted = call.field("layout");
        return Stream.of(Layout.values())
                .filter(layout -> layout.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new RequestException(
                        400, "layout: %s (expected: one of %s)".formatted(wanted, List.of(Layout.values()))));
    }

    private static PartyId party(Call call) {
        return new PartyId(call.path("party"));
    }
}
