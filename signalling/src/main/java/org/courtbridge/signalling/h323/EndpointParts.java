package org.courtbridge.signalling.h323;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperPort;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperRegistration;
import org.courtbridge.signalling.h323.gatekeeper.RegisteredRooms;
import org.courtbridge.signalling.h323.transport.TpktPorts;
import org.courtbridge.signalling.rooms.LiveCalls;

/**
 * The parts of the H.323 endpoint that calls either way are made of.
 *
 * @param registration at another gatekeeper; empty if it registers at none
 * @param calls of now, which are counted
 * @param malformed counts messages that could not be read
 */
record EndpointParts(
        H323Config config,
        TpktPorts tpkt,
        UdpPorts media,
        RegisteredRooms registered,
        GatekeeperPort gatekeeper,
        Optional<GatekeeperRegistration> registration,
        Devices devices,
        LiveCalls calls,
        LongAdder malformed,
        InstantSource clock) {}
