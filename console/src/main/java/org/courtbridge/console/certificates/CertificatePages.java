package org.courtbridge.console.certificates;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.http.HttpMethod;
import java.security.cert.X509Certificate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.courtbridge.console.devices.CertificatePage;
import org.courtbridge.console.devices.DeviceDesk;
import org.courtbridge.console.devices.InventoryDesk;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.IssuedCertificate;
import org.courtbridge.provisioning.certificates.RefusedRequestException;
import org.courtbridge.provisioning.certificates.TooManyCertificatesException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Institution;

/** Devices' certificates on their pages, and the authorities of institutions on theirs. */
public final class CertificatePages {

    private static final String DEVICE = "/devices/{device}";
    private static final String CERTIFICATES = DEVICE + "/certificates";
    private static final String AUTHORITIES = "/institutions/{institution}/authorities";

    private final CertificateDesk desk;
    private final DeviceDesk devices;
    private final InventoryDesk inventory;
    private final ZoneId zone;
    private final Templates templates;

    public CertificatePages(
            CertificateDesk desk, DeviceDesk devices, InventoryDesk inventory, ZoneId zone, Templates templates) {
        this.desk = desk;
        this.devices = devices;
        this.inventory = inventory;
        this.zone = zone;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        Allowed change = Allowed.CHANGE_DEVICES;
        return List.of(
                Endpoint.page(HttpMethod.POST, CERTIFICATES + "/make", change, this::make),
                Endpoint.page(HttpMethod.POST, CERTIFICATES + "/sign", change, this::sign),
                Endpoint.page(HttpMethod.POST, CERTIFICATES + "/know", change, this::know),
                Endpoint.page(HttpMethod.POST, CERTIFICATES + "/{certificate}/revoke", change, this::revoke),
                Endpoint.page(HttpMethod.POST, DEVICE + "/enrolment", change, this::enrol),
                Endpoint.page(HttpMethod.POST, AUTHORITIES, Allowed.CHANGE_ALL_DEVICES, this::trust),
                Endpoint.page(
                        HttpMethod.POST,
                        AUTHORITIES + "/{authority}/delete",
                        Allowed.CHANGE_ALL_DEVICES,
                        this::distrust));
    }

    /** For the page of a device. */
    public List<CertificatePage.Row> rows(Page page, Device device) {
        return desk.of(device).stream().map(one -> row(page, one)).toList();
    }

    private CertificatePage.Row row(Page page, IssuedCertificate one) {
        boolean good = one.isGood(desk.now());
        boolean revoked = one.revoked().isPresent();
        String state = page.say(revoked ? "certificate.revoked" : good ? "certificate.good" : "certificate.over");
        return new CertificatePage.Row(
                one.fingerprint(),
                one.serial(),
                one.subject(),
                Times.day(page.messages().language(), zone, one.notAfter()),
                state,
                good,
                revoked);
    }

    /** For the page of an institution. */
    public List<CertificatePage.Authority> authorities(Page page, Institution institution) {
        return desk.authorities(institution).stream()
                .map(one -> new CertificatePage.Authority(
                        one.fingerprint(),
                        one.certificate().getSubjectX500Principal().getName(),
                        Times.day(
                                page.messages().language(),
                                zone,
                                one.certificate().getNotAfter().toInstant())))
                .toList();
    }

    private Reply make(Call call) {
        Device device = device(call);
        CertificateDesk.Identity made = worded(() -> desk.by(call).make(device));
        return shown(
                call,
                device,
                "certificate.made",
                made.password(),
                device.username() + ".p12",
                link("application/x-pkcs12", made.file().pkcs12()));
    }

    private Reply sign(Call call) {
        Device device = device(call);
        X509Certificate signed = worded(() -> desk.by(call).sign(device, call.text("request")));
        return shown(
                call,
                device,
                "certificate.signed",
                "",
                device.username() + ".pem",
                link("application/x-pem-file", CertificateText.pem(signed).getBytes(US_ASCII)));
    }

    private Reply enrol(Call call) {
        CertificateDesk.Enrolment made = desk.by(call).enrol(device(call));
        return shown(call, made.device(), "certificate.enrolment", made.secret(), "", "");
    }

    /**
     * Shows what was issued: in the page itself, so that we keep nothing of it.
     *
     * @param key of the message about it
     * @param link empty if there is no file
     */
    private Reply shown(Call call, Device device, String key, String secret, String file, String link) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", ErrorPages.page(call));
        shown.put("device", device);
        shown.put("key", key);
        shown.put("secret", secret);
        shown.put("file", file);
        shown.put("link", link);
        return Reply.html(200, templates.render("devices/certificate.jte", shown));
    }

    private static String link(String type, byte[] content) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(content);
    }

    private Reply know(Call call) {
        Device device = device(call);
        worded(() -> desk.by(call).know(device, call.text("certificate")));
        return Reply.seeOther("/devices/" + device.id() + "?done=saved");
    }

    private Reply revoke(Call call) {
        Device device = device(call);
        desk.by(call).revoke(device, call.path("certificate"));
        return Reply.seeOther("/devices/" + device.id() + "?done=certificate.revoked");
    }

    private Reply trust(Call call) {
        Institution institution = institution(call);
        worded(() -> desk.by(call).trust(institution, call.text("certificate")));
        return Reply.seeOther("/institutions/" + institution.id() + "?done=saved");
    }

    private Reply distrust(Call call) {
        Institution institution = institution(call);
        desk.by(call).distrust(institution, call.path("authority"));
        return Reply.seeOther("/institutions/" + institution.id() + "?done=deleted");
    }

    private static <T> T worded(Supplier<T> work) {
        try {
            return work.get();
        } catch (TooManyCertificatesException e) {
            throw new RequestException(409, String.valueOf(e.getMessage()), "error.certificate.many");
        } catch (RefusedRequestException e) {
            throw new RequestException(400, String.valueOf(e.getMessage()), "error.certificate");
        }
    }

    private Device device(Call call) {
        return devices.device(call.path("device"));
    }

    private Institution institution(Call call) {
        return inventory.institution(call.path("institution"));
    }
}
