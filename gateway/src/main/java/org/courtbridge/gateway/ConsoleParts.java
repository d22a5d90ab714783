package org.courtbridge.gateway;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.console.Services;
import org.courtbridge.console.WebConsole;
import org.courtbridge.console.calls.GatekeeperFigures;
import org.courtbridge.console.calls.TraceSource;
import org.courtbridge.console.configuration.ProvisioningServices;
import org.courtbridge.console.fleet.FleetServices;
import org.courtbridge.console.hearings.DialledRooms;
import org.courtbridge.console.hearings.HearingServices;
import org.courtbridge.console.hearings.RoomDialler;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.WebServer;
import org.courtbridge.console.join.JoinRoutes;
import org.courtbridge.console.tests.TestServices;
import org.courtbridge.console.users.AccessServices;
import org.courtbridge.court.access.AdminToken;
import org.courtbridge.court.access.CodeWordGuesses;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.schedule.AnnouncedBookings;
import org.courtbridge.court.schedule.BookingListener;
import org.courtbridge.court.schedule.BookingRelease;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.court.schedule.Schedule;
import org.courtbridge.devices.DriverLimits;
import org.courtbridge.gateway.store.StoredDriverLogins;
import org.courtbridge.gateway.store.StoredEnrolments;
import org.courtbridge.gateway.store.StoredPins;
import org.courtbridge.gateway.store.StoredSecondFactors;
import org.courtbridge.gateway.store.StoredSessions;
import org.courtbridge.gateway.store.backup.Backup;
import org.courtbridge.gateway.store.journal.StoredTrail;
import org.courtbridge.gateway.store.schedule.StoredBookings;
import org.courtbridge.media.health.DiskSpace;
import org.courtbridge.media.health.Readiness;
import org.courtbridge.media.trace.TraceExtract;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.operations.alerts.SpaceWarnings;
import org.courtbridge.operations.delivery.MailSender;
import org.courtbridge.operations.enrolment.ProvisioningSettings;
import org.courtbridge.operations.enrolment.ZeroTouch;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetEquipment;
import org.courtbridge.operations.fleet.RegistrationHere;
import org.courtbridge.operations.openid.OpenIdProvider;
import org.courtbridge.operations.tests.RoomsInCall;
import org.courtbridge.provisioning.files.TemplateCatalogue;
import org.courtbridge.provisioning.files.TemplateException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.probe.HearingProbes;
import org.courtbridge.signalling.probe.RoomProbes;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.rooms.RoomCallers;
import org.courtbridge.signalling.rtsp.CameraEndpoint;
import org.courtbridge.signalling.webrtc.TurnServers;

/** The fleet, the tests of its rooms, and the pages and the API by which people see and change everything. */
final class ConsoleParts {

    private static final Logger LOG = LogManager.getLogger(ConsoleParts.class);
    private static final int SESSION_UPKEEP_SECONDS = 60;

    /** Bytes of a call's trace that somebody fetches. */
    private static final int LARGEST_EXTRACT = 32 << 20;

    private final Foundation foundation;
    private final StoreParts store;
    private final MediaParts media;
    private final CourtParts court;
    private final SignallingParts signalling;
    private final TestCalls tested;
    private final Optional<MailParts> letters;
    private final StoredDriverLogins logins;
    private final Fleet fleet;
    private final RoomCallers rooms;
    private final CodeWordGuesses guesses;
    private final PublicListParts published;

