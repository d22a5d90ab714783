package org.courtbridge.media.video;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureSize;

/**
 * The sizes that pictures of our own making have: such as every device knows, the largest first; 4:3 where the levels have
 * no 16:9 that is wide enough to read.
 */
public enum PictureRung {
    /** Of H.264 alone, and where it takes no pictures a second away: coding it takes more than twice the time of 720p. */
    FULL_HD(1920, 1080, 3_000_000, 512_000),
    HD(1280, 720, 1_500_000, 512_000),
    WIDE(1024, 576, 1_100_000, 384_000),
    /** Of H.263 alone, which knows no 16:9. */
    CIF4(704, 576, 768_000, 384_000),
    HALF(640, 360, 768_000, 256_000),
    LOW(512, 288, 512_000, 192_000),
    CIF(352, 288, 384_000, 128_000),
    /** Of narrow lines, and of what comes in this shape and no larger. */
    NARROW(320, 180, 200_000, 96_000),
    QCIF(176, 144, 96_000, 48_000),
    /** Of narrow lines, and of what comes in this shape and no larger. */
    NARROWEST(160, 90, 64_000, 48_000);

    /** Of what moving pictures take at a size, with less than this part they are better smaller. */
    private static final int BLUR = 3;

    /** Pictures a second of which people's movements are made. */
    private static final int FLUENT = 25;

    /** bit/s that no encoder goes below. */
    private static final int LEAST_BITS = 10_000;

    private final PictureSize size;
    private final int movingBits;
    private final int stillBits;

    PictureRung(int width, int height, int movingBits, int stillBits) {
        this.size = new PictureSize(width, height);
        this.movingBits = movingBits;
        this.stillBits = stillBits;
    }

    public PictureSize size() {
        return size;
    }

    /** bit/s of people in a room. */
    int movingBits() {
        return movingBits;
    }

    /** bit/s of stills. */
    public int stillBits() {
        return stillBits;
    }

    /** Of 16×16 pixels. */
    int macroblocks() {
        return (size.width() + 15) / 16 * ((size.height() + 15) / 16);
    }

    /** Whether an encoder of a coding takes this size. */
    private boolean isKnownTo(PictureCoding coding) {
        return switch (coding) {
            case H263 -> this == CIF4 || this == CIF || this == QCIF;
            case H261 -> this == CIF || this == QCIF;
            case H264 -> this != CIF4;
            case H265, VP8, VP9 -> this != CIF4 && this != FULL_HD;
        };
    }

    /** Those that a coding knows and that are for any line, the largest first. */
    private static Stream<PictureRung> of(PictureCoding coding) {
        return Arrays.stream(values()).filter(rung -> rung.isKnownTo(coding) && rung != NARROW && rung != NARROWEST);
    }

    /** The largest for stills, which take long to draw, of which a party takes so many a second; empty if it takes none. */
    public static Optional<PictureRung> largestStill(PictureFormat format, int framesPerSecond) {
        return taken(format, framesPerSecond).filter(rung -> rung != FULL_HD).findFirst();
    }

    /** The same, and that is no mere blur with what the party takes; else the smallest. @param bitrate bit/s */
    static Optional<PictureRung> largest(PictureFormat format, int framesPerSecond, long bitrate) {
        List<PictureRung> taken = taken(format, framesPerSecond).toList();
        return taken.stream()
                .filter(rung -> within(format, bitrate, rung.movingBits) >= rung.leastBits())
                .findFirst()
                .or(() -> taken.isEmpty() ? Optional.empty() : Optional.of(taken.getLast()));
    }

    private static Stream<PictureRung> taken(PictureFormat format, int framesPerSecond) {
        return of(format.coding())
                .filter(rung -> rung.macroblocks() <= format.maxFs()
                        && rung.framesAtLeast(framesPerSecond) * rung.macroblocks() <= format.maxMbps());
    }

    private int framesAtLeast(int wanted) {
        return this == FULL_HD ? FLUENT : wanted;
    }

    /** With less, the next smaller one is better. */
    private int leastBits() {
        return this == FULL_HD ? movingBits / 3 * 2 : movingBits / BLUR;
    }

    /** The largest that a coding knows and that is larger neither than this nor than a limit; else the smallest. */
    public PictureRung within(PictureRung limit, PictureCoding coding) {
        PictureRung most = limit.compareTo(this) > 0 ? limit : this;
        List<PictureRung> known =
                Arrays.stream(values()).filter(rung -> rung.isKnownTo(coding)).toList();
        return known.stream()
                .filter(rung -> rung.compareTo(most) >= 0)
                .findFirst()
                .orElse(known.getLast());
    }

    /** The smallest that is no smaller than a picture, or else this, the largest allowed. */
    PictureRung covering(PictureSize picture, PictureCoding coding) {
        Stream<PictureRung> known =
                isNearlyWide(picture) ? Arrays.stream(values()).filter(rung -> rung.isKnownTo(coding)) : of(coding);
        return known.filter(rung -> rung.compareTo(this) >= 0)
                .filter(rung -> rung.size.width() >= picture.width() && rung.size.height() >= picture.height())
                .reduce((larger, smaller) -> smaller)
                .orElse(this);
    }

    /**
     * The next tier: the largest of this shape that a coding knows with no more than half of the pixels, down to 180 rows of
     * 16:9; this if there is none.
     */
    PictureRung lower(PictureCoding coding) {
        return Arrays.stream(values())
                .filter(rung -> rung.isKnownTo(coding) && rung != NARROWEST && rung.isWide() == isWide())
                .filter(rung -> 2 * rung.macroblocks() <= macroblocks())
                .findFirst()
                .orElse(this);
    }

    /** Rather 16:9 than 4:3. */
    private static boolean isNearlyWide(PictureSize picture) {
        return 9 * picture.width() > 14 * picture.height();
    }

    private boolean isWide() {
        return 9 * size.width() == 16 * size.height();
    }

    /** As many bit/s as wanted, within three quarters of what a party takes, for pictures differ in size. */
    public static int within(PictureFormat format, long bitrate, int wanted) {
        return (int) Math.clamp(Math.min(format.maxBr(), bitrate) / 4 * 3, LEAST_BITS, wanted);
    }
}
