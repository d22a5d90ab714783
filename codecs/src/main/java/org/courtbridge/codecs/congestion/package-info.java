/**
 * How much a line carries, learnt from when what was sent arrived: without sockets, threads or clocks; whoever uses it says
 * what time it is. Start at {@link org.courtbridge.codecs.congestion.SendSideEstimator}.
 */
@NullMarked
package org.courtbridge.codecs.congestion;

import org.jspecify.annotations.NullMarked;
