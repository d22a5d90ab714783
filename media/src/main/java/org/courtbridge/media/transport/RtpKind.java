package org.courtbridge.media.transport;

/** The kind of a packet on an RTP association, by its first two bytes and its length (RFC 5761, section 4). */
enum RtpKind {
    RTP,
    RTCP,
    NEITHER;

    private static final int RTP_HEADER = 12;
    private static final int RTCP_HEADER = 8;

    static RtpKind of(byte[] buffer, int offset, int length) {
        if (length < RTCP_HEADER || (buffer[offset] & 0xC0) != 0x80) {
            return NEITHER;
        }
        int type = buffer[offset + 1] & 0xFF;
        if (type >= 192 && type <= 223) {
            return RTCP;
        }
        return length >= RTP_HEADER ? RTP : NEITHER;
    }
}
