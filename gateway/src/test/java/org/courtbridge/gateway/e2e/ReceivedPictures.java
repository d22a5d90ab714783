package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;

/**
 * The packets of a picture in H.264 that a program without a decoder has written to a file, each behind its length in 2 octets, in
 * the order in which they came.
 */
record ReceivedPictures(Path file) implements Viewer {

    List<RtpPacket> packets() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        List<RtpPacket> packets = new ArrayList<>();
        while (bytes.remaining() > 2
                && Short.toUnsignedInt(bytes.getShort(bytes.position())) <= bytes.remaining() - 2) {
            byte[] packet = new byte[Short.toUnsignedInt(bytes.getShort())];
            bytes.get(packet);
            packets.add(new RtpPacket().wrap(packet, 0, packet.length));
        }
        return packets;
    }

    /** All pictures; fails at one that needs another that never came. */
    List<I420Picture> decoded() throws IOException {
        H264Depacketizer depacketizer = new H264Depacketizer();
        List<I420Picture> pictures = new ArrayList<>();
        int whole = 0;
        try (PictureDecoder decoder = PictureDecoder.h264()) {
            for (RtpPacket packet : packets()) {
                Optional<byte[]> unit = depacketizer.push(packet);
                if (unit.isPresent()) {
                    whole++;
                    decoder.decode(unit.get()).ifPresent(pictures::add);
                }
            }
            assertThat(decoder.refused())
                    .as("pictures that cannot be decoded of %d", whole)
                    .isZero();
        }
        assertThat(pictures).as("decoded of %d", whole).hasSize(whole);
        return pictures;
    }

    /** Whether the last picture is a party's. */
    boolean shows(int party) throws IOException {
        return sees(party).isPresent();
    }

    @Override
    public Optional<CodedPicture> sees(int party) throws IOException {
        List<I420Picture> all = decoded();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        I420Picture last = all.getLast();
        return CodedPicture.read(last.width(), last.height(), last::lumaAt).filter(picture -> picture.party() == party);
    }
}
