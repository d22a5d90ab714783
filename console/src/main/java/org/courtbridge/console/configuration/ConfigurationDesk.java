package org.courtbridge.console.configuration;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.operations.delivery.CredentialSheet;
import org.courtbridge.operations.delivery.SheetPdf;
import org.courtbridge.operations.enrolment.DeviceFiles;
import org.courtbridge.operations.enrolment.EnrolmentToken;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.files.ConfigTemplate;
import org.courtbridge.provisioning.files.DeviceAccount;
import org.courtbridge.provisioning.files.GatewayAddress;
import org.courtbridge.provisioning.files.HardwareId;
import org.courtbridge.provisioning.files.Protocol;
import org.courtbridge.provisioning.files.RenderedFile;
import org.courtbridge.provisioning.files.TemplateException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Placement;

/**
 * Configures devices: by a file for somebody's hands, and by a token with which they fetch it. Whatever holds a
 * password holds a new one; the one of before works until the overlap ends.
 */
public final class ConfigurationDesk {

    static final int MOST_HOURS = 7 * 24;

    private final ProvisioningServices provisioning;
    private final DeviceFiles files;
    private final AuditTrail audit;
    private final Supplier<String> baseUrl;
    private final InstantSource clock;

    /** @param baseUrl where devices reach this gateway */
    public ConfigurationDesk(
            ProvisioningServices provisioning,
            DeviceFiles files,
            AuditTrail audit,
            Supplier<String> baseUrl,
            InstantSource clock) {
        this.provisioning = provisioning;
        this.files = files;
        this.audit = audit;
        this.baseUrl = baseUrl;
        this.clock = clock;
    }

    /**
     * Preview of a configuration file.
     *
     * @param told of the settings that the device's driver can tell it; empty if there are none
     */
    record Preview(RenderedFile file, ConfigTemplate template, Optional<ConfigTemplate> told) {}

    /**
     * @param url that a device fetches its files under; what it is called stands behind it
     * @param commands by which a codec of Cisco asks us as its external manager instead; none for others
     */
    record Issued(String token, String url, String file, Instant goodUntil, List<String> commands) {

        Issued {
            commands = List.copyOf(commands);
        }

        @Override
        public String toString() {
            return "Issued[" + goodUntil + "]";
        }
    }

    Device device(String id) {
        return placement(id).device();
    }

    Preview preview(String deviceId) {
        Placement placement = placement(deviceId);
        try {
            ConfigTemplate template = files.account(placement);
            return new Preview(
                    files.masked(placement, template, template.hardware(placement.description())),
                    template,
                    files.told(placement));
        } catch (TemplateException e) {
            throw unfit(e);
        }
    }

    /** With a new password. */
    RenderedFile file(Call call, String deviceId) {
        Placement placement = placement(deviceId);
        try {
            ConfigTemplate template = files.account(placement);
            RenderedFile file = files.withNewPassword(call.actor(), placement, template);
            audit.note(
                    call.actor(),
                    "configuration.download",
                    new Subject("device", deviceId, placement.device().name()),
                    List.of(new Change("template", "", template.file())));
            return file;
        } catch (TemplateException e) {
            throw unfit(e);
        }
    }

    /** @param hardware MAC address or serial number that may use it; empty for whichever comes first */
    Issued enrol(Call call, String deviceId, int hours, String hardware) {
        Placement placement = placement(deviceId);
        if (hours < 1 || hours > MOST_HOURS) {
            throw new RequestException(400, "hours: %d (expected: 1 to %d)".formatted(hours, MOST_HOURS));
        }
        if (!placement.device().enabled()) {
            throw new RequestException(409, "The device is disabled.", "configuration.disabled");
        }
        String bound = HardwareId.of(hardware);
        Instant until = clock.instant().plus(Duration.ofHours(hours));
        String token = EnrolmentToken.generate();
        try {
            ConfigTemplate template = files.account(placement);
            String named = bound.isEmpty() ? template.hardware(placement.description()) : bound;
            String name = files.masked(placement, template, named).name();
            provisioning.enrolments().issue(placement.device(), EnrolmentToken.hash(token), bound, until, call.actor());
            String url = "%s/provision/%s/".formatted(baseUrl.get(), token);
            boolean isManaged = files.managed(placement).isPresent();
            return new Issued(token, url, name, until, isManaged ? manager(URI.create(url)) : List.of());
        } catch (TemplateException e) {
            throw unfit(e);
        }
    }

