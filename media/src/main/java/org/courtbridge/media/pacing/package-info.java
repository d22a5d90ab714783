/** How fast packets leave for a party: congestion control, pacing and redundancy. Start at {@link org.courtbridge.media.pacing.PacedTransport}. */
@NullMarked
package org.courtbridge.media.pacing;

import org.jspecify.annotations.NullMarked;
