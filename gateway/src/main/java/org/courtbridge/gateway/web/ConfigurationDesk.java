package org.courtbridge.gateway.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.gateway.delivery.CredentialSheet;
import org.courtbridge.gateway.delivery.SheetPdf;
import org.courtbridge.gateway.enrolment.EnrolmentToken;
import org.courtbridge.gateway.enrolment.ZeroTouch;
import org.courtbridge.gateway.fleet.CommandOutcome;
import org.courtbridge.gateway.fleet.FleetItem;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.files.ConfigTemplate;
import org.courtbridge.provisioning.files.DeviceAccount;
import org.courtbridge.provisioning.files.GatewayAddress;
import org.courtbridge.provisioning.files.HardwareId;
import org.courtbridge.provisioning.files.Protocol;
import org.courtbridge.provisioning.files.RenderedFile;
import org.courtbridge.provisioning.files.TemplateException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Placement;

/**
 * Configures devices: by a file for somebody's hands, by telling them, and by a token with which they fetch it. Whatever holds a
 * password holds a new one; the one of before works until the overlap ends.
 */
final class ConfigurationDesk {

    static final int MOST_HOURS = 7 * 24;

    /** In place of a password. */
    private static final String MASK = "********";

    /** A codec is told one thing after the other, and asked each time whether it did it. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Services services;
    private final DeviceDesk desk;

    ConfigurationDesk(Services services, DeviceDesk desk) {
        this.services = services;
        this.desk = desk;
    }

    /**
     * What a file will say.
     *
     * @param pushable whether the device can be told instead
     */
    record Preview(RenderedFile file, ConfigTemplate template, boolean pushable) {}

    /** @param url that a device fetches its files under; what it is called stands behind it */
    record Issued(String token, String url, String file, Instant goodUntil) {

        @Override
        public String toString() {
            return "Issued[" + goodUntil + "]";
        }
    }

    private Placement placement(String deviceId) {
        return services.inventory().placement(deviceId).orElseThrow(() -> RequestException.notFound("No such device."));
    }

    Device device(String id) {
        return placement(id).device();
    }

    private ConfigTemplate template(Placement placement) {
        DeviceDescription description = placement.description();
        return services.provisioning()
                .templates()
                .account(ZeroTouch.model(description), DeviceAccount.protocols(description));
    }

    private RenderedFile rendered(Placement placement, ConfigTemplate template, String password, String hardware) {
        return template.render(DeviceAccount.of(
                placement.device(),
                placement.description(),
                password,
                hardware,
                services.provisioning().address().get()));
    }

    /** Where the serial number is none that a file can be named by, the file is named by the user name. */
    private static String hardware(Placement placement) {
        try {
            return HardwareId.of(placement.description().serial());
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static RequestException unfit(TemplateException e) {
        return new RequestException(409, String.valueOf(e.getMessage()), "configuration.unfit");
    }

    Preview preview(String deviceId) {
        Placement placement = placement(deviceId);
        try {
            ConfigTemplate template = template(placement);
            return new Preview(
                    rendered(placement, template, MASK, hardware(placement)),
                    template,
                    isPushable(placement, template));
        } catch (TemplateException e) {
            throw unfit(e);
        }
    }

    private static boolean isPushable(Placement placement, ConfigTemplate template) {
        return template.driver()
                .filter(placement.description().driver()::equals)
                .isPresent();
    }

    /** With a new password. */
    RenderedFile file(Call call, String deviceId) {
        Placement placement = placement(deviceId);
        try {
            ConfigTemplate template = template(placement);
            RenderedFile file = withNewPassword(call, placement, template);
            services.audit()
                    .note(
                            call.actor(),
                            "configuration.download",
                            subject(placement.device()),
                            List.of(new Change("template", "", template.file())));
            return file;
        } catch (TemplateException e) {
            throw unfit(e);
        }
    }

    /** Not before it is known that a file can be made. */
    private RenderedFile withNewPassword(Call call, Placement placement, ConfigTemplate template) {
        String hardware = hardware(placement);
        rendered(placement, template, MASK, hardware);
        Instant until = services.clock().instant().plus(services.provisioning().overlap());
        String password = desk.by(call)
                .rotate(List.of(placement.device()), until)
                .getFirst()
                .password();
        return rendered(placement, template, password, hardware);
    }

    /** Tells the device, with a new password; what came of it is in the trail, too. */
    CommandOutcome push(Call call, String deviceId) throws InterruptedException {
        Placement placement = placement(deviceId);
        FleetItem item = services.fleet()
                .fleet()
                .item(deviceId)
                .filter(FleetItem::isDriven)
                .orElseThrow(ConfigurationDesk::unreachable);
        try {
            ConfigTemplate template = template(placement);
            if (!isPushable(placement, template)) {
                throw unreachable();
            }
            RenderedFile file = withNewPassword(call, placement, template);
            return services.fleet()
                    .fleet()
                    .perform(item, new DeviceCommand.Configure(file.commands()), call.actor())
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TemplateException e) {
            throw unfit(e);
        } catch (TimeoutException e) {
            throw new RequestException(
                    504, "The device has not said that it is done; see its page.", "configuration.slow");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RequestException unreachable() {
        return new RequestException(
                409, "There is no driver by which this device could be told.", "configuration.undriven");
    }

    private static Subject subject(Device device) {
        return new Subject("device", device.id(), device.name());
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
        Instant until = services.clock().instant().plus(Duration.ofHours(hours));
        String token = EnrolmentToken.generate();
        try {
            String name = rendered(placement, template(placement), MASK, bound).name();
            services.provisioning()
                    .enrolments()
                    .issue(placement.device(), EnrolmentToken.hash(token), bound, until, call.actor());
            return new Issued(
                    token, "%s/provision/%s/".formatted(services.baseUrl().get(), token), name, until);
        } catch (TemplateException e) {
            throw unfit(e);
        }
    }

    /** On paper, without the password: a page for each protocol by which the device may register. */
    byte[] sheet(String deviceId, Messages messages) {
        Placement placement = placement(deviceId);
        GatewayAddress gateway = services.provisioning().address().get();
        List<CredentialSheet> sheets = new ArrayList<>();
        DeviceAccount account =
                DeviceAccount.of(placement.device(), placement.description(), "", hardware(placement), gateway);
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
}
