package org.courtbridge.console.configuration;

import java.time.Duration;
import java.util.function.Supplier;
import org.courtbridge.operations.enrolment.Enrolments;
import org.courtbridge.operations.enrolment.ZeroTouch;
import org.courtbridge.provisioning.files.GatewayAddress;
import org.courtbridge.provisioning.files.TemplateCatalogue;

/**
 * How devices are configured.
 *
 * @param address where devices find this gateway
 * @param overlap how long the password of before works as well as the one that a file has
 */
public record ProvisioningServices(
        TemplateCatalogue templates,
        Enrolments enrolments,
        ZeroTouch zeroTouch,
        Supplier<GatewayAddress> address,
        Duration overlap) {}
