package org.courtbridge.operations.fleet;

import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.operations.enrolment.DeviceFiles;
import org.courtbridge.provisioning.files.ConfigTemplate;
import org.courtbridge.provisioning.files.RenderedFile;
import org.courtbridge.provisioning.files.TemplateException;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.Placement;

/** Makes the settings that drivers tell devices, with a new password for each; nobody but the driver sees it. */
public final class NewSettings {

    private final Devices devices;
    private final DeviceFiles files;

    public NewSettings(Devices devices, DeviceFiles files) {
        this.devices = devices;
        this.files = files;
    }

    /** @param actor as in all trails */
    public DeviceSettings.Maker by(String actor) {
        return item -> make(actor, item);
    }

    private DeviceSettings make(String actor, FleetItem item) {
        Placement placement = files.placement(item.id())
                .orElseThrow(() -> new DeviceException(DeviceFault.NOT_SUPPORTED, "it is no device any more"));
        requireCredentials(placement);
        try {
            ConfigTemplate template = files.told(placement)
                    .orElseThrow(() -> new DeviceException(
                            DeviceFault.NOT_SUPPORTED, "no template for what it is and its driver"));
            RenderedFile file = files.withNewPassword(actor, placement, template);
            return new DeviceSettings(file.commands(), file.secretCommands(), template.hands());
        } catch (TemplateException unfit) {
            throw new DeviceException(DeviceFault.NOT_SUPPORTED, String.valueOf(unfit.getMessage()));
        }
    }

    /** A device that was revoked, a stolen one maybe, is told no new password. */
    private void requireCredentials(Placement placement) {
        boolean revoked = devices.password(placement.device().id()).isEmpty()
                && devices.secrets(placement.device().id()).isEmpty();
        if (!placement.device().enabled() || revoked) {
            throw new DeviceException(DeviceFault.REFUSED, "its credentials are revoked, or it is disabled");
        }
    }
}
