package org.courtbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.courtbridge.console.calls.GatekeeperFigures;
import org.courtbridge.console.configuration.ProvisioningServices;
import org.courtbridge.console.fleet.FleetServices;
import org.courtbridge.console.hearings.DialledRooms;
import org.courtbridge.console.hearings.HearingServices;
import org.courtbridge.console.hearings.MailBooks;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.ConnectionLimits;
import org.courtbridge.console.http.LocalhostCertificate;
import org.courtbridge.console.http.WebServer;
import org.courtbridge.console.publication.PublicServices;
import org.courtbridge.console.tests.TestServices;
import org.courtbridge.console.users.AccessServices;
import org.courtbridge.court.access.AdminToken;
import org.courtbridge.court.access.ClientCertificates;
import org.courtbridge.court.access.CodeWordGuesses;
import org.courtbridge.court.access.RememberedUsers;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.calendar.CalendarFile;
import org.courtbridge.court.publication.PublicList;
import org.courtbridge.court.schedule.AnnouncedBookings;
import org.courtbridge.court.schedule.BookingListener;
import org.courtbridge.court.schedule.Schedule;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DriverLimits;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.SlowHash;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredDriverLogins;
import org.courtbridge.gateway.store.StoredEnrolments;
import org.courtbridge.gateway.store.StoredFaults;
import org.courtbridge.gateway.store.StoredInventory;
import org.courtbridge.gateway.store.StoredParticipants;
import org.courtbridge.gateway.store.StoredPins;
import org.courtbridge.gateway.store.StoredSecondFactors;
import org.courtbridge.gateway.store.StoredSessions;
import org.courtbridge.gateway.store.StoredUsers;
import org.courtbridge.gateway.store.applications.StoredApplications;
import org.courtbridge.gateway.store.applications.StoredCorrespondence;
import org.courtbridge.gateway.store.certificates.StoredCertificates;
import org.courtbridge.gateway.store.invitations.StoredInvitations;
import org.courtbridge.gateway.store.publication.StoredListPosts;
import org.courtbridge.gateway.store.schedule.StoredBookings;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.DiskSpace;
import org.courtbridge.media.health.EventBacklog;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Readiness;
import org.courtbridge.media.video.LoadStep;
import org.courtbridge.media.video.processing.PictureLoad;
import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.enrolment.ProvisioningSettings;
import org.courtbridge.operations.enrolment.ZeroTouch;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.operations.fleet.FleetSettings;
import org.courtbridge.operations.fleet.RegistrationHere;
import org.courtbridge.operations.fleet.SimulatorPlaces;
import org.courtbridge.operations.openid.OpenIdProvider;
import org.courtbridge.operations.publication.DroppedList;
import org.courtbridge.provisioning.files.GatewayAddress;
import org.courtbridge.provisioning.files.SipTransport;
import org.courtbridge.provisioning.files.TemplateCatalogue;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.testcall.Limits;

/** The whole console on free ports, with the real store and hearings in memory. */
public final class RunningConsole implements AutoCloseable {

    public static final String PASSWORD = "a long enough password";

    /** Of hashes where it is not judged how long one takes: the least that there is. */
    private static final SlowHash.Cost LITTLE = new SlowHash.Cost(8, 1);

    public final FakeConferences conferences = new FakeConferences(() -> this.clock.instant());
    public final FakeTests tests = new FakeTests();
    public final StoredFaults faults;
    public final StoredListPosts posts;
    public final DroppedList dropped;
    public final List<Mailer.Mail> mails = new CopyOnWriteArrayList<>();
    public final StoredInvitations invitations;
    public final StoredCorrespondence correspondence;
    public final List<BookingListener.Change> bookingChanges = new CopyOnWriteArrayList<>();
    final List<String> dialled = new CopyOnWriteArrayList<>();

    /** What becomes of calls by user name; others are taken in at once. */
    final Map<String, CompletableFuture<Void>> calls = new ConcurrentHashMap<>();

    public final Map<LegId, byte[]> traces = new ConcurrentHashMap<>();
    public final Set<String> registered = ConcurrentHashMap.newKeySet();
    public final Fleet fleet;
    public final Services services;
    public final StoredCertificates certificates;
    final WebConsole console;
    public final String base;
    public final String adminToken;
    public final WebServer server;

    /** By which the console goes; to be stopped where a test must not be slower than a wait. */
    public volatile InstantSource clock = InstantSource.system();

    /** Whether the database answers. */
    public volatile boolean databaseUp = true;

    public final AtomicLong setAside = new AtomicLong();
    public final CodeWordGuesses guesses = new CodeWordGuesses(() -> clock.instant());
    public final InternalErrors errors = new InternalErrors(() -> clock.instant());

    /** What it shows over TLS. */
    public final Path chain;

    public final DescribedApi described;
    public final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final Path folder;
    private final Database database;

    public RunningConsole(Path folder) throws Exception {
        this(folder, Set.of(), Optional.empty());
    }

