package org.courtbridge.console.configuration;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.devices.DeviceDesk;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.operations.delivery.QrCode;
import org.courtbridge.operations.fleet.CommandOutcome;
import org.courtbridge.provisioning.files.ConfigTemplate;
import org.courtbridge.provisioning.files.RenderedFile;
import org.courtbridge.provisioning.inventory.Device;

/** The pages on which a device is configured. */
public final class ConfigurationPages {

    private static final String PAGE = "/devices/{device}/configuration";

    private final ConfigurationDesk desk;
    private final PushDesk pushes;
    private final DeviceDesk devices;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public ConfigurationPages(
            ConfigurationDesk desk,
            PushDesk pushes,
            DeviceDesk devices,
            ZoneId zone,
            InstantSource clock,
            Templates templates) {
        this.desk = desk;
        this.pushes = pushes;
        this.devices = devices;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        Allowed change = Allowed.CHANGE_DEVICES;
        return List.of(
                Endpoint.page(HttpMethod.GET, PAGE, change, call -> show(call, 200, "", "")),
                Endpoint.page(HttpMethod.POST, PAGE + "/file", change, this::file),
                Endpoint.page(HttpMethod.POST, PAGE + "/push", change, this::push),
                Endpoint.page(HttpMethod.POST, PAGE + "/enrolment", change, this::enrol),
                Endpoint.page(HttpMethod.POST, PAGE + "/sheet", change, this::sheet));
    }

    /** @param complaint why there is no file, or something was not done; likewise what was */
    private Reply show(Call call, int status, String complaint, String done) {
        Device device = devices.device(call.path("device"));
        Map<String, Object> shown = new HashMap<>();
        Optional<ConfigurationDesk.Preview> preview = Optional.empty();
        String why = complaint;
        try {
            preview = Optional.of(desk.preview(device.id()));
        } catch (RequestException e) {
            why = ErrorPages.complaint(ErrorPages.messages(call), Problems.of(e)) + " " + e.getMessage();
        }
        shown.put("page", ErrorPages.page(call));
        shown.put("device", device);
        shown.put("complaint", why);
        shown.put("done", done);
        shown.put("text", preview.map(one -> one.file().text()).orElse(""));
        shown.put("template", preview.map(one -> one.template().file()).orElse(""));
        shown.put("source", preview.map(one -> one.template().source()).orElse(""));
        shown.put("tried", preview.map(one -> one.template().tried()).orElse(""));
        shown.put(
                "hands",
                preview.flatMap(ConfigurationDesk.Preview::told)
                        .map(ConfigTemplate::hands)
                        .map(codes -> codes.isEmpty() ? "" : PushDesk.hands(ErrorPages.messages(call), codes)));
        return Reply.html(status, templates.render("devices/configuration.jte", shown));
    }

    private Reply complaining(Call call, RuntimeException e) {
        Problems.Cause cause = Problems.of(e);
        return show(call, cause.status(), ErrorPages.complaint(ErrorPages.messages(call), cause), "");
    }

    private Reply file(Call call) {
        try {
            RenderedFile file = desk.file(call, call.path("device"));
            return Reply.file(file.type(), file.name(), file.text().getBytes(StandardCharsets.UTF_8));
        } catch (RequestException e) {
            return complaining(call, e);
        }
    }

    private Reply push(Call call) throws InterruptedException {
        try {
            boolean disturb = call.field("disturb").equals("on");
            CommandOutcome outcome = pushes.push(call, call.path("device"), PushDesk.inCall(disturb));
            Messages messages = ErrorPages.messages(call);
            Optional<DeviceFault> fault = outcome.fault();
            return fault.isEmpty()
                    ? show(
                            call,
                            200,
                            "",
                            outcome.detail().isEmpty()
                                    ? messages.get("configuration.pushed")
                                    : messages.get(
                                            "configuration.pushed.hands", PushDesk.hands(messages, outcome.detail())))
                    : show(call, 502, DriverWords.said(messages, fault.get(), outcome.detail()), "");
        } catch (RequestException e) {
            return complaining(call, e);
        }
    }

    private Reply enrol(Call call) {
        try {
            Device device = devices.device(call.path("device"));
            int hours = Math.toIntExact(Math.clamp(ApiEndpoints.number(call.field("hours")), 0, 100_000));
            ConfigurationDesk.Issued issued = desk.enrol(call, device.id(), hours, call.field("hardware"));
            Page page = ErrorPages.page(call);
            Map<String, Object> shown = new HashMap<>();
            shown.put("page", page);
            shown.put("device", device);
            shown.put("token", issued.token());
            shown.put("url", issued.url());
            shown.put("link", issued.url() + issued.file());
            shown.put("commands", String.join("\n", issued.commands()));
            shown.put("until", Times.second(page.messages().language(), zone, issued.goodUntil(), clock.instant()));
            shown.put("qr", QrCode.of(issued.url()).svg(page.say("sheet.qr")));
            return Reply.html(200, templates.render("devices/enrolled.jte", shown));
        } catch (RequestException | IllegalArgumentException e) {
            return complaining(call, e);
        }
    }

    private Reply sheet(Call call) {
        return Reply.file(
                "application/pdf", "settings.pdf", desk.sheet(call.path("device"), ErrorPages.messages(call)));
    }
}
