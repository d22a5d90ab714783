package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceivedPicturesTest {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    private final PictureEncoder encoder =
            PictureEncoder.h264(EncoderSettings.ofDefaultProfile(WIDTH, HEIGHT, 15, 300_000, 1_100));
    private final H264Packetizer packetizer = new H264Packetizer(0, 1_200);
    private final ReceivedPictures received = new ReceivedPictures();
    private int sequenceNumber;
    private long timestamp;

    @AfterEach
    void close() {
        encoder.close();
    }

    private List<RtpPacket> picture(boolean keyframe) {
        List<RtpPacket> packets = new ArrayList<>();
        timestamp += 6_000;
        packetizer.pack(encoder.encode(I420Picture.black(WIDTH, HEIGHT), keyframe), (payload, length, marker) -> {
            byte[] bytes = new byte[RtpPacket.FIXED_HEADER + length];
            bytes[0] = (byte) 0x80;
            System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, length);
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
            packet.sequenceNumber(sequenceNumber++);
            packet.timestamp(timestamp);
            packet.marker(marker);
            packets.add(packet);
        });
        return packets;
    }

    private boolean push(List<RtpPacket> packets) {
        boolean whole = true;
        for (RtpPacket packet : packets) {
            whole &= received.push(packet);
        }
        return whole;
    }

    @Test
    void areCountedSinceTheLastReport() {
        assertThat(push(picture(true))).isTrue();
        assertThat(push(picture(false))).isTrue();
        assertThat(received.take()).isEqualTo(new PictureLine.Received(2, WIDTH, HEIGHT));
        assertThat(received.take()).isEqualTo(new PictureLine.Received(0, WIDTH, HEIGHT));
        received.close();
    }

    @Test
    void areDamagedWhereAPacketIsMissing() {
        push(picture(true));
        picture(false);
        List<Boolean> whole = List.of(push(picture(false)), push(picture(false)));
        assertThat(whole).contains(false);
        received.close();
    }

    @Test
    void areNotDecodedOnceClosed() {
        received.close();
        assertThat(push(picture(true))).isFalse();
        assertThat(received.take().pictures()).isZero();
    }
}
