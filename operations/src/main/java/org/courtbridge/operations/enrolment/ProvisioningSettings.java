package org.courtbridge.operations.enrolment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.courtbridge.provisioning.files.SipTransport;

/**
 * Settings for the configuration of devices.
 *
 * @param templates folder of a technician's own
 * @param transport that devices are told to use for SIP
 * @param window how long a device may fetch files by a token from its first use on
 * @param overlap how long the former password still works beside the one in a new file
 */
public record ProvisioningSettings(
        Optional<Path> templates, SipTransport transport, Duration window, Duration overlap) {}
