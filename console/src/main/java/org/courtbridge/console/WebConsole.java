package org.courtbridge.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.courtbridge.console.alerts.AlertPages;
import org.courtbridge.console.applications.ApplicationPages;
import org.courtbridge.console.applications.ApplicationServices;
import org.courtbridge.console.audit.AuditPages;
import org.courtbridge.console.calls.CallPages;
import org.courtbridge.console.certificates.CertificatePages;
import org.courtbridge.console.certificates.EstEndpoints;
import org.courtbridge.console.configuration.ConfigurationPages;
import org.courtbridge.console.configuration.ProvisionRoutes;
import org.courtbridge.console.devices.DevicePages;
import org.courtbridge.console.devices.InventoryGuard;
import org.courtbridge.console.events.EventSocket;
import org.courtbridge.console.fleet.BulkPages;
import org.courtbridge.console.fleet.FleetLists;
import org.courtbridge.console.fleet.FleetOrders;
import org.courtbridge.console.fleet.FleetPages;
import org.courtbridge.console.fleet.InventoryPages;
import org.courtbridge.console.fleet.IssuedPasswords;
import org.courtbridge.console.handover.HandoverPages;
import org.courtbridge.console.hearings.HearingGuard;
import org.courtbridge.console.hearings.HearingPages;
import org.courtbridge.console.hearings.HearingServices;
import org.courtbridge.console.hearings.HearingView;
import org.courtbridge.console.hearings.LetterPages;
import org.courtbridge.console.hearings.MailBooks;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Endpoints;
import org.courtbridge.console.http.Json;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.invitations.InvitationList;
import org.courtbridge.console.invitations.InvitationPages;
import org.courtbridge.console.metrics.FleetMetrics;
import org.courtbridge.console.metrics.HealthRoutes;
import org.courtbridge.console.metrics.Metrics;
import org.courtbridge.console.publication.PostPages;
import org.courtbridge.console.publication.PublicPages;
import org.courtbridge.console.publication.PublicServices;
import org.courtbridge.console.rehearsals.ChecklistPages;
import org.courtbridge.console.rehearsals.RehearsalPages;
import org.courtbridge.console.schedule.BookingPages;
import org.courtbridge.console.schedule.ScheduleDesk;
import org.courtbridge.console.schedule.SchedulePages;
import org.courtbridge.console.tests.ReadinessPages;
import org.courtbridge.console.tests.TestGuard;
import org.courtbridge.console.tests.TestPages;
import org.courtbridge.console.tests.TestServices;
import org.courtbridge.console.today.TodayPages;
import org.courtbridge.console.troubles.RoomPages;
import org.courtbridge.console.troubles.TroubleDesk;
import org.courtbridge.console.users.AccessServices;
import org.courtbridge.console.users.AccountPages;
import org.courtbridge.console.users.FactorPages;
import org.courtbridge.console.users.OpenIdPages;
import org.courtbridge.console.users.SignIns;
import org.courtbridge.console.users.UserPages;
import org.courtbridge.console.wizard.DeviceWizard;
import org.courtbridge.court.access.DeviceLogins;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.operations.feasibility.FeasibilityReader;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.provisioning.certificates.CertificateText;

/** Mounts the REST API, the console's pages, metrics and health on a server. */
public final class WebConsole implements AutoCloseable {

    /** Path of the list of revoked certificates. */
    public static final String REVOCATION_LIST = "/crl/devices.crl";

    private final Services services;
    /** Kept here, as meters remember what they count only as long as somebody else does. */
    private final Map<String, LongSupplier> dropped;

    private final Metrics metrics;
    private final ActorNames names;
    private final Endpoints mounted;
    private final EventSocket events;
    private final ProvisionRoutes provision;
    private final List<Endpoint> endpoints = new ArrayList<>();

