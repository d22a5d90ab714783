/** RTP and RTCP (RFC 3550, RFC 4585, RFC 4588, RFC 5104): packets, streams, statistics. Start at {@link org.courtbridge.codecs.rtp.RtpPacket}. */
@NullMarked
package org.courtbridge.codecs.rtp;

import org.jspecify.annotations.NullMarked;