    /**
     * @param demanded roles that need a second factor
     * @param provider of users who have no password here
     */
    public RunningConsole(Path folder, Set<Role> demanded, Optional<OpenIdProvider> provider) throws Exception {
        this(folder, demanded, provider, 0);
    }

    /** @param httpPort 0 for any free one */
    public RunningConsole(Path folder, Set<Role> demanded, Optional<OpenIdProvider> provider, int httpPort)
            throws Exception {
        this(folder, demanded, provider, httpPort, (_, _) -> {});
    }

    /** @param beside mounts what the same server has besides the console */
    public RunningConsole(
            Path folder,
            Set<Role> demanded,
            Optional<OpenIdProvider> provider,
            int httpPort,
            BiConsumer<WebServer, Services> beside)
            throws Exception {
        this(folder, demanded, provider, httpPort, beside, LITTLE);
    }

    /** @param hashing of users' passwords */
    public RunningConsole(
            Path folder,
            Set<Role> demanded,
            Optional<OpenIdProvider> provider,
            int httpPort,
            BiConsumer<WebServer, Services> beside,
            SlowHash.Cost hashing)
            throws Exception {
        this.folder = folder;
        database = EmptyDatabase.in(folder);
        faults = new StoredFaults(database);
        posts = new StoredListPosts(database);
        invitations = new StoredInvitations(database);
        correspondence = new StoredCorrespondence(database);
        dropped = new DroppedList(folder.resolve("list"), () -> Map.of("hearings.json", "[]"), () -> clock.instant());
        AdminToken token = AdminToken.createIn(folder);
        adminToken = Files.readString(AdminToken.file(folder)).strip();
        SecretBox secrets = SecretBox.open(database, MasterKey.keptIn(folder));
        StoredDevices devices = new StoredDevices(database, "courtbridge", secrets, InstantSource.system());
        StoredAudit audit = new StoredAudit(database, InstantSource.system());
        StoredInventory inventory = new StoredInventory(database, devices, audit);
        StoredDriverLogins logins = new StoredDriverLogins(database, secrets, audit);
        certificates = new StoredCertificates(
                database,
                secrets,
                devices,
                inventory,
                audit,
                new StoredCertificates.Settings(Duration.ofDays(397), Optional::empty, false),
                InstantSource.system());
        certificates.refreshIssuers();
        fleet = new Fleet(
                new Fleet.Sources(
                        inventory,
                        audit,
                        logins,
                        conferences,
                        device -> RegistrationHere.of(registered.contains(device.username()), false),
                        new StoredPins(database, InstantSource.system()),
                        devices),
                DriverLimits.USUAL,
                new FleetSettings(Duration.ofSeconds(60), 100, SimulatorPlaces.LOOPBACK),
                InstantSource.system());
        RememberedUsers users = new RememberedUsers(new StoredUsers(database, hashing), InstantSource.system());
        services = new Services(
                new HearingServices(
                        conferences,
                        conferences,
                        new StoredParticipants(database),
                        guesses,
                        new DialledRooms(
                                (_, device) -> {
                                    dialled.add(device.username());
                                    return calls.getOrDefault(
                                            device.username(), CompletableFuture.completedFuture(null));
                                },
                                () -> clock.instant()),
                        Layout.COURT,
                        true,
                        new Applications(
                                new StoredApplications(database),
                                CalendarFile::shipped,
                                ZoneId.of("Asia/Almaty"),
                                () -> clock.instant()),
                        new PublicServices(
                                Optional.of(new PublicList(
                                        new PublicList.Sources(
                                                conferences,
                                                inventory,
                                                new StoredBookings(database, audit, () -> clock.instant(), "system")),
                                        new PublicList.Settings(7, false, ZoneId.of("Asia/Almaty")),
                                        () -> clock.instant())),
                                posts,
                                Optional.of("court.example"),
                                Optional.of(dropped::state)),
                        new Schedule(
                                new AnnouncedBookings(
                                        new StoredBookings(database, audit, () -> clock.instant(), "system"),
                                        "system",
                                        List.of(bookingChanges::add)),
                                CalendarFile::shipped),
                        1_000,
                        Optional.of(new MailBooks(invitations, correspondence))),
                devices,
                inventory,
                audit,
                certificates,
                actor -> secrets.rotate(audit, actor),
                _ -> folder.resolve("backup.zip"),
                Optional.of(this::mailed),
                new AccessServices(
                        users,
                        Sessions.standard(new StoredSessions(database), background),
                        token,
                        new StoredSecondFactors(database, secrets, users::forget),
                        demanded,
                        provider),
                new FleetServices(fleet, logins),
                provisioning(
                        inventory,
                        audit,
                        new StoredEnrolments(database, secrets, devices, audit),
                        devices,
                        certificates),
                () -> "https://court.example:8443",
                new Readiness(
                        () -> databaseUp && database.isUp(),
                        new EventBacklog(() -> 6, setAside::get, folder.resolve("refused")),
                        new DiskSpace(folder, 1L << 30, () -> 5L << 30),
                        errors),
                Map.of("rooms", () -> 5L),
                Optional.of((leg, _) -> traces.getOrDefault(leg, new byte[0])),
                new GatekeeperFigures(() -> 3, () -> 4),
                () -> new PictureLoad(0.25, 0, LoadStep.NONE, 0),
                Optional.of(new TestServices(tests, tests, faults, Limits.standard())),
                ZoneId.of("Asia/Almaty"),
                () -> clock.instant());
        console = new WebConsole(services, new Templates());
        chain = Path.of(LocalhostCertificate.SHARED.certificatePath());
        Path key = Path.of(LocalhostCertificate.SHARED.privateKeyPath());
        server = new WebServer(new WebServer.Settings(
                InetAddress.getLoopbackAddress(),
                0,
                0,
                httpPort,
                chain,
                key,
                new ClientCertificates(certificates::issuers),
                ConnectionLimits.usual(256, 4_096)));
        beside.accept(server, services);
        console.mount(server.router());
        server.start();
        base = "http://127.0.0.1:" + server.httpPort();
        described = DescribedApi.of(sent("GET", "/openapi.json", new byte[0]).body());
    }

