package org.courtbridge.codecs.video;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Codes H.264 Constrained Baseline and High with the system's openh264, in slices that fit an RTP packet if the settings say so.
 * The numbers are offsets of version 2.6's structures (codec_app_def.h, codec_def.h) on 64-bit machines.
 */
final class OpenH264Encoder implements PictureEncoder {

    /** SEncParamExt; more room than it has, should a later version add to its end. */
    private static final class Parameters {
        private static final int SIZE = 4_096;
        private static final int USAGE_TYPE = 0;
        private static final int WIDTH = 4;
        private static final int HEIGHT = 8;
        private static final int TARGET_BITRATE = 12;
        private static final int RATE_CONTROL = 16;
        private static final int MAX_FRAME_RATE = 20;
        private static final int SPATIAL_LAYERS = 32;
        private static final int INTRA_PERIOD = 836;
        private static final int PARAMETER_SET_IDS = 844;
        private static final int ENTROPY_CODING = 856;
        private static final int FRAME_SKIP = 860;
        private static final int MAX_NAL_SIZE = 876;
        private static final int THREADS = 892;
        private static final int SCENE_CHANGE_DETECTION = 912;
    }

    /** SSpatialLayerConfig. */
    private static final class Layer {
        private static final int WIDTH = 0;
        private static final int HEIGHT = 4;
        private static final int FRAME_RATE = 8;
        private static final int BITRATE = 12;
        private static final int PROFILE = 20;
        private static final int SLICE_MODE = 32;
        private static final int SLICE_SIZE = 32 + 148;
    }

    /** SSourcePicture. */
    private static final class Source {
        private static final int SIZE = 256;
        private static final int FORMAT = 0;
        private static final int STRIDES = 4;
        private static final int PLANES = 24;
        private static final int WIDTH = 56;
        private static final int HEIGHT = 60;
        private static final int TIME = 64;
    }

    /** SFrameBSInfo, which holds up to 128 of SLayerBSInfo. */
    private static final class Coded {
        private static final int SIZE = 16_384;
        private static final int LAYERS = 0;
        private static final int FIRST_LAYER = 8;
        private static final int LAYER_SIZE = 56;
        private static final int NAL_COUNT = 16;
        private static final int NAL_LENGTHS = 24;
        private static final int BYTES = 32;
    }

    private static final int PLANES = 3;

    private static final int CAMERA_VIDEO_REAL_TIME = 0;
    private static final int RC_BITRATE_MODE = 1;
    private static final int CONSTANT_ID = 0;
    private static final int PRO_BASELINE = 66;
    private static final int PRO_HIGH = 100;
    private static final int CABAC = 1;
    private static final int SM_SIZELIMITED_SLICE = 3;
    private static final int VIDEO_FORMAT_I420 = 23;
    private static final int SPATIAL_LAYER_ALL = 4;

    private static final int OPTION_BITRATE = 5;
    private static final int OPTION_TRACE_LEVEL = 25;

    private final EncoderSettings settings;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment source;
    private final MemorySegment coded;
    private final MemorySegment encoder;
    private long pictures;
    private boolean closed;

