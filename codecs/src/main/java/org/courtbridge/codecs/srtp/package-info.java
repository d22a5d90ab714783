/** SRTP and SRTCP (RFC 3711, RFC 7714) in place on borrowed packets. Start at {@link org.courtbridge.codecs.srtp.SrtpReceiver}. */
@NullMarked
package org.courtbridge.codecs.srtp;

import org.jspecify.annotations.NullMarked;