    private ProvisioningServices provisioning(
            StoredInventory inventory,
            StoredAudit audit,
            StoredEnrolments enrolments,
            StoredDevices devices,
            StoredCertificates certificates) {
        TemplateCatalogue templates = new TemplateCatalogue(Optional.of(folder.resolve("templates")));
        Supplier<GatewayAddress> address = () -> new GatewayAddress("court.example", SipTransport.UDP, 5060, 1719);
        ProvisioningSettings settings = new ProvisioningSettings(
                Optional.empty(), SipTransport.UDP, Duration.ofMinutes(10), Duration.ofHours(24));
        return new ProvisioningServices(
                templates,
                enrolments,
                new ZeroTouch(
                        new ZeroTouch.Parts(
                                devices, inventory, enrolments, audit, templates, address, certificates, settings),
                        InstantSource.system()),
                address,
                settings.overlap());
    }

    /** As a mail server that takes nothing for one address. */
    private void mailed(Mailer.Mail mail) throws MailException {
        if (mail.to().startsWith("refused@")) {
            throw new MailException("550 no such mailbox", new IllegalStateException());
        }
        mails.add(mail);
    }

    /** A user with a password of their own, signed in; gives the session's token. */
    public Sessions.Opened userWith(Set<Role> roles) {
        String login = "user" + services.access().users().all().size();
        User user = services.access().users().add(login, "Пользователь " + login, roles, "once-only-2345");
        services.access().users().changePassword(user.id(), PASSWORD);
        return services.access().sessions().open(user, services.clock().instant());
    }

    /** As {@link #userWith}, with roles in one institution alone. */
    public Sessions.Opened memberOf(String institution, Set<Role> roles) {
        String login = "user" + services.access().users().all().size();
        User user =
                services.access().users().addTo(institution, login, "Пользователь " + login, roles, "once-only-2345");
        services.access().users().changePassword(user.id(), PASSWORD);
        return services.access().sessions().open(user, services.clock().instant());
    }

    /** An institution by the id that a test gives it. */
    public void found(String id, InstitutionKind kind, Optional<String> department) {
        services.inventory()
                .save(new Institution(id, id, kind, "", department, InstitutionContact.UNKNOWN, Optional.empty()));
    }

    /** A request of a session's to the API. */
    public HttpResponse<String> apiOf(Sessions.Opened by, String method, String path, String body) throws Exception {
        return send(method, "/api/v1" + path, body, "Authorization", "Bearer " + by.token());
    }

    /** As somebody types it for the address and the driver of now. */
    public void keepLogin(Device device, Credentials login) {
        FleetItem item = fleet.item(device.id()).orElseThrow();
        services.fleet().logins().set(item.subject(), item.target().orElseThrow(), login);
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Fails if the answer is not as the gateway describes it. */
    public HttpResponse<String> send(String method, String path, byte[] body, String... headers) throws Exception {
        HttpResponse<String> response = sent(method, path, body, headers);
        described.check(method, path, response);
        return response;
    }

    private HttpResponse<String> sent(String method, String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As this machine's commands do. */
    public HttpResponse<String> api(String method, String path, String body) throws Exception {
        return send(method, "/api/v1" + path, body, "Authorization", "Bearer " + adminToken);
    }

    /** A page as a browser asks for it, in Russian. */
    public HttpResponse<String> page(Sessions.Opened by, String path) throws Exception {
        return send("GET", path, "", "Cookie", "session=" + by.token() + "; language=ru");
    }

    /** A form as a browser sends it. @param form its fields, encoded for a URL */
    public HttpResponse<String> submit(Sessions.Opened by, String path, String form) throws Exception {
        return send(
                "POST",
                path,
                form + "&csrf=" + by.session().csrf(),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                "session=" + by.token() + "; language=ru");
    }

    /** As whoever gets at the database itself. */
    public void sql(String statement) {
        EmptyDatabase.execute(database, statement);
    }

    public static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }

    @Override
    public void close() throws Exception {
        client.close();
        console.close();
        server.close();
        fleet.close();
        background.close();
        database.close();
    }
}
