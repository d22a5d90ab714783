package org.courtbridge.console.configuration;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.devices.DeviceDesk;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.operations.enrolment.ZeroTouch;
import org.courtbridge.provisioning.files.ConfigTemplate;
import org.courtbridge.provisioning.files.DeviceAccount;
import org.courtbridge.provisioning.files.RenderedFile;
import org.courtbridge.provisioning.files.TemplateException;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;

/** Makes devices' configuration files from templates and the inventory. */
public final class DeviceFiles {

    /** In place of a password. */
    private static final String MASK = "********";

    private final Devices devices;
    private final Inventory inventory;
    private final ProvisioningServices provisioning;
    private final InstantSource clock;

    public DeviceFiles(Devices devices, Inventory inventory, ProvisioningServices provisioning, InstantSource clock) {
        this.devices = devices;
        this.inventory = inventory;
        this.provisioning = provisioning;
        this.clock = clock;
    }

    Placement placement(String deviceId) {
        return inventory.placement(deviceId).orElseThrow(() -> RequestException.notFound("No such device."));
    }

    /** @throws TemplateException if there is none */
    ConfigTemplate account(Placement placement) {
        DeviceDescription description = placement.description();
        return provisioning.templates().account(ZeroTouch.model(description), DeviceAccount.protocols(description));
    }

    /** Template of the settings that the device's driver can tell it; empty if there are none. */
    Optional<ConfigTemplate> told(Placement placement) {
        DeviceDescription description = placement.description();
        return provisioning
                .templates()
                .told(ZeroTouch.model(description), DeviceAccount.protocols(description), description.driver());
    }

    /** Template of our answer to a codec of Cisco whose external manager we are; empty for any other device. */
    Optional<ConfigTemplate> managed(Placement placement) {
        DeviceDescription description = placement.description();
        return provisioning
                .templates()
                .told(ZeroTouch.model(description), DeviceAccount.protocols(description), ZeroTouch.MANAGED_DRIVER);
    }

    /** Without the password. @throws TemplateException if it cannot be made */
    RenderedFile masked(Placement placement, ConfigTemplate template, String hardware) {
        return rendered(placement, template, MASK, hardware);
    }

    /**
     * With a new password, where it has one; the one of before works until the overlap ends. There is none before it is known that the
     * file can be made.
     *
     * @param actor as in all trails
     * @throws TemplateException if it cannot be made
     */
    RenderedFile withNewPassword(String actor, Placement placement, ConfigTemplate template) {
        String hardware = template.hardware(placement.description());
        RenderedFile trial = masked(placement, template, hardware);
        if (template.role() == ConfigTemplate.Role.COMMON) {
            return trial;
        }
        Instant until = clock.instant().plus(provisioning.overlap());
        String password = new DeviceDesk(devices.by(actor))
                .rotate(List.of(placement.device()), until)
                .getFirst()
                .password();
        return rendered(placement, template, password, hardware);
    }

    private RenderedFile rendered(Placement placement, ConfigTemplate template, String password, String hardware) {
        return template.render(DeviceAccount.of(
                placement.device(),
                placement.description(),
                password,
                hardware,
                provisioning.address().get()));
    }

    static RequestException unfit(TemplateException e) {
        return new RequestException(409, String.valueOf(e.getMessage()), "configuration.unfit");
    }
}
