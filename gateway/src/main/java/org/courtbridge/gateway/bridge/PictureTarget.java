package org.courtbridge.gateway.bridge;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.PictureSize;

/**
 * What pictures become when they are coded anew. Coarse, so that receivers of one kind share one coding.
 *
 * @param coding the kind of coding
 * @param largest the largest size
 * @param framesPerSecond pictures a second at most, 1 to 30
 * @param bitsPerSecond at the largest size; smaller ones take less
 */
record PictureTarget(Coding coding, Rung largest, int framesPerSecond, int bitsPerSecond) {

    /** Bytes of a NAL unit at most, so that both packetization modes can carry it whole. */
    private static final int MAX_NAL = 1_100;

    private static final int MOST_FRAMES = 30;

    /** Below so many pictures a second a smaller size is better. */
    private static final int FEWEST_FRAMES = 10;

    /** bit/s that no encoder goes below. */
    private static final int LEAST_BITS = 10_000;

    enum Coding {
        /** Constrained Baseline. */
        H264,
        VP8
    }

    /** Sizes that every device knows, the largest first; 4:3 where the levels have no 16:9 that is wide enough. */
    enum Rung {
        HD(1280, 720, 1_500_000),
        WIDE(1024, 576, 1_100_000),
        HALF(640, 360, 768_000),
        LOW(512, 288, 512_000),
        CIF(352, 288, 384_000),
        QCIF(176, 144, 96_000);

        private final PictureSize size;
        private final int bitsPerSecond;

        Rung(int width, int height, int bitsPerSecond) {
            this.size = new PictureSize(width, height);
            this.bitsPerSecond = bitsPerSecond;
        }

        PictureSize size() {
            return size;
        }

        /** Of 16×16 pixels. */
        private int macroblocks() {
            return (size.width() + 15) / 16 * ((size.height() + 15) / 16);
        }

        private boolean fits(PictureFormat format) {
            return macroblocks() <= format.maxFs() && FEWEST_FRAMES * macroblocks() <= format.maxMbps();
        }

        private boolean covers(PictureSize picture) {
            return size.width() >= picture.width() && size.height() >= picture.height();
        }
    }

    /**
     * The best that a party can take; of H.264 if it takes that, for which coding is quickest.
     *
     * @param formats what the party takes, most preferred first
     * @param bitrate bit/s that it wants at most
     * @return empty if it takes nothing that we can code
     */
    static Optional<PictureTarget> of(List<PictureFormat> formats, long bitrate) {
        return formats.stream()
                .filter(H264Format.class::isInstance)
                .findFirst()
                .or(() -> formats.stream().findFirst())
                .flatMap(format -> of(format, bitrate));
    }

    private static Optional<PictureTarget> of(PictureFormat format, long bitrate) {
        Coding coding = switch (format) {
            case H264Format _ -> Coding.H264;
            case Vp8Format _ -> Coding.VP8;
        };
        for (Rung rung : Rung.values()) {
            if (rung.fits(format)) {
                int frames = Math.min(MOST_FRAMES, format.maxMbps() / rung.macroblocks());
                long most = Math.min(format.maxBr(), bitrate) / 4 * 3;
                int bits = (int) Math.clamp(most, LEAST_BITS, rung.bitsPerSecond);
                return Optional.of(new PictureTarget(coding, rung, frames, bits));
            }
        }
        return Optional.empty();
    }

    /** How pictures of a size are coded: no larger than they are. */
    EncoderSettings settings(PictureSize picture) {
        Rung rung = largest;
        for (Rung smaller : Rung.values()) {
            if (smaller.compareTo(largest) >= 0 && smaller.covers(picture)) {
                rung = smaller;
            }
        }
        return new EncoderSettings(
                rung.size.width(),
                rung.size.height(),
                framesPerSecond,
                Math.min(bitsPerSecond, rung.bitsPerSecond),
                MAX_NAL);
    }
}
