package org.courtbridge.court.conference;

import java.time.Instant;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;

/**
 * A leg that has arrived.
 *
 * @param media as negotiated when it arrived
 */
record Call(Leg leg, LegMedia media, Instant since) {}
