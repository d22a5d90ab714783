package org.courtbridge.console.calls;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Figures of our gatekeeper about rooms' calls.
 *
 * @param routedCalls of now between rooms, in no hearing, whose signalling goes through us, and with some their media
 * @param missedPackets that rooms say they have not received (H.460.9), in calls that are over, since the start
 */
public record GatekeeperFigures(IntSupplier routedCalls, LongSupplier missedPackets) {}
