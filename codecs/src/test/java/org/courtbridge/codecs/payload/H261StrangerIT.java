package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets of H.261 that GStreamer made, and what it makes of ours; packets are handed over in files (RFC 4571). */
class H261StrangerIT {

    private static final int PICTURES = 30;
    private static final int SSRC = 0x261;

    @TempDir
    private Path folder;

    @Test
    void readsWhatGStreamerPacks() throws Exception {
        gstreamer("videotestsrc num-buffers=" + PICTURES + " pattern=smpte"
                + " ! video/x-raw,width=352,height=288,framerate=15/1 ! videoconvert ! avenc_h261 bitrate=600000"
                + " ! rtph261pay mtu=500 ! rtpstreampay ! filesink location=theirs");
        H261Format format = H261Format.parse(31, Map.of());
        PictureDepacketizer depacketizer = format.depacketizer();
        int packets = 0;
        int keys = 0;
        int decoded = 0;
        try (PictureDecoder decoder = PictureDecoder.h261()) {
            ByteBuffer framed = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("theirs")));
            while (framed.hasRemaining()) {
                byte[] bytes = new byte[Short.toUnsignedInt(framed.getShort())];
                framed.get(bytes);
                RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
                packets++;
                keys += (format.inspect(bytes, packet.payloadAt(), packet.payloadLength()) & PayloadTraits.IDR) != 0
                        ? 1
                        : 0;
                Optional<byte[]> picture = depacketizer.push(packet);
                decoded += picture.flatMap(decoder::decode).isPresent() ? 1 : 0;
                picture.ifPresent(H261StrangerIT::assertReadable);
            }
        }
        assertThat(depacketizer.incomplete()).isZero();
        assertThat(decoded).isEqualTo(PICTURES);
        assertThat(keys).as("key pictures").isPositive().isLessThan(PICTURES);
        assertThat(packets).as("packets, several a picture").isGreaterThan(2 * PICTURES);
    }

    @Test
    void gStreamerReadsWhatWePack() throws Exception {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        ByteArrayOutputStream film = new ByteArrayOutputStream();
        PicturePacketizer packetizer = new H261Packetizer(300);
        int[] sequence = {0};
        for (byte[] picture : film()) {
            film.writeBytes(picture);
            int timestamp = film.size();
            packetizer.pack(EncodedPicture.of(picture), (payload, length, marker) -> {
                ByteBuffer packet = ByteBuffer.allocate(2 + RtpPacket.FIXED_HEADER + length);
                packet.putShort((short) (packet.capacity() - 2));
                packet.put((byte) 0x80).put((byte) (marker ? 0x80 | 31 : 31)).putShort((short) sequence[0]++);
                packet.putInt(timestamp).putInt(SSRC).put(payload, 0, length);
                framed.writeBytes(packet.array());
            });
        }
        Files.write(folder.resolve("ours"), framed.toByteArray());
        gstreamer("filesrc location=ours ! application/x-rtp-stream,media=video,clock-rate=90000,payload=31"
                + " ! rtpstreamdepay ! rtph261depay ! filesink location=read");
        assertThat(sequence[0]).as("packets, several a picture").isGreaterThan(2 * PICTURES);
        assertThat(folder.resolve("read")).hasBinaryContent(film.toByteArray());
    }

    private static void assertReadable(byte[] picture) {
        H261Walk walk = new H261Walk(picture, 0, 8 * picture.length);
        H261Walk.Step step = walk.next();
        while (step != H261Walk.Step.END) {
            assertThat(step).as("behind bit %d", walk.position()).isNotEqualTo(H261Walk.Step.BROKEN);
            step = walk.next();
        }
    }

    /** Blocks of many shades that move. */
    private static List<byte[]> film() {
        List<byte[]> film = new ArrayList<>();
        try (PictureEncoder encoder =
                PictureEncoder.h261(EncoderSettings.ofDefaultProfile(352, 288, 15, 600_000, 1_100))) {
            for (int i = 0; i < PICTURES; i++) {
                I420Picture picture = I420Picture.black(352, 288);
                Random random = new Random(31);
                for (int y = 0; y < 288; y += 8) {
                    for (int x = 0; x < 352; x += 8) {
                        picture.fill(Math.min(x + 2 * i, 344), y, 8, 8, 60 + random.nextInt(120), 128, 128);
                    }
                }
                film.add(encoder.encode(picture, i == 10).bytes());
            }
        }
        return film;
    }

    private void gstreamer(String pipeline) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gst-launch-1.0", "-q"));
        command.addAll(List.of(pipeline.split(" ")));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