    public WebConsole(Services services, Templates templates) {
        this.services = services;
        EstEndpoints enrolment =
                new EstEndpoints(services.certificates(), new DeviceLogins(services.devices()), services.clock());
        this.dropped = new TreeMap<>(services.dropped());
        dropped.put("est", enrolment::refused);
        this.metrics =
                new Metrics(services.hearings().conferences(), dropped, services.gatekeeper(), services.pictures());
        metrics.add(new FleetMetrics(services.fleet().fleet()));
        AccessServices access = services.access();
        SignIns signIns = new SignIns(access, services.clock());
        this.names = new ActorNames(access.users(), services.clock());
        Desks desks = Desks.of(services, signIns);
        Conferences conferences = services.hearings().conferences();
        List<Endpoints.Guard> guards = List.of(
                new HearingGuard(conferences),
                new InventoryGuard(services.inventory()),
                new TestGuard(desks.tests(), conferences, services.inventory()));
        this.mounted = new Endpoints(
                access.adminToken(),
                access.sessions(),
                access.users(),
                access::mustEnrol,
                (endpoint, call) -> guards.forEach(guard -> guard.check(endpoint, call)),
                services.clock(),
                new ErrorPages(templates)::page);
        this.events = new EventSocket(services.hearings(), services.tests(), mounted);
        this.provision = new ProvisionRoutes(services.provisioning().zeroTouch());
        metrics.count(services.provisioning().zeroTouch());
        metrics.count(services.readiness());
        TroubleDesk troubles = new TroubleDesk(services.hearings(), services.inventory(), services.clock());
        ScheduleDesk schedule = new ScheduleDesk(
                services.hearings(), services.inventory(), access.users(), services.zone(), services.clock());
        FeasibilityReader feasibility = feasibility();
        List<Endpoint> api = Api.endpoints(services, desks, troubles, schedule, feasibility, signIns);
        endpoints.addAll(api);
        addUsers(desks, signIns, templates);
        addHearings(desks, templates);
        endpoints.addAll(new BookingPages(schedule, names, templates).endpoints());
        endpoints.addAll(new SchedulePages(schedule, templates).endpoints());
        endpoints.addAll(new InvitationPages(
                        new InvitationList(services.hearings()), services.zone(), services.clock(), templates)
                .endpoints());
        endpoints.addAll(new ApplicationPages(
                        new ApplicationServices(
                                services.hearings().applications(),
                                feasibility,
                                services.hearings().mailed().map(MailBooks::applications)),
                        services.inventory(),
                        names,
                        services.zone(),
                        services.clock(),
                        templates)
                .endpoints());
        endpoints.addAll(new RoomPages(troubles, services.zone(), services.clock(), templates).endpoints());
        addToday(desks, troubles, templates);
        addTests(desks, templates);
        addDevices(desks, enrolment, templates);
        endpoints.addAll(
                new AuditPages(services.audit(), names, services.zone(), services.clock(), templates).endpoints());
        endpoints.addAll(new UserPages(desks.users(), templates).endpoints());
        addPublication(services.hearings().published(), templates);
        addDocuments(Json.write(OpenApi.describe(api)));
        endpoints.addAll(new HealthRoutes(services.readiness(), metrics::scrape).endpoints());
    }

    private FeasibilityReader feasibility() {
        return new FeasibilityReader(
                new FeasibilityReader.Sources(
                        services.fleet().fleet(),
                        services.hearings().conferences(),
                        services.hearings().schedule().bookings(),
                        services.tests().map(TestServices::book),
                        services.hearings().mediaPairs(),
                        services.pictures()),
                services.zone());
    }

    private void addUsers(Desks desks, SignIns signIns, Templates templates) {
        AccessServices access = services.access();
        endpoints.addAll(new AccountPages(access, desks.users(), signIns, services.clock(), templates).endpoints());
        endpoints.addAll(OpenIdPages.endpoints(access, desks.users(), services.baseUrl(), services.clock(), templates));
        endpoints.addAll(new FactorPages(access.factors(), services.audit(), services.baseUrl(), signIns, templates)
                .endpoints());
    }

    private void addHearings(Desks desks, Templates templates) {
        HearingServices hearings = services.hearings();
        endpoints.addAll(new HearingPages(
                        hearings,
                        services.devices(),
                        new HearingView(hearings, names, services.baseUrl(), services.zone(), services.clock()),
                        desks.hearings(),
                        desks.handovers(),
                        services.zone(),
                        templates)
                .endpoints());
        endpoints.addAll(new LetterPages(desks.hearings(), templates).endpoints());
        endpoints.addAll(new CallPages(
                        hearings.conferences(),
                        desks.hearings(),
                        services.audit(),
                        services.gatekeeper(),
                        services.trace(),
                        services.clock(),
                        templates)
                .endpoints());
    }