    OpenH264Encoder(EncoderSettings settings) {
        this.settings = settings;
        try {
            source = arena.allocate(Source.SIZE, 16);
            coded = arena.allocate(Coded.SIZE, 16);
            encoder = OpenH264Library.create();
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
        try {
            describeSource();
            set(OPTION_TRACE_LEVEL, 0);
            OpenH264Library.initialize(encoder, parameters());
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void describeSource() {
        source.set(JAVA_INT, Source.FORMAT, VIDEO_FORMAT_I420);
        source.set(JAVA_INT, Source.WIDTH, settings.width());
        source.set(JAVA_INT, Source.HEIGHT, settings.height());
    }

    private MemorySegment parameters() {
        MemorySegment all = arena.allocate(Parameters.SIZE, 16);
        OpenH264Library.defaults(encoder, all);
        all.set(JAVA_INT, Parameters.USAGE_TYPE, CAMERA_VIDEO_REAL_TIME);
        all.set(JAVA_INT, Parameters.WIDTH, settings.width());
        all.set(JAVA_INT, Parameters.HEIGHT, settings.height());
        all.set(JAVA_INT, Parameters.TARGET_BITRATE, settings.bitsPerSecond());
        all.set(JAVA_INT, Parameters.RATE_CONTROL, RC_BITRATE_MODE);
        all.set(JAVA_FLOAT, Parameters.MAX_FRAME_RATE, settings.framesPerSecond());
        all.set(JAVA_INT, Parameters.INTRA_PERIOD, 0);
        all.set(JAVA_INT, Parameters.PARAMETER_SET_IDS, CONSTANT_ID);
        all.set(JAVA_BYTE, Parameters.FRAME_SKIP, (byte) 0);
        all.set(JAVA_INT, Parameters.THREADS, 1);
        // It would make key pictures that nobody asked for.
        all.set(JAVA_BYTE, Parameters.SCENE_CHANGE_DETECTION, (byte) 0);
        MemorySegment layer = all.asSlice(Parameters.SPATIAL_LAYERS);
        layer.set(JAVA_INT, Layer.WIDTH, settings.width());
        layer.set(JAVA_INT, Layer.HEIGHT, settings.height());
        layer.set(JAVA_FLOAT, Layer.FRAME_RATE, settings.framesPerSecond());
        layer.set(JAVA_INT, Layer.BITRATE, settings.bitsPerSecond());
        if (settings.profile() == EncoderSettings.Profile.HIGH) {
            all.set(JAVA_INT, Parameters.ENTROPY_CODING, CABAC);
            layer.set(JAVA_INT, Layer.PROFILE, PRO_HIGH);
        } else {
            layer.set(JAVA_INT, Layer.PROFILE, PRO_BASELINE);
        }
        if (settings.maxNalSize() > 0) {
            all.set(JAVA_INT, Parameters.MAX_NAL_SIZE, settings.maxNalSize());
            layer.set(JAVA_INT, Layer.SLICE_MODE, SM_SIZELIMITED_SLICE);
            layer.set(JAVA_INT, Layer.SLICE_SIZE, settings.maxNalSize());
        }
        return all;
    }

    @Override
    public EncodedPicture encode(NativePicture picture, boolean keyframe) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        settings.check(picture);
        for (int i = 0; i < PLANES; i++) {
            source.set(JAVA_INT, Source.STRIDES + 4L * i, picture.frame().linesize(i));
            source.set(
                    ADDRESS,
                    Source.PLANES + 8L * i,
                    MemorySegment.ofAddress(picture.frame().data(i).address()));
        }
        source.set(JAVA_LONG, Source.TIME, pictures++ * 1_000 / settings.framesPerSecond());
        if (keyframe) {
            OpenH264Library.forceKeyframe(encoder);
        }
        OpenH264Library.encode(encoder, source, coded);
        return EncodedPicture.of(unit());
    }

    private byte[] unit() {
        ByteArrayOutputStream unit = new ByteArrayOutputStream(16_384);
        int layers = coded.get(JAVA_INT, Coded.LAYERS);
        for (int i = 0; i < layers; i++) {
            MemorySegment layer = coded.asSlice(Coded.FIRST_LAYER + (long) i * Coded.LAYER_SIZE, Coded.LAYER_SIZE);
            int count = layer.get(JAVA_INT, Coded.NAL_COUNT);
            MemorySegment lengths = layer.get(ADDRESS, Coded.NAL_LENGTHS).reinterpret(4L * count);
            int size = 0;
            for (int nal = 0; nal < count; nal++) {
                size += lengths.getAtIndex(JAVA_INT, nal);
            }
            unit.writeBytes(layer.get(ADDRESS, Coded.BYTES).reinterpret(size).toArray(JAVA_BYTE));
        }
        return unit.toByteArray();
    }

    @Override
    public boolean bitrate(int bitsPerSecond) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        try (Arena arguments = Arena.ofConfined()) {
            MemorySegment rate = arguments.allocate(8, 8);
            rate.set(JAVA_INT, 0, SPATIAL_LAYER_ALL);
            rate.set(JAVA_INT, 4, settings.withBitsPerSecond(bitsPerSecond).bitsPerSecond());
            OpenH264Library.set(encoder, OPTION_BITRATE, rate);
        }
        return false;
    }

    private void set(int option, int value) {
        try (Arena arguments = Arena.ofConfined()) {
            OpenH264Library.set(encoder, option, arguments.allocateFrom(JAVA_INT, value));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            OpenH264Library.destroy(encoder);
            arena.close();
        }
    }
}
