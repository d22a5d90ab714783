/**
 * Congestion control, pacing and redundancy of the packets that are sent to a party. Start at
 * {@link org.courtbridge.media.pacing.PacedTransport}.
 */
@NullMarked
package org.courtbridge.media.pacing;

import org.jspecify.annotations.NullMarked;
