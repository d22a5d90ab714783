package org.courtbridge.media.video;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.payload.H261Format;
import org.courtbridge.codecs.payload.H263Format;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H264Level;
import org.courtbridge.codecs.payload.H264Profile;
import org.courtbridge.codecs.payload.H265Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.payload.Vp9Format;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.media.pacing.PacedTransport;

/**
 * The format, size and rates of pictures that are coded anew. Coarse, so that receivers of one kind share one coding.
 *
 * @param format that every receiver of the kind can take, but for its payload type
 * @param largest the largest size
 * @param framesPerSecond pictures a second at most, 1 to 30
 * @param bitsPerSecond at the largest size; smaller ones take less
 */
public record PictureTarget(PictureFormat format, PictureRung largest, int framesPerSecond, int bitsPerSecond) {

    /** Bytes of a NAL unit at most, so that both packetization modes can carry it whole. */
    public static final int MAX_NAL = 1_100;

    private static final int PAYLOAD_TYPE = 96;
    private static final int MOST_FRAMES = 30;

    /** Of H.264, for pictures up to 720p. */
    private static final int COMMON_LEVEL = 31;

    /** Below so many pictures a second a smaller size is better. */
    private static final int FEWEST_FRAMES = 10;

    /**
     * The best that a party can take; of H.264 if it takes that, for which coding is quickest, in High if that is what it asked
     * for.
     *
     * @param formats what the party takes, most preferred first
     * @param bitrate bit/s that it wants at most
     * @return empty if it takes nothing that we can code
     */
    public static Optional<PictureTarget> of(List<PictureFormat> formats, long bitrate) {
        return formats.stream()
                .filter(H264Format.class::isInstance)
                .findFirst()
                .or(() -> formats.stream()
                        .filter(format -> format.coding().hasEncoder())
                        .findFirst())
                .flatMap(format -> of(format, bitrate));
    }

    private static Optional<PictureTarget> of(PictureFormat format, long bitrate) {
        return PictureRung.largest(format, FEWEST_FRAMES, bitrate).map(rung -> {
            int frames = Math.min(MOST_FRAMES, format.maxMbps() / rung.macroblocks());
            int bits = PictureRung.within(format, bitrate, rung.movingBits());
            return new PictureTarget(shared(format, rung, frames, bits), rung, frames, bits);
        });
    }

    private static PictureFormat shared(PictureFormat format, PictureRung rung, int frames, int bits) {
        return switch (format) {
            case H264Format h264 -> {
                int level = level(h264, rung, frames, bits);
                yield h264.profile().decodes(H264Profile.HIGH)
                        ? H264Format.ofLevel(PAYLOAD_TYPE, 100, 0, level, 0)
                        : H264Format.ofLevel(PAYLOAD_TYPE, 66, 0xE0, level, 0);
            }
            case H265Format _, Vp9Format _ ->
                throw new IllegalArgumentException(format.encodingName() + " is not coded");
            case Vp8Format _ -> new Vp8Format(PAYLOAD_TYPE, frames, Integer.MAX_VALUE);
            case H263Format h263 -> h263.withPayloadType(PAYLOAD_TYPE);
            case H261Format h261 -> h261.withPayloadType(PAYLOAD_TYPE);
        };
    }

    /**
     * The highest level that pictures may state: one for all whose levels have such pictures; his own for whoever takes them only
     * by what he says beside his level.
     */
    private static int level(H264Format taken, PictureRung rung, int frames, int bits) {
        H264Level needed = H264Level.allowing(rung.macroblocks() * frames, rung.macroblocks(), bits);
        return needed.isWithin(taken.maxMbps(), taken.maxFs(), taken.maxBr())
                ? Math.max(COMMON_LEVEL, needed.idc())
                : taken.level().idc();
    }

    /**
     * The same on a line that carries less.
     *
     * @param lineBits bit/s, or {@link PacedTransport#UNLIMITED}
     * @return empty if it carries no picture
     */
    public Optional<PictureTarget> within(long lineBits) {
        return lineBits >= bitsPerSecond
                ? Optional.of(this)
                : PictureStep.within(lineBits)
                        .map(step -> new PictureTarget(
                                format,
                                largest.within(step.rung(), format.coding()),
                                Math.min(step.framesPerSecond(), framesPerSecond),
                                Math.min(step.bitsPerSecond(), bitsPerSecond)));
    }

    /** Whether who takes the other takes this, too. */
    public boolean isWithin(PictureTarget other) {
        return format.equals(other.format)
                && largest.compareTo(other.largest) >= 0
                && framesPerSecond <= other.framesPerSecond
                && bitsPerSecond <= other.bitsPerSecond;
    }

    /** The same for pictures of a size, in the format's shape of pixels: no larger than they are. */
    public PictureTarget covering(PictureSize size) {
        return new PictureTarget(format, largest.covering(size, format.coding()), framesPerSecond, bitsPerSecond);
    }

    /** The same while there is too little time of the processors. */
    public PictureTarget under(LoadStep step) {
        PictureRung rung = largest;
        for (int i = 0; i < step.tiers(); i++) {
            rung = rung.lower(format.coding());
        }
        int frames = Math.max(1, framesPerSecond / step.divisor());
        return new PictureTarget(format, rung, frames, Math.min(bitsPerSecond, rung.movingBits()));
    }

    /** Encoder settings for pictures of a size: no larger than they are. */
    public EncoderSettings settings(PictureSize picture) {
        PictureRung rung = largest.covering(picture, format.coding());
        return new EncoderSettings(
                rung.size().width(),
                rung.size().height(),
                framesPerSecond,
                Math.min(bitsPerSecond, rung.movingBits()),
                MAX_NAL,
                profile());
    }

    private EncoderSettings.Profile profile() {
        boolean high = format instanceof H264Format h264 && h264.profile() == H264Profile.HIGH;
        return high ? EncoderSettings.Profile.HIGH : EncoderSettings.Profile.CONSTRAINED_BASELINE;
    }
}
