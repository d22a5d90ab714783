/**
 * Estimators of what a line carries, from the arrivals of what was sent: without sockets, threads or clocks; the caller says
 * what time it is. Start at {@link org.courtbridge.codecs.congestion.SendSideEstimator}.
 */
@NullMarked
package org.courtbridge.codecs.congestion;

import org.jspecify.annotations.NullMarked;
