package org.courtbridge.codecs.srtp;

/** RTP or RTCP: each kind has session keys, a layout and indices of its own (RFC 3711, sections 3.1 and 3.4). */
enum PacketKind {
    RTP,
    RTCP
}
