/**
 * Cameras that have no codec: their pictures are fetched by RTSP (RFC 2326), and are a party's in a hearing. Start at
 * {@link org.courtbridge.signalling.rtsp.CameraEndpoint}.
 */
@NullMarked
package org.courtbridge.signalling.rtsp;

import org.jspecify.annotations.NullMarked;
