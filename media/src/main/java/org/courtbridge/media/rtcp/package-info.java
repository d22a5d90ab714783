/** RTCP with a party, and the streams that share a transport with it. Start at {@link org.courtbridge.media.rtcp.RtpSession}. */
@NullMarked
package org.courtbridge.media.rtcp;

import org.jspecify.annotations.NullMarked;
