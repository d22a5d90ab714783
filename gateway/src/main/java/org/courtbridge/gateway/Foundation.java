package org.courtbridge.gateway;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.media.health.DatabaseOutage;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.health.RepeatedTask;
import org.courtbridge.media.network.AdvertisedAddresses;

/**
 * The common base of the gateway's parts.
 *
 * @param data the folder of all that is kept
 * @param addresses those that others are told
 * @param closing closes what is opened, the last first
 * @param errors hears of faults of the gateway's own
 * @param site where people find the console; known once its server has been opened
 */
record Foundation(
        GatewayConfig config,
        Path data,
        AdvertisedAddresses addresses,
        Closing closing,
        InternalErrors errors,
        Supplier<String> site,
        InstantSource clock) {

    private static final Logger LOG = LogManager.getLogger(Foundation.class);

    /** The address that others are told who have no place yet. */
    InetAddress advertised() {
        return addresses.usual();
    }

    /** The advertised address as a URI has it. */
    String host() {
        return advertised() instanceof Inet6Address
                ? "[" + advertised().getHostAddress() + "]"
                : advertised().getHostAddress();
    }

    /** Work that waits for the next time while the database is away. */
    RepeatedTask upkeep(String name, Runnable work) {
        return new RepeatedTask(errors, Part.UPKEEP, name, () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                if (!DatabaseOutage.isCauseOf(e)) {
                    throw e;
                }
                LOG.warn("{}: not for now, as the database does not answer: {}", name, e.getMessage());
            }
        });
    }
}
