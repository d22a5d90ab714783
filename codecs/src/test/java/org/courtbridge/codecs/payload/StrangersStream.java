package org.courtbridge.codecs.payload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Twenty pictures of ffmpeg's moving test picture (testsrc2, 176×144), of which the first and the eleventh are key pictures,
 * as ffmpeg 7.1 coded them and put them into RTP packets of 312 octets at most.
 */
public enum StrangersStream {
    /** Packed by GStreamer, as ffmpeg does not say where it cuts. */
    H261(H261Format.parse(31, Map.of())),
    H263(H263Format.parse(34, H263Format.Form.H263, Map.of())),
    /** By the encoder of H.263+, in the form of RFC 4629. */
    H263_1998(H263Format.parse(96, H263Format.Form.H263_1998, Map.of())),
    /** High profile, by x264. */
    H264(H264Format.parse(96, Map.of("packetization-mode", "1"))),
    /** Main profile, by x265. */
    H265(H265Format.parse(96, Map.of()).orElseThrow()),
    VP8(Vp8Format.parse(96, Map.of())),
    VP9(Vp9Format.parse(96, Map.of()));

    public static final int PICTURES = 20;

    private final PictureFormat format;

    StrangersStream(PictureFormat format) {
        this.format = format;
    }

    public PictureFormat format() {
        return format;
    }

    /** Each with an array of its own. */
    public List<RtpPacket> packets() {
        String name = name().toLowerCase(Locale.ROOT).replace('_', '-') + ".rtp";
        try (InputStream file = StrangersStream.class.getResourceAsStream(name)) {
            ByteBuffer framed = ByteBuffer.wrap(file.readAllBytes());
            List<RtpPacket> packets = new ArrayList<>();
            while (framed.hasRemaining()) {
                byte[] bytes = new byte[Short.toUnsignedInt(framed.getShort())];
                framed.get(bytes);
                packets.add(new RtpPacket().wrap(bytes, 0, bytes.length));
            }
            return packets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
