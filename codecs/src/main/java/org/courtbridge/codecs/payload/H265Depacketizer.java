package org.courtbridge.codecs.payload;

import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;

/** Puts RTP payloads of H.265 together into pictures (RFC 7798, section 6). */
final class H265Depacketizer implements PictureDepacketizer {

    private final NalPictures pictures = new NalPictures();

    @Override
    public Optional<byte[]> push(RtpPacket packet) {
        return pictures.push(packet, this::read);
    }

    private void read(byte[] bytes, int offset, int length) {
        int flags = H265Payload.inspect(bytes, offset, length);
        if ((flags & PayloadTraits.MALFORMED) != 0) {
            pictures.malformed();
        } else if ((flags & PayloadTraits.FRAGMENT) != 0) {
            boolean start = (bytes[offset + 2] & 0x80) != 0;
            boolean end = (bytes[offset + 2] & 0x40) != 0;
            byte[] header = {(byte) (bytes[offset] & 0x81 | (bytes[offset + 2] & 0x3F) << 1), bytes[offset + 1]};
            pictures.fragment(start, end, header, bytes, offset + 3, length - 3);
        } else {
            H265Payload.forEachUnit(bytes, offset, length, (b, at, n, last) -> pictures.unit(b, at, n));
        }
    }

    @Override
    public long incomplete() {
        return pictures.incomplete();
    }
}
