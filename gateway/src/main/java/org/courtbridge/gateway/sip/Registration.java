package org.courtbridge.gateway.sip;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.courtbridge.provisioning.inventory.Device;

/**
 * Where a device is reached.
 *
 * @param contact the URI that it gave
 * @param transport "UDP", "TCP" or "TLS", of the REGISTER
 * @param source where the REGISTER came from
 * @param callId of the REGISTER
 * @param sequence of the REGISTER among those with its call identifier
 * @param userAgent what the device calls itself; empty if it does not say
 */
public record Registration(
        Device device,
        String contact,
        String transport,
        InetSocketAddress source,
        Instant expires,
        String callId,
        long sequence,
        String userAgent) {}
