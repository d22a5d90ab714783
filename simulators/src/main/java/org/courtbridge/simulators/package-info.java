/**
 * A simulated room, as a process of its own, that shows the product without hardware: it speaks SIP and RTP to the
 * gateway as a room codec would, and shares no state with it. Start at {@link
 * org.courtbridge.simulators.DemoRoom}.
 */
@NullMarked
package org.courtbridge.simulators;

import org.jspecify.annotations.NullMarked;
