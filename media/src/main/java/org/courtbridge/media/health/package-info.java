/**
 * Faults of the gateway's own, what they end, and whether the gateway is of use to anybody. Start at
 * {@link org.courtbridge.media.health.InternalErrors}.
 */
@NullMarked
package org.courtbridge.media.health;

import org.jspecify.annotations.NullMarked;
