/** RTP transports: ports, ICE, DTLS, keys. Start at {@link org.courtbridge.media.transport.RtpTransport}. */
@NullMarked
package org.courtbridge.media.transport;

import org.jspecify.annotations.NullMarked;
