/**
 * Poly G7500 and Studio X by their REST API: Poly, "VideoOS REST API Reference Guide" (3.8.0, 3725-86572-008A). Resources have
 * the names that they have there; where settings come from, {@link org.courtbridge.devices.polyrest.PolyRestConfiguration} says. Not tried on such a codec yet.
 *
 * <p>Start at {@link org.courtbridge.devices.polyrest.PolyRestCodec}.
 */
@NullMarked
package org.courtbridge.devices.polyrest;

import org.jspecify.annotations.NullMarked;
