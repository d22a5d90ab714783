package org.courtbridge.console.devices;

import io.vertx.core.http.HttpMethod;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.courtbridge.console.handover.HandoverDesk;
import org.courtbridge.console.handover.SecretPage;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.fleet.DriverFamilies;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Dialect;
import org.courtbridge.provisioning.inventory.DigestChallenge;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.provisioning.inventory.LargestPicture;

/** Pages of one device, for those who look after devices. */
public final class DevicePages {

    private static final String DEVICES = "/devices";
    private static final String DEVICE = DEVICES + "/{device}";

    private final DeviceDesk desk;
    private final HandoverDesk handovers;
    private final InventoryDesk inventory;
    private final BiFunction<Page, Device, List<CertificatePage.Row>> certificates;
    private final ZoneId zone;
    private final Templates templates;
    private final SecretPage secrets;

    /** @param certificates those of a device, as its page shows them */
    public DevicePages(
            DeviceDesk desk,
            HandoverDesk handovers,
            InventoryDesk inventory,
            BiFunction<Page, Device, List<CertificatePage.Row>> certificates,
            ZoneId zone,
            Templates templates) {
        this.desk = desk;
        this.handovers = handovers;
        this.inventory = inventory;
        this.certificates = certificates;
        this.zone = zone;
        this.templates = templates;
        this.secrets = new SecretPage(templates);
    }

    public List<Endpoint> endpoints() {
        Allowed change = Allowed.CHANGE_DEVICES;
        Allowed add = Allowed.CHANGE_ALL_DEVICES;
        return List.of(
                Endpoint.page(HttpMethod.GET, DEVICES + "/new", add, call -> form(call, 200, "")),
                Endpoint.page(HttpMethod.POST, DEVICES, add, this::create),
                Endpoint.page(HttpMethod.GET, DEVICE, change, call -> show(call, 200, device(call), "")),
                Endpoint.page(HttpMethod.POST, DEVICE, change, this::rename),
                Endpoint.page(HttpMethod.POST, DEVICE + "/password", change, this::changePassword),
                Endpoint.page(HttpMethod.POST, DEVICE + "/disable", change, call -> setEnabled(call, false)),
                Endpoint.page(HttpMethod.POST, DEVICE + "/enable", change, call -> setEnabled(call, true)),
                Endpoint.page(HttpMethod.POST, DEVICE + "/delete", change, this::delete));
    }

    private Reply form(Call call, int status, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "devices/new.jte",
                        Map.of(
                                "page",
                                ErrorPages.page(call),
                                "name",
                                call.field("name"),
                                "username",
                                call.field("username"),
                                "complaint",
                                complaint)));
    }

    private Reply create(Call call) {
        try {
            return secret(call, desk.by(call).add(call.field("name"), call.field("username")));
        } catch (RequestException | IllegalArgumentException e) {
            Problems.Cause cause = Problems.of(e);
            return form(call, cause.status(), ErrorPages.complaint(ErrorPages.messages(call), cause));
        }
    }

    private Reply show(Call call, int status, Device device, String complaint) {
        Page page = ErrorPages.page(call);
        return Reply.html(
                status,
                templates.render(
                        "devices/show.jte",
                        Map.of(
                                "page",
                                page,
                                "device",
                                device,
                                "placement",
                                inventory.placement(device.id()),
                                "families",
                                List.copyOf(DriverFamilies.names()),
                                "certificates",
                                certificates.apply(page, device),
                                "created",
                                Times.day(page.messages().language(), zone, device.created()),
                                "complaint",
                                complaint)));
    }

    private Reply rename(Call call) {
        Device device = device(call);
        if (call.field("name").isEmpty()) {
            return show(call, 400, device, ErrorPages.messages(call).get("error.400"));
        }
        Optional<Encryption> encryption = chosen(call, "encryption", Encryption.values());
        desk.by(call).rename(device, call.field("name"));
        encryption.ifPresent(choice -> desk.by(call).setEncryption(device, choice));
        Optional.of(call.field("nat"))
                .filter(choice -> choice.equals("same") || choice.equals("changes"))
                .ifPresent(choice -> desk.by(call).setBehindChangingNat(device, choice.equals("changes")));
        desk.by(call).setDialect(device, dialect(call, device.dialect()));
        if (!call.field("language").isEmpty()) {
            desk.by(call).setLanguage(device, Language.ofTag(call.field("language")));
        }
        return Reply.seeOther(DEVICES + "?done=saved");
    }

    /** As the form has it; what it has not stays as it is. */
    private static Dialect dialect(Call call, Dialect before) {
        return new Dialect(
                chosen(call, "challenge", DigestChallenge.values()).orElse(before.digestChallenge()),
                chosen(call, "picture", LargestPicture.values()).orElse(before.largestPicture()));
    }

    private static <E extends Enum<E>> Optional<E> chosen(Call call, String field, E[] choices) {
        return Stream.of(choices)
                .filter(choice -> choice.name().equals(call.field(field)))
                .findFirst();
    }

    private Reply changePassword(Call call) {
        return secret(call, desk.by(call).changePassword(device(call)));
    }

    private Reply setEnabled(Call call, boolean enabled) {
        Device device = desk.by(call).setEnabled(device(call), enabled);
        return Reply.seeOther(
                DEVICES + "/" + device.id() + "?done=" + (enabled ? "device.enabled" : "device.disabled"));
    }

    private Reply delete(Call call) {
        desk.by(call).remove(device(call));
        return Reply.seeOther(DEVICES + "?done=deleted");
    }

    private Reply secret(Call call, DeviceDesk.Credentials credentials) {
        Device device = credentials.device();
        return secrets.show(
                call,
                new SecretPage.Shown(
                        "device", device.name(), Optional.of(device.username()), credentials.password(), DEVICES),
                handovers,
                handovers.handover(device, credentials.password()));
    }

    private Device device(Call call) {
        return desk.device(call.path("device"));
    }
}
