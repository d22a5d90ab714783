package org.courtbridge.gateway.conference;

import java.time.Instant;
import org.courtbridge.gateway.bridge.Leg;
import org.courtbridge.gateway.bridge.LegMedia;

/**
 * A leg that has arrived.
 *
 * @param media as negotiated when it arrived
 */
record Call(Leg leg, LegMedia media, Instant since) {}
