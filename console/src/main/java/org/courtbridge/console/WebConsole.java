package org.courtbridge.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.courtbridge.court.access.DeviceLogins;
import org.courtbridge.provisioning.certificates.CertificateText;

/** Mounts the REST API, the console's pages, metrics and health on a server. */
public final class WebConsole implements AutoCloseable {

    /** Where the list of revoked certificates is fetched. */
    public static final String REVOCATION_LIST = "/crl/devices.crl";

    private final Services services;
    /** Kept here, as meters remember what they count only as long as somebody else does. */
    private final Map<String, LongSupplier> dropped;

    private final Metrics metrics;
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
        this.mounted = new Endpoints(
                access.adminToken(),
                access.sessions(),
                access.users(),
                access::mustEnrol,
                services.clock(),
                new ErrorPages(templates)::page);
        this.events = new EventSocket(services.hearings(), services.tests(), mounted);
        this.provision = new ProvisionRoutes(services.provisioning().zeroTouch());
        metrics.count(services.provisioning().zeroTouch());
        metrics.count(services.readiness());
        SignIns signIns = new SignIns(access, services.clock());
        Desks desks = Desks.of(services, signIns);
        List<Endpoint> api = Api.endpoints(services, desks, signIns);
        String description = Json.write(OpenApi.describe(api));
        endpoints.addAll(api);
        endpoints.addAll(new AccountPages(access, signIns, services.clock(), templates).endpoints());
        endpoints.addAll(OpenIdPages.endpoints(access, desks.users(), services.baseUrl(), services.clock(), templates));
        endpoints.addAll(new FactorPages(access.factors(), services.audit(), services.baseUrl(), signIns, templates)
                .endpoints());
        endpoints.addAll(new HearingPages(
                        services.hearings(),
                        services.devices(),
                        new HearingView(services.hearings(), services.baseUrl(), services.zone(), services.clock()),
                        desks.hearings(),
                        desks.handovers(),
                        services.zone(),
                        templates)
                .endpoints());
        endpoints.addAll(new CallPages(
                        services.hearings().conferences(),
                        desks.hearings(),
                        services.audit(),
                        services.gatekeeper(),
                        services.trace(),
                        services.clock(),
                        templates)
                .endpoints());
        endpoints.addAll(new ReadinessPages(services, desks, templates).endpoints());
        endpoints.addAll(new TestPages(services, desks, templates).endpoints());
        endpoints.addAll(new AlertPages(services, desks, templates).endpoints());
        endpoints.addAll(new RehearsalPages(desks, templates).endpoints());
        // Before the pages of one device, whose paths these would be taken for.
        endpoints.addAll(new BulkPages(services, desks, templates).endpoints());
        endpoints.addAll(new DeviceWizard(services, desks, templates).endpoints());
        CertificatePages certificates = new CertificatePages(desks, services.zone(), templates);
        endpoints.addAll(new DevicePages(desks, certificates, services.zone(), templates).endpoints());
        endpoints.addAll(certificates.endpoints());
        endpoints.addAll(new ConfigurationPages(desks, services, templates).endpoints());
        endpoints.addAll(enrolment.endpoints());
        endpoints.addAll(new HandoverPages(desks.handovers()).endpoints());
        endpoints.addAll(new FleetPages(services, templates).endpoints());
        endpoints.addAll(new InventoryPages(services, desks, certificates, templates).endpoints());
        endpoints.addAll(new AuditPages(services, templates).endpoints());
        endpoints.addAll(new UserPages(desks.users(), templates).endpoints());
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
        endpoints.addAll(new HealthRoutes(services.readiness(), metrics::scrape).endpoints());
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
