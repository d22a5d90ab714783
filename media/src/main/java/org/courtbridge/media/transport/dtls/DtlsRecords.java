package org.courtbridge.media.transport.dtls;

import io.netty.buffer.ByteBuf;

/** Checks DTLS records (RFC 6347, section 4.1) as far as that is possible without any key. */
final class DtlsRecords {

    private static final int HEADER = 13;
    private static final int LENGTH_AT = 11;

    /** In a first hello, whatever version is agreed on in the end. */
    private static final int DTLS_1_0 = 0xFEFF;

    private static final int DTLS_1_2 = 0xFEFD;

    private DtlsRecords() {}

    /** Whether a datagram is made of whole records of a version that we speak. */
    static boolean areWhole(ByteBuf datagram) {
        int at = datagram.readerIndex();
        while (at + HEADER <= datagram.writerIndex() && isOurVersion(datagram.getUnsignedShort(at + 1))) {
            at += HEADER + datagram.getUnsignedShort(at + LENGTH_AT);
        }
        return datagram.isReadable() && at == datagram.writerIndex();
    }

    private static boolean isOurVersion(int version) {
        return version == DTLS_1_0 || version == DTLS_1_2;
    }
}
