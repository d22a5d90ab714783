package org.courtbridge.codecs.measure.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.courtbridge.codecs.video.I420Picture;

/**
 * Whether a picture is a slate that a machine drew: one flat colour over most of it, with a logo or words on it perhaps, or
 * colour bars. No camera's picture is flat: walls have shades, lenses are darker at their edges.
 */
final class Slate {

    private static final int BLOCK = 16;

    /** Luminance within a block that is flat, highest less lowest; coding leaves that much. */
    private static final int FLAT = 4;

    /** Of colours that are one. */
    private static final int SAME = 3;

    /** Part of the picture that one colour has; a logo leaves that much, somebody before a wall does not. */
    private static final double ONE_COLOUR = 0.75;

    /** Part of the picture that few strong colours have together, and each of them at least. */
    private static final double BARS = 0.7;

    private static final double BAR = 0.06;
    private static final int STRONG = 35;

    /** Luminance that nothing on a black slate but its words exceeds, and what coding leaves around them. */
    private static final int BLACK = 22;

    private static final int NEARLY_BLACK = 40;

    /** Part of it that is black. */
    private static final double MOSTLY = 0.6;

    /** Luminance from one pixel to the next but one at the edge of a letter; coding makes it no wider. */
    private static final int HARD = 60;

    /** Part of what is not black that has such edges, and that has them or is flat. */
    private static final double LETTERS = 0.4;

    private static final double DRAWN = 0.75;

    /** Part between black bars that must be black as well, for it to be a slate and no picture. */
    private static final double BLACK_BETWEEN = 0.4;

    private record Colour(int luma, int cb, int cr) {
        boolean isNear(Colour other) {
            return Math.abs(luma - other.luma) <= SAME
                    && Math.abs(cb - other.cb) <= SAME
                    && Math.abs(cr - other.cr) <= SAME;
        }

        /** A finger before the lens has many shades of one red. */
        boolean isShadeOf(Colour other) {
            return Math.abs(cb - other.cb) <= STRONG && Math.abs(cr - other.cr) <= STRONG;
        }

        boolean isStrong() {
            return Math.abs(cb - 128) > STRONG || Math.abs(cr - 128) > STRONG;
        }

        /** Dark or white without colour: a lens that is covered or dazzled is as flat, and so is a white wall. */
        boolean isNoSlate() {
            return (luma < 30 || luma > 200) && Math.abs(cb - 128) < 12 && Math.abs(cr - 128) < 12;
        }
    }

    private Slate() {}

    static boolean is(I420Picture picture, ActiveArea area) {
        int blocks = 0;
        Map<Colour, Integer> flat = new HashMap<>();
        for (int y = area.top(); y + BLOCK <= area.top() + area.height(); y += BLOCK) {
            for (int x = area.left(); x + BLOCK <= area.left() + area.width(); x += BLOCK) {
                blocks++;
                if (isFlat(picture, x, y)) {
                    flat.merge(colour(picture, x, y), 1, Integer::sum);
                }
            }
        }
        List<Map.Entry<Colour, Integer>> colours = merged(flat);
        if (colours.isEmpty()) {
            return false;
        }
        Map.Entry<Colour, Integer> most = colours.getFirst();
        if (most.getValue() >= ONE_COLOUR * blocks) {
            return !most.getKey().isNoSlate();
        }
        int least = (int) (BAR * blocks);
        List<Colour> strong = new ArrayList<>();
        for (Map.Entry<Colour, Integer> entry : colours) {
            Colour colour = entry.getKey();
            if (entry.getValue() >= least
                    && colour.isStrong()
                    && strong.stream().noneMatch(colour::isShadeOf)) {
                strong.add(colour);
            }
        }
        int together = colours.stream()
                .mapToInt(Map.Entry::getValue)
                .filter(count -> count >= least)
                .sum();
        return strong.size() >= 4 && together >= BARS * blocks;
    }