    private void addToday(Desks desks, TroubleDesk troubles, Templates templates) {
        HearingServices hearings = services.hearings();
        endpoints.addAll(new TodayPages(
                        new TodayPages.Sources(
                                hearings.applications(),
                                hearings.conferences(),
                                services.inventory(),
                                services.fleet().fleet(),
                                desks.tests(),
                                troubles,
                                hearings.invitations()),
                        services.zone(),
                        services.clock(),
                        templates)
                .endpoints());
    }

    private void addTests(Desks desks, Templates templates) {
        Conferences conferences = services.hearings().conferences();
        ZoneId zone = services.zone();
        InstantSource clock = services.clock();
        endpoints.addAll(new ReadinessPages(desks.tests(), desks.hearings(), zone, clock, templates).endpoints());
        endpoints.addAll(new TestPages(desks.tests(), zone, clock, templates).endpoints());
        endpoints.addAll(new AlertPages(desks.tests(), conferences, names, zone, clock, templates).endpoints());
        endpoints.addAll(new RehearsalPages(desks.rehearsals().rehearsal(), desks.hearings(), templates).endpoints());
        endpoints.addAll(
                new ChecklistPages(desks.rehearsals().checklist(), desks.hearings(), names, zone, clock, templates)
                        .endpoints());
    }

    private void addDevices(Desks desks, EstEndpoints enrolment, Templates templates) {
        Fleet fleet = services.fleet().fleet();
        ZoneId zone = services.zone();
        InstantSource clock = services.clock();
        // Before the pages of one device, whose paths these would be taken for.
        IssuedPasswords passwords = new IssuedPasswords(desks.imports(), zone, clock, templates);
        endpoints.addAll(new BulkPages(fleet, desks.imports(), desks.rotations(), passwords, templates).endpoints());
        endpoints.addAll(new FleetOrders(fleet, desks.rotations(), desks.pushes(), passwords, zone, clock, templates)
                .endpoints());
        endpoints.addAll(new DeviceWizard(
                        new DeviceWizard.Parts(
                                services.devices(),
                                desks.devices(),
                                desks.inventory(),
                                desks.handovers(),
                                services.fleet(),
                                services.baseUrl(),
                                zone,
                                clock),
                        templates)
                .endpoints());
        CertificatePages certificates =
                new CertificatePages(desks.certificates(), desks.devices(), desks.inventory(), zone, templates);
        endpoints.addAll(new DevicePages(
                        desks.devices(), desks.handovers(), desks.inventory(), certificates::rows, zone, templates)
                .endpoints());
        endpoints.addAll(certificates.endpoints());
        endpoints.addAll(
                new ConfigurationPages(desks.configurations(), desks.pushes(), desks.devices(), zone, clock, templates)
                        .endpoints());
        endpoints.addAll(enrolment.endpoints());
        endpoints.addAll(new HandoverPages(desks.handovers()).endpoints());
        endpoints.addAll(new FleetLists(fleet, desks.tests()::latest, zone, clock, templates).endpoints());
        endpoints.addAll(
                new FleetPages(services.fleet(), services.hearings().conferences(), names, zone, clock, templates)
                        .endpoints());
        endpoints.addAll(
                new InventoryPages(desks.inventory(), desks.devices(), fleet, certificates, zone, clock, templates)
                        .endpoints());
    }

    private void addPublication(PublicServices published, Templates templates) {
        endpoints.addAll(new PublicPages(published.list(), templates).endpoints());
        endpoints.addAll(new PostPages(published, services.zone(), services.clock(), templates).endpoints());
    }

    private void addDocuments(String description) {
        endpoints.add(Endpoint.page(
                HttpMethod.GET,
                "/openapi.json",
                Allowed.ANYBODY,
                _ -> Reply.text(200, "application/json", description)));
        endpoints.add(Endpoint.page(
                HttpMethod.GET,
                REVOCATION_LIST,
                Allowed.ANYBODY,
                _ -> Reply.octets(
                        "application/pkix-crl", services.certificates().revocationList())));
        endpoints.add(Endpoint.page(
                HttpMethod.GET,
                "/crl/devices.pem",
                Allowed.ANYBODY,
                _ -> Reply.text(
                        200,
                        "application/x-pem-file",
                        CertificateText.pem(services.certificates().authority()))));
    }

    public void mount(Router router) {
        events.mount(router);
        provision.mount(router);
        mounted.mount(router, endpoints);
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    @Override
    public void close() throws Exception {
        events.close();
        provision.close();
        mounted.close();
        metrics.close();
    }
}
