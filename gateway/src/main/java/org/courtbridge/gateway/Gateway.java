package org.courtbridge.gateway;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.srtp.SrtpWarmUp;
import org.courtbridge.console.AccessServices;
import org.courtbridge.console.DialledRooms;
import org.courtbridge.console.FleetServices;
import org.courtbridge.console.GatekeeperFigures;
import org.courtbridge.console.MailSender;
import org.courtbridge.console.ProvisioningServices;
import org.courtbridge.console.RoomDialler;
import org.courtbridge.console.Services;
import org.courtbridge.console.Templates;
import org.courtbridge.console.TestServices;
import org.courtbridge.console.TraceSource;
import org.courtbridge.console.WebConsole;
import org.courtbridge.console.WebServer;
import org.courtbridge.console.join.JoinRoutes;
import org.courtbridge.court.access.AdminToken;
import org.courtbridge.court.access.ClientCertificates;
import org.courtbridge.court.access.RememberedUsers;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.Users;
import org.courtbridge.court.conference.RunningConferences;
import org.courtbridge.devices.DriverLimits;
import org.courtbridge.gateway.cli.LocalGateway;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredCertificates;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredDriverLogins;
import org.courtbridge.gateway.store.StoredEnrolments;
import org.courtbridge.gateway.store.StoredHearings;
import org.courtbridge.gateway.store.StoredInventory;
import org.courtbridge.gateway.store.StoredParticipants;
import org.courtbridge.gateway.store.StoredPins;
import org.courtbridge.gateway.store.StoredSecondFactors;
import org.courtbridge.gateway.store.StoredSessions;
import org.courtbridge.gateway.store.StoredTrail;
import org.courtbridge.gateway.store.StoredUsers;
import org.courtbridge.media.bridge.Antechamber;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.health.DatabaseOutage;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.health.Readiness;
import org.courtbridge.media.health.RepeatedTask;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.trace.CallTrace;
import org.courtbridge.media.trace.TraceExtract;
import org.courtbridge.media.transport.DtlsCertificate;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.MultiplexPort;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.WebRtcPort;
import org.courtbridge.media.transport.WebRtcPortConfig;
import org.courtbridge.media.video.compose.PictureWorkers;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.enrolment.ProvisioningSettings;
import org.courtbridge.operations.enrolment.ZeroTouch;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetEquipment;
import org.courtbridge.operations.openid.OpenIdProvider;
import org.courtbridge.operations.tests.PlannedHearings;
import org.courtbridge.operations.tests.RoomsInCall;
import org.courtbridge.provisioning.files.GatewayAddress;
import org.courtbridge.provisioning.files.SipTransport;
import org.courtbridge.provisioning.files.TemplateCatalogue;
import org.courtbridge.provisioning.files.TemplateException;
import org.courtbridge.signalling.h323.H323Config;
import org.courtbridge.signalling.h323.H323Endpoint;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.courtbridge.signalling.h323.transport.RecordedH323;
import org.courtbridge.signalling.ivr.Entrance;
import org.courtbridge.signalling.ivr.Reception;
import org.courtbridge.signalling.ivr.TestNumber;
import org.courtbridge.signalling.ivr.TileCaptions;
import org.courtbridge.signalling.ivr.WaitingSlates;
import org.courtbridge.signalling.probe.PhoneTests;
import org.courtbridge.signalling.probe.RoomProbes;
import org.courtbridge.signalling.probe.SharedFaces;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.rooms.RoomCallers;
import org.courtbridge.signalling.sip.SipEndpoint;
import org.courtbridge.signalling.sip.media.FloorControl;
import org.courtbridge.signalling.sip.stack.SignallingTrace;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.courtbridge.signalling.sip.stack.TlsIdentity;
import org.courtbridge.signalling.webrtc.BrowserConfig;
import org.courtbridge.signalling.webrtc.BrowserEndpoint;
import org.courtbridge.signalling.webrtc.TurnServers;
import org.courtbridge.signalling.webrtc.WhipEndpoint;