    /** As they are typed into a codec of Cisco. */
    private static List<String> manager(URI url) {
        return List.of(
                "xConfiguration Provisioning ExternalManager Address: \"%s\"".formatted(url.getAuthority()),
                "xConfiguration Provisioning ExternalManager Path: \"%s\"".formatted(url.getPath()),
                "xConfiguration Provisioning ExternalManager Protocol: %s"
                        .formatted(url.getScheme().toUpperCase(Locale.ROOT)),
                "xConfiguration Provisioning Mode: TMS");
    }

    /** On paper, without the password: a page for each protocol by which the device may register. */
    byte[] sheet(String deviceId, Messages messages) {
        Placement placement = placement(deviceId);
        GatewayAddress gateway = provisioning.address().get();
        List<CredentialSheet> sheets = new ArrayList<>();
        DeviceAccount account = DeviceAccount.of(placement.device(), placement.description(), "", "", gateway);
        for (Protocol protocol : Protocol.values()) {
            sheets.add(sheet(account, protocol, messages));
        }
        return SheetPdf.of(sheets);
    }

    private static CredentialSheet sheet(DeviceAccount account, Protocol protocol, Messages messages) {
        GatewayAddress gateway = account.gateway();
        List<CredentialSheet.Line> lines = new ArrayList<>();
        String code = switch (protocol) {
            case SIP -> {
                lines.add(line(messages, "sheet.sip.server", gateway.host()));
                lines.add(line(messages, "sheet.sip.port", gateway.transport().name() + " " + gateway.sipPort()));
                lines.add(line(messages, "sheet.sip.address", "sip:" + account.username() + "@" + gateway.host()));
                lines.add(line(messages, "device.username", account.username()));
                yield "sip:%s@%s:%d;transport=%s"
                        .formatted(
                                account.username(),
                                gateway.host(),
                                gateway.sipPort(),
                                gateway.transport().name().toLowerCase(Locale.ROOT));
            }
            case H323 -> {
                lines.add(line(messages, "sheet.h323.gatekeeper", gateway.host()));
                lines.add(line(messages, "sheet.h323.port", "UDP " + gateway.rasPort()));
                lines.add(line(messages, "sheet.h323.id", account.username()));
                lines.add(line(
                        messages,
                        "sheet.h323.number",
                        Optional.of(account.number())
                                .filter(number -> !number.isEmpty())
                                .orElse("–")));
                yield "h323:%s@%s".formatted(account.username(), gateway.host());
            }
        };
        lines.add(line(messages, "device.password", messages.get("sheet.password.where")));
        lines.add(line(messages, "device.encryption", messages.get("device.encryption." + account.encryption())));
        lines.add(line(messages, "sheet.codecs", messages.get("sheet.codecs." + protocol)));
        return new CredentialSheet(
                messages.language().tag(),
                messages.get("sheet." + protocol + ".title"),
                account.name(),
                lines,
                messages.get("sheet.hands.advice"),
                code);
    }

    private static CredentialSheet.Line line(Messages messages, String key, String value) {
        return new CredentialSheet.Line(messages.get(key), value);
    }

    private Placement placement(String deviceId) {
        return files.placement(deviceId).orElseThrow(ConfigurationDesk::noSuchDevice);
    }

    static RequestException noSuchDevice() {
        return RequestException.notFound("No such device.");
    }

    static RequestException unfit(TemplateException e) {
        return new RequestException(409, String.valueOf(e.getMessage()), "configuration.unfit");
    }
}
