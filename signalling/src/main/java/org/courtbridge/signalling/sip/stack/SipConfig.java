package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.courtbridge.media.network.AdvertisedAddresses;

/**
 * Settings of the SIP endpoint.
 *
 * @param bind the address that ports are opened on; a wildcard for all
 * @param advertised the addresses that others are told, in SIP and in session descriptions
 * @param port for UDP and TCP; 0 for any that is free in both
 * @param tlsPort 0 for any free one; not opened without {@code tls}
 * @param realm of digest authentication; devices' secrets are bound to it
 * @param proxies before us, who are believed when they say where a request comes from
 * @param mediaTimeout a call whose media stop for so long, outside hold, is lost; zero for never
 */
public record SipConfig(
        InetAddress bind,
        AdvertisedAddresses advertised,
        int port,
        int tlsPort,
        String realm,
        Duration mediaTimeout,
        Optional<TlsIdentity> tls,
        TrustedProxies proxies,
        Limits limits) {

    /**
     * @param calls at one time, in and out
     * @param contactsPerDevice that are kept at one time; the oldest give way to new ones
     * @param shortestRegistration a shorter one is refused (423)
     * @param longestRegistration a longer one is shortened
     * @param answer until a called room has to have picked up, however often it is called with another offer
     * @param sessionInterval after which a call is over unless one side has said that it is there (RFC 4028)
     * @param shortestSession a shorter interval is refused (422)
     * @param ping how often a device that has registered over UDP is asked whether it is there; zero for never
     * @param requestsPerSource new requests a second of one address, with twice as many in a burst
     */
    public record Limits(
            int calls,
            int contactsPerDevice,
            Duration shortestRegistration,
            Duration longestRegistration,
            Duration answer,
            Duration sessionInterval,
            Duration shortestSession,
            Duration ping,
            int requestsPerSource) {

        public static final Limits DEFAULT = new Limits(
                500,
                5,
                Duration.ofSeconds(30),
                Duration.ofDays(1),
                Duration.ofSeconds(60),
                Duration.ofMinutes(30),
                Duration.ofSeconds(90),
                Duration.ofSeconds(60),
                500);
    }
}
