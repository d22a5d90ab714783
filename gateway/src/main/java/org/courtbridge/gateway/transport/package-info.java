/** What carries packets: ports, ICE, DTLS, keys. Start at {@link org.courtbridge.gateway.transport.RtpTransport}. */
@NullMarked
package org.courtbridge.gateway.transport;

import org.jspecify.annotations.NullMarked;