    /**
     * Whether it is a black slate with words or a logo on it. To be asked before bars are left out, as all around the words would
     * be. A lamp in a dark room has soft edges, and so has most of what is in a picture between bars.
     *
     * @param seen what lies between bars, if there are any
     */
    static boolean isDrawnOnBlack(I420Picture picture, ActiveArea seen) {
        int blocks = 0;
        int black = 0;
        int between = 0;
        int blackBetween = 0;
        int rest = 0;
        int hard = 0;
        int flat = 0;
        for (int y = 0; y + BLOCK <= picture.height(); y += BLOCK) {
            for (int x = 0; x + BLOCK <= picture.width(); x += BLOCK) {
                int highest = highest(picture, x, y);
                boolean inside = seen.contains(x + BLOCK / 2, y + BLOCK / 2);
                blocks++;
                between += inside ? 1 : 0;
                if (highest <= BLACK && isFlat(picture, x, y)) {
                    black++;
                    blackBetween += inside ? 1 : 0;
                } else if (highest > NEARLY_BLACK) {
                    rest++;
                    boolean edge = hasHardEdge(picture, x, y);
                    hard += edge ? 1 : 0;
                    flat += !edge && isFlat(picture, x, y) ? 1 : 0;
                }
            }
        }
        boolean bars = !seen.isAllOf(picture);
        return black >= MOSTLY * blocks
                && rest > 0
                && hard >= LETTERS * rest
                && hard + flat >= DRAWN * rest
                && (!bars || blackBetween >= BLACK_BETWEEN * between);
    }

    private static int highest(I420Picture picture, int left, int top) {
        int highest = 0;
        for (int y = top; y < top + BLOCK; y++) {
            for (int x = left; x < left + BLOCK; x++) {
                highest = Math.max(highest, picture.lumaAt(x, y));
            }
        }
        return highest;
    }

    private static boolean hasHardEdge(I420Picture picture, int left, int top) {
        for (int y = top; y < top + BLOCK - 2; y++) {
            for (int x = left; x < left + BLOCK - 2; x++) {
                int luma = picture.lumaAt(x, y);
                if (Math.abs(picture.lumaAt(x + 2, y) - luma) >= HARD
                        || Math.abs(picture.lumaAt(x, y + 2) - luma) >= HARD) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isFlat(I420Picture picture, int left, int top) {
        int lowest = 255;
        int highest = 0;
        for (int y = top; y < top + BLOCK; y += 3) {
            for (int x = left; x < left + BLOCK; x += 3) {
                int luma = picture.lumaAt(x, y);
                lowest = Math.min(lowest, luma);
                highest = Math.max(highest, luma);
            }
        }
        return highest - lowest <= FLAT;
    }

    private static Colour colour(I420Picture picture, int left, int top) {
        int at = (top + BLOCK / 2) / 2 * (picture.width() / 2) + (left + BLOCK / 2) / 2;
        return new Colour(
                picture.lumaAt(left + BLOCK / 2, top + BLOCK / 2), picture.cb()[at] & 0xFF, picture.cr()[at] & 0xFF);
    }

    /** Those that are near to a more frequent one belong to it. */
    private static List<Map.Entry<Colour, Integer>> merged(Map<Colour, Integer> colours) {
        List<Map.Entry<Colour, Integer>> sorted = new ArrayList<>(colours.entrySet());
        sorted.sort(Map.Entry.<Colour, Integer>comparingByValue(Comparator.reverseOrder()));
        List<Map.Entry<Colour, Integer>> merged = new ArrayList<>();
        for (Map.Entry<Colour, Integer> entry : sorted) {
            int i = 0;
            while (i < merged.size() && !merged.get(i).getKey().isNear(entry.getKey())) {
                i++;
            }
            if (i < merged.size()) {
                merged.set(i, Map.entry(merged.get(i).getKey(), merged.get(i).getValue() + entry.getValue()));
            } else if (merged.size() < 64) {
                merged.add(entry);
            }
        }
        merged.sort(Map.Entry.<Colour, Integer>comparingByValue(Comparator.reverseOrder()));
        return merged;
    }
}
