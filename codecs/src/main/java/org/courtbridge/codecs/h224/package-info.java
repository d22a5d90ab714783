/**
 * Far-end camera control: the data link H.224 (ITU-T H.224, 01/2005) as RTP carries it (RFC 4573; ITU-T H.323 Annex Q), its
 * client management, and the camera's own protocol (ITU-T H.281). No sockets and no clocks. Start at {@link
 * org.courtbridge.codecs.h224.H224Session}.
 */
@NullMarked
package org.courtbridge.codecs.h224;

import org.jspecify.annotations.NullMarked;