    /** @param letters tell people of hearings, bookings and applications; empty without a mail server */
    ConsoleParts(
            Foundation foundation,
            StoreParts store,
            MediaParts media,
            CourtParts court,
            SignallingParts signalling,
            TestCalls tested,
            Optional<MailParts> letters) {
        this.foundation = foundation;
        this.store = store;
        this.media = media;
        this.court = court;
        this.signalling = signalling;
        this.tested = tested;
        this.letters = letters;
        logins = new StoredDriverLogins(store.database(), store.secrets(), store.audit());
        guesses = new CodeWordGuesses(foundation.clock());
        published = new PublicListParts(foundation, store, court, tested.outboxes());
        fleet = foundation
                .closing()
                .add(new Fleet(
                        new Fleet.Sources(
                                store.inventory(),
                                store.audit(),
                                logins,
                                court.conferences(),
                                device -> RegistrationHere.of(
                                        signalling.rooms().isRegistered(device),
                                        signalling.rooms().isSilent(device)),
                                new StoredPins(store.database(), foundation.clock()),
                                store.devices()),
                        DriverLimits.USUAL,
                        foundation.config().fleet(),
                        foundation.clock()));
        rooms = new RoomCallers(List.of(signalling.rooms(), cameras()));
    }

    /** Calls the cameras that have no codec. */
    private CameraEndpoint cameras() {
        CameraEndpoint cameras = foundation
                .closing()
                .add(new CameraEndpoint(new CameraEndpoint.Parts(
                        fleet.cameras(),
                        media.loops(),
                        signalling.roomPorts(),
                        CameraEndpoint.PATIENCE,
                        foundation.config().media().timeout())));
        store.devices().listen(cameras);
        return cameras;
    }

    /** Puts every route onto the server, and begins to look after rooms and to test them. */
    void mount(WebServer web, Optional<MailSender> mail) throws IOException {
        TurnServers turn = foundation
                .config()
                .turn()
                .map(set -> new TurnServers(set.urls(), set.secret(), set.lifetime(), foundation.clock()))
                .orElse(TurnServers.NONE);
        foundation
                .closing()
                .add(new JoinRoutes(
                        web.vertx(),
                        store.participants(),
                        guesses,
                        signalling.browsers(),
                        signalling.applications(),
                        turn,
                        foundation.config().web().whipOrigins()))
                .mount(web.router());
        foundation
                .closing()
                .add(new WebConsole(services(beginTests(), mail), new Templates()))
                .mount(web.router());
        web.start();
        fleet.start();
        tested.start();
        published.start();
        watchSpace();
    }

