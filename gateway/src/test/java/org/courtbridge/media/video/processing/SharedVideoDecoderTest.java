package org.courtbridge.media.video.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.media.bridge.PictureParty;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.coded.CodedPicture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedVideoDecoderTest {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 192;
    private static final int BACKLOG = 8;
    private static final PictureFormat FORMAT = H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 31, 1);

    private final PictureEncoder encoder =
            PictureEncoder.h264(EncoderSettings.ofDefaultProfile(WIDTH, HEIGHT, 25, 300_000, 0));
    private final Queue<Runnable> handed = new ArrayDeque<>();
    private long now = 1_000_000_000;
    private int lost;
    private final SharedVideoDecoder decoder = new SharedVideoDecoder(
            "leg A",
            ImmediateEventExecutor.INSTANCE,
            () -> lost++,
            handed::add,
            new BridgeClock(InstantSource.system(), () -> now));
    private final List<Long> decoded = new ArrayList<>();
    private final List<Boolean> behind = new ArrayList<>();
    private long timestamp;

    SharedVideoDecoderTest() {
        decoder.add(new DecodedPictureSink() {
            @Override
            public void take(NativePicture picture, long at, long playoutTime, boolean others) {
                decoded.add(at);
                behind.add(others);
            }

            @Override
            public boolean worked(long nanos) {
                return true;
            }
        });
    }

    @AfterEach
    void close() {
        decoder.close();
        work();
        encoder.close();
    }

    private CodedPicture coded(boolean keyframe) {
        I420Picture picture = I420Picture.black(WIDTH, HEIGHT);
        picture.fill(0, 0, WIDTH, HEIGHT, 50 + (int) (timestamp % 100), 128, 128);
        byte[] bytes = encoder.encode(picture, keyframe).bytes();
        return new CodedPicture(FORMAT, bytes, keyframe, timestamp++, 0, now);
    }

    private void work() {
        for (Runnable next = handed.poll(); next != null; next = handed.poll()) {
            next.run();
        }
    }

    @Test
    void picturesAreDecodedInTheirOrderAndKnowWhetherOthersWait() {
        decoder.put(coded(true));
        decoder.put(coded(false));
        decoder.put(coded(false));
        work();
        assertThat(decoded).containsExactly(0L, 1L, 2L);
        assertThat(behind).containsExactly(true, true, false);
        assertThat(lost).isZero();
    }

    @Test
    void afterAPictureThatCannotBeDecodedNothingIsBeforeAKeyframe() {
        decoder.put(coded(true));
        CodedPicture missing = coded(false);
        decoder.put(new CodedPicture(FORMAT, new byte[] {0, 0, 0, 1, 0x41, 0x7F}, false, missing.timestamp(), 0, now));
        decoder.put(coded(false));
        decoder.put(coded(false));
        work();
        assertThat(decoded).containsExactly(0L);
        assertThat(lost).as("asked for once").isEqualTo(1);

        decoder.put(coded(true));
        decoder.put(coded(false));
        work();
        assertThat(decoded).containsExactly(0L, 4L, 5L);
        assertThat(lost).isEqualTo(1);
    }

    @Test
    void whatThereIsNoTimeForIsLeftOutWithAllThatDependOnIt() {
        decoder.put(coded(true));
        for (int i = 1; i < BACKLOG; i++) {
            decoder.put(coded(false));
        }
        assertThat(lost).isZero();
        decoder.put(coded(false));
        assertThat(lost).isEqualTo(1);
        now += 30_000_000;
        work();
        assertThat(decoded).as("those before it").hasSize(BACKLOG);

        decoder.put(coded(false));
        work();
        assertThat(decoded).as("it depends on the one that was left out").hasSize(BACKLOG);
        now += 20_000_000;
        decoder.put(coded(true));
        work();
        assertThat(decoded).hasSize(BACKLOG + 1);
        now += 20_000_000;
        assertThat(decoder.takeLeftOut()).isEqualTo(50_000_000);
        assertThat(decoder.takeLeftOut()).isZero();
    }

    @Test
    void whoLeavesTakesNothingAnyMore() {
        List<Long> other = new ArrayList<>();
        DecodedPictureSink sink = new DecodedPictureSink() {
            @Override
            public void take(NativePicture picture, long at, long playoutTime, boolean others) {
                other.add(at);
            }

            @Override
            public boolean worked(long nanos) {
                return false;
            }
        };
        decoder.add(sink);
        decoder.put(coded(true));
        work();
        decoder.remove(sink);
        decoder.put(coded(false));
        work();
        assertThat(other).containsExactly(0L);
        assertThat(decoded).containsExactly(0L, 1L);
    }
}
