package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.payload.PictureDepacketizer;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;

/** A party's camera: each picture, really coded, shows a bright stripe further right than the last. */
public final class Camera implements AutoCloseable {

    static final int WIDTH = 1280;
    static final int HEIGHT = 720;

    private static final int STRIPES = 16;
    private static final int GRAIN = 8;
    private static final int GROUND = 90;

    private final PictureEncoder encoder =
            PictureEncoder.h264(EncoderSettings.ofDefaultProfile(WIDTH, HEIGHT, 30, 1_500_000, 0));
    private final H264Packetizer packetizer = new H264Packetizer(1, 1_200);
    private final Random random = new Random(4501);
    private final int ground;
    private final int grain;

    /** What it films, again and again, by the place of the stripe. */
    private final Map<Integer, I420Picture> pictures = new HashMap<>();

    private int filmed;
    private int heeded;

    Camera() {
        this(GROUND, 0);
    }

    private Camera(int ground, int grain) {
        this.ground = ground;
        this.grain = grain;
    }

    /** One before a wall of another brightness, 40 to 200. */
    static Camera before(int wall) {
        return new Camera(wall, 0);
    }

    /** One whose pictures take the bits that they may. */
    static Camera grainy() {
        return new Camera(GROUND, 40);
    }

    /** Films at 30 pictures a second, with a keyframe whenever one is asked for. */
    void film(PictureHearing hearing, PictureParty from, int pictures) {
        for (int i = 0; i < pictures; i++) {
            int asked = requests(from);
            filmOne(hearing, from, filmed == 0 || asked > heeded);
            heeded = asked;
        }
    }

    void filmOne(PictureHearing hearing, PictureParty from, boolean keyframe) {
        I420Picture picture = pictures.computeIfAbsent(filmed % STRIPES, this::paint);
        filmed++;
        from.sendCoded(encoder.encode(picture, keyframe), packetizer, hearing.now());
        hearing.run();
        hearing.coded();
        hearing.later(33);
    }

    private I420Picture paint(int stripe) {
        I420Picture picture = I420Picture.black(WIDTH, HEIGHT);
        picture.fill(0, 0, WIDTH, HEIGHT, ground, 128, 128);
        for (int y = 0; grain > 0 && y < HEIGHT; y += GRAIN) {
            for (int x = 0; x < WIDTH; x += GRAIN) {
                picture.fill(x, y, GRAIN, GRAIN, ground + random.nextInt(grain), 128, 128);
            }
        }
        int width = WIDTH / STRIPES;
        picture.fill(stripe * width, 0, width, HEIGHT, 220, 128, 128);
        return picture;
    }

    static int requests(PictureParty from) {
        return from.transport.rtcp(PictureLossIndication.class).size();
    }

    /** Pictures until now. */
    int filmed() {
        return filmed;
    }

    /** Which one of the last pictures this is, by its stripe. */
    int stripe(I420Picture picture) {
        int brightest = 0;
        for (int i = 0; i < STRIPES; i++) {
            int at = (2 * i + 1) * picture.width() / (2 * STRIPES);
            int soFar = (2 * brightest + 1) * picture.width() / (2 * STRIPES);
            if (picture.lumaAt(at, picture.height() / 2) > picture.lumaAt(soFar, picture.height() / 2)) {
                brightest = i;
            }
        }
        return filmed - 1 - Math.floorMod(filmed - 1 - brightest, STRIPES);
    }

    public static List<I420Picture> decode(
            List<RtpPacket> packets, PictureDepacketizer depacketizer, PictureDecoder decoder) {
        List<I420Picture> pictures = new ArrayList<>();
        try (decoder) {
            for (RtpPacket packet : packets) {
                depacketizer.push(packet).flatMap(decoder::decode).ifPresent(pictures::add);
            }
        }
        assertThat(depacketizer.incomplete()).isZero();
        return pictures;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
