package org.courtbridge.codecs.measure.picture;

import java.util.OptionalDouble;

/**
 * Measurements of the largest face in the pictures in which faces were looked for. All but the first three are medians of those
 * with a face that show it, and not there if fewer than half of them do, or fewer than three; for the size, two that agree are
 * enough.
 *
 * @param looks pictures in which faces were looked for
 * @param found part of them with a face, 0 to 1
 * @param sureOfNone whether that none was found tells that there was none
 * @param size height of the face, brows to chin, in heights of the picture, 0 to 1
 * @param within part of the face that is inside of the picture, 0 to 1
 * @param light luminance of its skin, 16 to 235
 * @param againstLight how much more light comes from behind the face than from the face, in powers of two
 * @param oneSided how much more light comes from one half of the face than from the other, in powers of two
 * @param white part of the skin that is at white, 0 to 1
 * @param detail how many of its sharpest edges side by side are as high as the face
 */
public record FaceReport(
        long looks,
        double found,
        boolean sureOfNone,
        OptionalDouble size,
        OptionalDouble within,
        OptionalDouble light,
        OptionalDouble againstLight,
        OptionalDouble oneSided,
        OptionalDouble white,
        OptionalDouble detail) {}
