package org.courtbridge.console.configuration;

import java.time.Duration;
import java.util.function.Supplier;
import org.courtbridge.operations.enrolment.DeviceFiles;
import org.courtbridge.operations.enrolment.Enrolments;
import org.courtbridge.operations.enrolment.ZeroTouch;
import org.courtbridge.provisioning.files.GatewayAddress;
import org.courtbridge.provisioning.files.TemplateCatalogue;

/**
 * The services that configure devices.
 *
 * @param address at which devices find this gateway
 * @param overlap how long the former password still works beside the one in a new file
 */
public record ProvisioningServices(
        TemplateCatalogue templates,
        Enrolments enrolments,
        ZeroTouch zeroTouch,
        Supplier<GatewayAddress> address,
        Duration overlap) {

    public DeviceFiles.Settings files() {
        return new DeviceFiles.Settings(templates, address, overlap);
    }
}
