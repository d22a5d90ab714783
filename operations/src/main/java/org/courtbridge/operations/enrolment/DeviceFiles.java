package org.courtbridge.operations.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.provisioning.files.ConfigTemplate;
import org.courtbridge.provisioning.files.DeviceAccount;
import org.courtbridge.provisioning.files.GatewayAddress;
import org.courtbridge.provisioning.files.RenderedFile;
import org.courtbridge.provisioning.files.TemplateCatalogue;
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
    private final Settings settings;
    private final InstantSource clock;

    /**
     * What files are made of beside the inventory.
     *
     * @param address at which devices find this gateway
     * @param overlap in which the former password still works beside the one in a new file
     */
    public record Settings(TemplateCatalogue templates, Supplier<GatewayAddress> address, Duration overlap) {}

    public DeviceFiles(Devices devices, Inventory inventory, Settings settings, InstantSource clock) {
        this.devices = devices;
        this.inventory = inventory;
        this.settings = settings;
        this.clock = clock;
    }

    public Optional<Placement> placement(String deviceId) {
        return inventory.placement(deviceId);
    }

    /** @throws TemplateException if there is none */
    public ConfigTemplate account(Placement placement) {
        DeviceDescription description = placement.description();
        return settings.templates().account(ZeroTouch.model(description), DeviceAccount.protocols(description));
    }

    /** Template of the settings that the device's driver can tell it; empty if there are none. */
    public Optional<ConfigTemplate> told(Placement placement) {
        DeviceDescription description = placement.description();
        return settings.templates()
                .told(ZeroTouch.model(description), DeviceAccount.protocols(description), description.driver());
    }

    /** Template of our answer to a codec of Cisco whose external manager we are; empty for any other device. */
    public Optional<ConfigTemplate> managed(Placement placement) {
        DeviceDescription description = placement.description();
        return settings.templates()
                .told(ZeroTouch.model(description), DeviceAccount.protocols(description), ZeroTouch.MANAGED_DRIVER);
    }

    /** Without the password. @throws TemplateException if it cannot be made */
    public RenderedFile masked(Placement placement, ConfigTemplate template, String hardware) {
        return rendered(placement, template, MASK, hardware);
    }

    /**
     * With a new password, where it has one; the one of before works until the overlap ends. There is none before it is known that the
     * file can be made.
     *
     * @param actor as in all trails
     * @throws TemplateException if it cannot be made
     */
    public RenderedFile withNewPassword(String actor, Placement placement, ConfigTemplate template) {
        String hardware = template.hardware(placement.description());
        RenderedFile trial = masked(placement, template, hardware);
        if (template.role() == ConfigTemplate.Role.COMMON) {
            return trial;
        }
        Instant until = clock.instant().plus(settings.overlap());
        String password = PasswordRotation.rotate(devices.by(actor), List.of(placement.device()), until)
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
                settings.address().get()));
    }
}