/** The running gateway: constructs every part, in the order in which they need each other, and closes them in reverse. */
final class Gateway implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(Gateway.class);
    private static final int SESSION_UPKEEP_SECONDS = 60;
    private static final int ISSUERS_UPKEEP_SECONDS = 60;
    private static final int SLATE_REFRESH_SECONDS = 2;

    /** Bytes of a call's trace that somebody fetches. */
    private static final int LARGEST_EXTRACT = 32 << 20;

    private final Closing closing;
    private final InternalErrors errors;
    private final InetAddress advertised;
    private final RunningConferences conferences;
    private final StoredDevices devices;
    private final StoredParticipants participants;
    private final Users users;
    private final SipEndpoint sip;
    private final H323Endpoint h323;
    private final WebServer web;

    private Gateway(GatewayConfig config, Closing closing) throws IOException, GeneralSecurityException {
        this.closing = closing;
        InstantSource clock = InstantSource.system();
        errors = new InternalErrors(clock);
        InetAddress bind = config.network().bind();
        advertised = config.network().advertise().orElseGet(() -> LocalAddresses.preferred(bind));
        Path data = Files.createDirectories(config.data());
        GatewayConfig.Tls tls =
                config.tls().orElseGet(() -> OwnCertificate.in(data, LocalAddresses.reachable(), Instant.now()));

        Database database = closing.add(database(config.database(), data));
        SecretBox secrets = secrets(config.secrets(), database, data);
        devices = new StoredDevices(database, config.sip().realm(), secrets, clock);
        participants = new StoredParticipants(database);
        RememberedUsers remembered = new RememberedUsers(new StoredUsers(database), clock);
        users = remembered;
        StoredAudit audit = new StoredAudit(database, clock);
        StoredInventory inventory = new StoredInventory(database, devices, audit);
        StoredCertificates certificates = certificates(config, database, secrets, inventory, audit, clock);
        StoredHearings hearings = closing.add(StoredHearings.open(database, data.resolve("journal"), errors));

        LOG.info("SRTP is done by {}", SrtpWarmUp.run());
        MediaLoops loops = closing.add(MediaLoops.start(config.media().threads()));
        DefaultEventExecutor control = new DefaultEventExecutor(new DefaultThreadFactory("bridge"));
        closing.add(() -> control.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly());
        ScheduledExecutorService mixers = closing.add(mixers());
        Optional<CallTrace> trace = config.trace()
                ? Optional.of(closing.add(CallTrace.start(data.resolve("traces"), advertised, clock)))
                : Optional.empty();
        PictureWorkers pictures = closing.add(PictureWorkers.start(errors));
        HearingBridge.Parts bridgeParts = new HearingBridge.Parts(
                control,
                mixers,
                pictures,
                (leg, digit) -> conferences().digit(leg, digit),
                trace.<MediaTrace>map(calls -> calls).orElse(MediaTrace.OFF),
                BridgeClock.SYSTEM,
                new Antechamber(),
                new TileCaptions(config.language()));
        WaitingSlates slates = new WaitingSlates(config.web().zone(), clock, config.language());
        conferences = closing.add(RunningConferences.start(
                hearings,
                id -> new HearingBridge(bridgeParts),
                slates,
                config.picture().layout(),
                errors,
                clock));
        mixers.scheduleWithFixedDelay(
                upkeep("refreshing slates", conferences::refreshSlates),
                SLATE_REFRESH_SECONDS,
                SLATE_REFRESH_SECONDS,
                TimeUnit.SECONDS);
        Optional<MailSender> mail = mail(config, clock);
        TestCalls tested = closing.add(new TestCalls(
                config.testCalls(),
                new PlannedHearings(conferences, devices::byId, config.web().zone()),
                database,
                mail,
                this::site,
                clock));
        Reception reception =
                Reception.open(bridgeParts, conferences, slates, testNumber(config.testCalls(), tested), clock);

        DtlsCertificate mediaCertificate = DtlsCertificate.generate();
        WebRtcPort webRtcPort = closing.add(WebRtcPort.open(
                new WebRtcPortConfig(
                        new InetSocketAddress(bind, config.webrtc().port()),
                        config.network().advertise().map(List::of).orElse(List.of())),
                loops,
                mediaCertificate,
                errors));
        // Closed after those who have something to say over its WebSockets when they go.
        web = closing.add(new WebServer(new WebServer.Settings(
                bind,
                config.web().httpsPort(),
                config.web().devicePort(),
                config.web().httpPort(),
                tls.certificate(),
                tls.key(),
                new ClientCertificates(certificates::issuers))));
        BrowserEndpoint browsers = closing.add(new BrowserEndpoint(
                conferences,
                phones(tested, bridgeParts, clock),
                webRtcPort,
                BrowserConfig.defaults().withRecorded(config.trace())));
        WhipEndpoint applications = closing.add(new WhipEndpoint(conferences, webRtcPort));
        PortRange mediaPorts =
                new PortRange(config.media().firstPort(), config.media().lastPort());
        Optional<MultiplexPort> multiplexed = config.h323().multiplexPort().isPresent()
                ? Optional.of(closing.add(MultiplexPort.open(
                        loops, bind, config.h323().multiplexPort().getAsInt())))
                : Optional.empty();
        UdpPorts roomPorts = new UdpPorts(loops, mediaPorts, bind, mediaCertificate, multiplexed);
        TlsIdentity identity = TlsIdentity.read(tls.certificate(), tls.key());
        FloorControl floors = closing.add(FloorControl.open(bind, mediaPorts, identity, clock));
        sip = closing.add(SipEndpoint.open(
                new SipConfig(
                        bind,
                        advertised,
                        config.sip().port(),
                        config.sip().tlsPort(),
                        config.sip().realm(),
                        config.media().timeout(),
                        Optional.of(identity),
                        config.sip().proxies(),
                        SipConfig.Limits.DEFAULT),
                devices,
                Optional.of(certificates),
                conferences,
                reception,
                roomPorts,
                Optional.of(floors),
                trace.map(Gateway::signalling).orElse(SignallingTrace.NONE),
                errors,
                clock));

        h323 = closing.add(H323Endpoint.open(
                new H323Config(
                        bind,
                        advertised,
                        config.h323().port(),
                        config.h323().rasPort(),
                        config.h323().name(),
                        config.media().timeout(),
                        SipConfig.Limits.DEFAULT.answer(),
                        config.h323().calls(),
                        config.h323().gatekeeper(),
                        config.h323().callModel(),
                        config.h323().encryption(),
                        config.h323().neighbours(),
                        config.h323().traversal()),
                devices,
                conferences,
                new Entrance(conferences, reception),
                reception,
                digits -> new HearingBridge(bridgeParts.telling(digits)),
                roomPorts,
                trace.<H323Trace>map(RecordedH323::new).orElse(H323Trace.NONE),
                errors,
                clock));

        devices.listen(sip);
        devices.listen(h323);
        RoomCallers rooms = new RoomCallers(List.of(sip, h323));

        AdminToken adminToken = AdminToken.createIn(data);
        TurnServers turn = config.turn()
                .map(set -> new TurnServers(set.urls(), set.secret(), set.lifetime(), clock))
                .orElse(TurnServers.NONE);
        closing.add(new JoinRoutes(web.vertx(), participants, browsers, applications, turn))
                .mount(web.router());
        StoredDriverLogins logins = new StoredDriverLogins(database, secrets, audit);
        StoredPins pins = new StoredPins(database, clock);
        Fleet fleet = closing.add(new Fleet(
                new Fleet.Sources(inventory, audit, logins, conferences, rooms::isRegistered, pins),
                DriverLimits.USUAL,
                config.fleet(),
                clock));
        RoomProbes probes = closing.add(new RoomProbes(new RoomProbes.Parts(
                rooms,
                bridgeParts,
                device -> sip.hasWrongPassword(device) || h323.hasWrongPassword(device),
                new FleetEquipment(fleet),
                slates::test,
                clock)));
        TestServices tests = tested.begin(probes, rooms, new RoomsInCall(conferences, rooms, fleet));
        AutoCloseable testing = tested::stop;
        closing.add(testing);
        RoomDialler dialler = (hearingId, device) -> tested.makeWay(device)
                .thenCompose(_ -> rooms.call(device, Destination.hearing(conferences, hearingId)))
                .thenAccept(leg -> {});
        Services services = new Services(
                conferences,
                new StoredTrail(database),
                devices,
                inventory,
                audit,
                certificates,
                actor -> secrets.rotate(audit, actor),
                mail,
                participants,
                users,
                sessions(database, clock),
                new AccessServices(
                        new StoredSecondFactors(database, secrets, remembered::forget),
                        config.access().secondFactor(),
                        config.access().openId().map(settings -> new OpenIdProvider(settings, clock))),
                adminToken,
                new DialledRooms(dialler, clock),
                new FleetServices(fleet, logins, pins::forget),
                provisioning(
                        config.provisioning(),
                        inventory,
                        audit,
                        new StoredEnrolments(database, secrets, devices, audit),
                        certificates,
                        clock),
                this::site,
                new Readiness(database::isUp, hearings.backlog(), errors),
                Map.of(
                        "rooms",
                        roomPorts::dropped,
                        "browsers",
                        webRtcPort::dropped,
                        "sip",
                        sip::malformed,
                        "h323",
                        h323::malformed,
                        "h323-denied",
                        h323::denied,
                        "h323-silent",
                        h323::turnedAway,
                        "h323-unadmitted",
                        h323::unadmitted,
                        "sip-overload",
                        sip::turnedAway,
                        "sip-unsolicited",
                        sip::unsolicited,
                        "bfcp",
                        floors::refused),
                config.picture().layout(),
                config.trace(),
                config.trace() ? Optional.of(traces(data)) : Optional.empty(),
                new GatekeeperFigures(() -> h323.routedCalls() + h323.carriedCalls(), h323::missedPackets),
                pictures::load,
                Optional.of(tests),
                config.web().zone(),
                clock);
        closing.add(new WebConsole(services, new Templates())).mount(web.router());
        web.start();
        fleet.start();
        tested.start();
        LocalGateway.announce(data, web.httpPort());
    }

    /** @throws IOException if a port or a file cannot be opened */
    static Gateway start(GatewayConfig config) throws IOException, GeneralSecurityException {
        Closing closing = new Closing();
        try {
            return new Gateway(config, closing);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    RunningConferences conferences() {
        return conferences;
    }

    StoredDevices devices() {
        return devices;
    }

    StoredParticipants participants() {
        return participants;
    }

    /** The address that others are told. */
    InetAddress advertised() {
        return advertised;
    }

    Users users() {
        return users;
    }

    int sipPort() {
        return sip.port();
    }

    /** Of RAS. */
    int gatekeeperPort() {
        return h323.rasPort();
    }

    /** Where people find this gateway. */
    String site() {
        return "https://%s:%d".formatted(host(), web.httpsPort());
    }

    private String host() {
        return advertised instanceof Inet6Address
                ? "[" + advertised.getHostAddress() + "]"
                : advertised.getHostAddress();
    }

    private ProvisioningServices provisioning(
            ProvisioningSettings settings,
            StoredInventory inventory,
            StoredAudit audit,
            StoredEnrolments enrolments,
            StoredCertificates certificates,
            InstantSource clock) {
        TemplateCatalogue templates = new TemplateCatalogue(settings.templates());
        try {
            templates.all();
        } catch (TemplateException e) {
            LOG.error("no device can be configured until this is mended: {}", e.getMessage());
        }
        return new ProvisioningServices(
                templates,
                enrolments,
                new ZeroTouch(
                        new ZeroTouch.Parts(
                                devices,
                                inventory,
                                enrolments,
                                audit,
                                templates,
                                () -> address(settings.transport()),
                                certificates,
                                settings),
                        clock),
                () -> address(settings.transport()),
                settings.overlap());
    }

    /** Tries the phones of participants, outside of their hearings. */
    private PhoneTests phones(TestCalls tested, HearingBridge.Parts bridgeParts, InstantSource clock) {
        return closing.add(new PhoneTests(
                new PhoneTests.Parts(conferences, bridgeParts, tested.judge(), tested.book(), clock),
                PhoneTests.Times.USUAL));
    }

    private Optional<TestNumber> testNumber(TestCallConfig config, TestCalls tested) {
        SharedFaces faces = closing.add(new SharedFaces());
        return config.number()
                .map(number -> new TestNumber(number, tested.judge(), Optional.of(tested.book()), Optional.of(faces)));
    }

    /** Where devices in rooms find this gateway. */
    private GatewayAddress address(SipTransport transport) {
        return new GatewayAddress(
                host(),
                transport,
                transport == SipTransport.TLS ? sip.tlsPort().orElseThrow() : sip.port(),
                h323.rasPort());
    }

    private static SignallingTrace signalling(CallTrace calls) {
        return (callId, direction, local, remote, transport, text) -> calls.signalling(
                switch (direction) {
                    case RECEIVED -> MediaTrace.Way.FROM_PARTY;
                    case SENT -> MediaTrace.Way.TO_PARTY;
                },
                callId,
                local,
                remote,
                text);
    }

    /** Reads again every minute whom it asks for certificates, as another node may have been told of somebody new. */
    private StoredCertificates certificates(
            GatewayConfig config,
            Database database,
            SecretBox secrets,
            StoredInventory inventory,
            StoredAudit audit,
            InstantSource clock) {
        StoredCertificates certificates = new StoredCertificates(
                database,
                secrets,
                devices,
                inventory,
                audit,
                new StoredCertificates.Settings(
                        config.certificates().validity(),
                        () -> Optional.of(site() + WebConsole.REVOCATION_LIST),
                        config.certificates().enrolWithInstitutions()),
                clock);
        certificates.refreshIssuers();
        ScheduledExecutorService upkeep =
                closing.add(Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("certificates", true)));
        upkeep.scheduleWithFixedDelay(
                upkeep("the authorities of institutions", certificates::refreshIssuers),
                ISSUERS_UPKEEP_SECONDS,
                ISSUERS_UPKEEP_SECONDS,
                TimeUnit.SECONDS);
        return certificates;
    }

    private static TraceSource traces(Path data) {
        TraceExtract extract = new TraceExtract(data.resolve("traces"), LARGEST_EXTRACT);
        return (leg, signalling) -> {
            Set<String> comments = new HashSet<>(Set.of(TraceExtract.media(leg)));
            signalling.map(TraceExtract::signalling).ifPresent(comments::add);
            return extract.of(comments);
        };
    }

    /** Work that waits for the next time while the database is away. */
    private RepeatedTask upkeep(String name, Runnable work) {
        return new RepeatedTask(errors, Part.UPKEEP, name, () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                if (!DatabaseOutage.isCauseOf(e)) {
                    throw e;
                }
                LOG.warn("{}: not for now, as the database does not answer: {}", name, e.getMessage());
            }
        });
    }

    private Sessions sessions(Database database, InstantSource clock) {
        Sessions sessions = Sessions.standard(
                new StoredSessions(database), closing.add(Executors.newVirtualThreadPerTaskExecutor()));
        ScheduledExecutorService upkeep = closing.add(
                Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("session-upkeep", true)));
        upkeep.scheduleWithFixedDelay(
                upkeep("tidying up ended sessions", () -> sessions.tidy(clock.instant())),
                0,
                SESSION_UPKEEP_SECONDS,
                TimeUnit.SECONDS);
        return sessions;
    }

    private static Optional<MailSender> mail(GatewayConfig config, InstantSource clock) throws IOException {
        return config.mail().isPresent() ? Optional.of(Mailer.of(config.mail().get(), clock)::send) : Optional.empty();
    }

    /** A key that lies in the data folder counts as a former one, once the configuration names another. */
    private static SecretBox secrets(GatewayConfig.Secrets config, Database database, Path data) {
        List<MasterKey> former = Stream.of(config.formerMasterKey(), MasterKey.foundIn(data))
                .flatMap(Optional::stream)
                .toList();
        return SecretBox.open(database, config.masterKey().orElseGet(() -> MasterKey.keptIn(data)), former);
    }

    private static Database database(GatewayConfig.Database config, Path data) {
        return config.url()
                .map(url -> Database.open(url, config.user(), config.password()))
                .orElseGet(() -> Database.embedded(data));
    }

    /** Platform threads, as native codecs would pin virtual ones. */
    private static ScheduledExecutorService mixers() {
        return Executors.newScheduledThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), new DefaultThreadFactory("mixer"));
    }

    @Override
    public void close() {
        closing.close();
    }
}