    private TestServices beginTests() {
        RoomProbes probes = foundation
                .closing()
                .add(new RoomProbes(new RoomProbes.Parts(
                        rooms,
                        media.bridge(),
                        signalling::hasWrongPassword,
                        new FleetEquipment(fleet),
                        court.slates()::test,
                        foundation.clock())));
        ScheduledExecutorService looks = foundation
                .closing()
                .add(Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("watched-calls", true)));
        HearingProbes watcher = new HearingProbes(
                court.conferences(),
                new FleetEquipment(fleet),
                (delay, look) -> looks.schedule(look, delay.toMillis(), TimeUnit.MILLISECONDS),
                foundation.clock());
        TestServices tests = tested.begin(probes, watcher, rooms, new RoomsInCall(court.conferences(), rooms, fleet));
        AutoCloseable testing = tested::stop;
        foundation.closing().add(testing);
        return tests;
    }

    private Services services(TestServices tests, Optional<MailSender> mail) throws IOException {
        GatewayConfig config = foundation.config();
        RoomDialler dialler = (hearingId, device) -> makeWay(device)
                .thenCompose(_ -> rooms.call(device, Destination.hearing(court.conferences(), hearingId)))
                .thenAccept(leg -> {});
        return new Services(
                new HearingServices(
                        court.conferences(),
                        new StoredTrail(store.database()),
                        store.participants(),
                        guesses,
                        new DialledRooms(dialler, foundation.clock()),
                        config.picture().layout(),
                        config.trace(),
                        court.applications(),
                        published.services(),
                        schedule(),
                        mediaPairs(config.media()),
                        letters.map(MailParts::books)),
                store.devices(),
                store.inventory(),
                store.audit(),
                store.certificates(),
                actor -> store.secrets().rotate(store.audit(), actor),
                new Backup(store.database(), store.hearings(), store.audit(), foundation.data(), foundation.clock())
                        ::make,
                mail,
                new AccessServices(
                        store.users(),
                        sessions(),
                        AdminToken.createIn(foundation.data()),
                        new StoredSecondFactors(store.database(), store.secrets(), store.users()::forget),
                        config.access().secondFactor(),
                        config.access().openId().map(settings -> new OpenIdProvider(settings, foundation.clock()))),
                new FleetServices(fleet, logins),
                provisioning(config.provisioning()),
                foundation.site(),
                new Readiness(store.database()::isUp, store.hearings().backlog(), space(), foundation.errors()),
                signalling.dropped(),
                config.trace() ? Optional.of(traces(foundation.data())) : Optional.empty(),
                new GatekeeperFigures(
                        () -> signalling.h323().routedCalls()
                                + signalling.h323().carriedCalls(),
                        signalling.h323()::missedPackets),
                media.bridge().pictures()::load,
                Optional.of(tests),
                config.web().zone(),
                foundation.clock());
    }

    /** Without the one in which floor control has its port. */
    private static int mediaPairs(GatewayConfig.Media ports) {
        return new PortRange(ports.firstPort(), ports.lastPort()).pairs() - 1;
    }

    private Schedule schedule() {
        List<BookingListener> listeners =
                letters.map(MailParts::bookings).stream().toList();
        Bookings bookings = new AnnouncedBookings(
                new StoredBookings(store.database(), store.audit(), foundation.clock(), "system"), "system", listeners);
        foundation.closing().add(new BookingRelease(court.conferences(), bookings, foundation.clock()));
        return new Schedule(bookings, court.calendar());
    }

    /** For a call that somebody asks for. */
    private CompletionStage<?> makeWay(Device device) {
        signalling.recalled().leave(device);
        return tested.makeWay(device);
    }

    private DiskSpace space() {
        return DiskSpace.of(
                foundation.data(), foundation.config().database().space().wanted());
    }

    private void watchSpace() {
        ScheduledExecutorService upkeep = foundation
                .closing()
                .add(Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("disk-space", true)));
        upkeep.scheduleWithFixedDelay(
                foundation.upkeep("the look at the disk's space", tested.spaceWarnings(space())),
                0,
                SpaceWarnings.STEP.toSeconds(),
                TimeUnit.SECONDS);
    }

    private ProvisioningServices provisioning(ProvisioningSettings settings) {
        TemplateCatalogue templates = new TemplateCatalogue(settings.templates());
        try {
            templates.all();
        } catch (TemplateException e) {
            LOG.error("no device can be configured until this is mended: {}", e.getMessage());
        }
        StoredEnrolments enrolments =
                new StoredEnrolments(store.database(), store.secrets(), store.devices(), store.audit());
        return new ProvisioningServices(
                templates,
                enrolments,
                new ZeroTouch(
                        new ZeroTouch.Parts(
                                store.devices(),
                                store.inventory(),
                                enrolments,
                                store.audit(),
                                templates,
                                () -> signalling.address(foundation.host(), settings.transport()),
                                store.certificates(),
                                settings),
                        foundation.clock()),
                () -> signalling.address(foundation.host(), settings.transport()),
                settings.overlap());
    }

    private Sessions sessions() {
        Sessions sessions = Sessions.standard(
                new StoredSessions(store.database()),
                foundation.closing().add(Executors.newVirtualThreadPerTaskExecutor()));
        ScheduledExecutorService upkeep = foundation
                .closing()
                .add(Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("session-upkeep", true)));
        upkeep.scheduleWithFixedDelay(
                foundation.upkeep(
                        "tidying up ended sessions",
                        () -> sessions.tidy(foundation.clock().instant())),
                0,
                SESSION_UPKEEP_SECONDS,
                TimeUnit.SECONDS);
        return sessions;
    }

    private static TraceSource traces(Path data) {
        TraceExtract extract = new TraceExtract(data.resolve("traces"), LARGEST_EXTRACT);
        return (leg, signalling) -> {
            Set<String> comments = new HashSet<>(Set.of(TraceExtract.media(leg)));
            signalling.map(TraceExtract::signalling).ifPresent(comments::add);
            return extract.of(comments);
        };
    }
}
