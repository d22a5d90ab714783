/**
 * Codecs of Polycom's RealPresence Group Series by their command line: Polycom, "Integrator Reference Guide, RealPresence
 * Group Series" (6.0.0), chapter "System Commands", over TCP 24 or SSH. Commands have the names that they have there. Not tried on
 * such a codec yet.
 *
 * <p>Start at {@link org.courtbridge.devices.polygroup.PolyGroupCodec}.
 */
@NullMarked
package org.courtbridge.devices.polygroup;

import org.jspecify.annotations.NullMarked;
