package org.courtbridge.codecs.payload;

import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;

/** Puts RTP payloads of H.264 together into pictures (RFC 6184, section 7.1). */
public final class H264Depacketizer implements PictureDepacketizer {

    private final NalPictures pictures = new NalPictures();

    @Override
    public Optional<byte[]> push(RtpPacket packet) {
        return pictures.push(packet, this::read);
    }

    private void read(byte[] bytes, int offset, int length) {
        int flags = H264Payload.inspect(bytes, offset, length);
        if ((flags & PayloadTraits.MALFORMED) != 0) {
            pictures.malformed();
        } else if ((flags & PayloadTraits.FRAGMENT) != 0) {
            boolean start = (bytes[offset + 1] & 0x80) != 0;
            boolean end = (bytes[offset + 1] & 0x40) != 0;
            byte[] header = {(byte) (bytes[offset] & 0xE0 | bytes[offset + 1] & 0x1F)};
            pictures.fragment(start, end, header, bytes, offset + 2, length - 2);
        } else {
            H264Payload.forEachUnit(bytes, offset, length, (b, at, n, last) -> pictures.unit(b, at, n));
        }
    }

    @Override
    public long incomplete() {
        return pictures.incomplete();
    }
}
