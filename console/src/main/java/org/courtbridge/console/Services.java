package org.courtbridge.console;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.courtbridge.console.calls.GatekeeperFigures;
import org.courtbridge.console.calls.TraceSource;
import org.courtbridge.console.configuration.ProvisioningServices;
import org.courtbridge.console.fleet.FleetServices;
import org.courtbridge.console.hearings.HearingServices;
import org.courtbridge.console.tests.TestServices;
import org.courtbridge.console.users.AccessServices;
import org.courtbridge.media.health.Readiness;
import org.courtbridge.media.video.processing.PictureLoad;
import org.courtbridge.operations.delivery.MailSender;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.certificates.DeviceCertificates;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.Inventory;

/**
 * The services that the console's pages and the API read and change.
 *
 * @param baseUrl where participants reach this gateway, such as {@code https://host:8443}, without a slash at the end
 * @param readiness whether calls can be taken now, and what has failed
 * @param trace gives what was written of a call; empty if nothing is written
 * @param gatekeeper what ours knows of rooms' calls
 * @param rotateKeys has all secrets in the database encrypted by a new key, for whom the audit trail names; gives how many
 * @param backUp makes a backup, for whom the audit trail names; gives the file
 * @param mail empty if no mail server is configured
 * @param pictures how much there is to do for those who code pictures
 * @param tests empty if this gateway makes no test calls
 * @param zone of the court, for every time on a page
 * @param dropped by kind of port, how many arrivals were refused since the start
 */
public record Services(
        HearingServices hearings,
        Devices devices,
        Inventory inventory,
        AuditTrail audit,
        DeviceCertificates certificates,
        ToIntFunction<String> rotateKeys,
        Function<String, Path> backUp,
        Optional<MailSender> mail,
        AccessServices access,
        FleetServices fleet,
        ProvisioningServices provisioning,
        Supplier<String> baseUrl,
        Readiness readiness,
        Map<String, LongSupplier> dropped,
        Optional<TraceSource> trace,
        GatekeeperFigures gatekeeper,
        Supplier<PictureLoad> pictures,
        Optional<TestServices> tests,
        ZoneId zone,
        InstantSource clock) {}
