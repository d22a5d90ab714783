package org.courtbridge.codecs.video;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pictures to code, and what is to be found in coded ones. */
final class TestPictures {

    static final int WIDTH = 320;
    static final int HEIGHT = 180;

    private TestPictures() {}

    /** A bright square that moves eight pixels a picture over a slope of grey. */
    static I420Picture scene(int n) {
        I420Picture picture = I420Picture.black(WIDTH, HEIGHT);
        for (int x = 0; x < WIDTH; x += 2) {
            picture.fill(x, 0, 2, HEIGHT, 40 + x / 4, 128, 128);
        }
        picture.fill(n * 8 % (WIDTH - 60), 60, 60, 60, 230, 90, 160);
        return picture;
    }

    static double peakSignalToNoise(I420Picture a, I420Picture b) {
        double squares = 0;
        for (int i = 0; i < a.luma().length; i++) {
            double difference = (a.luma()[i] & 0xFF) - (b.luma()[i] & 0xFF);
            squares += difference * difference;
        }
        double mean = Math.max(squares / a.luma().length, 1e-9);
        return 10 * Math.log10(255 * 255 / mean);
    }

    static List<Integer> nalTypes(byte[] unit) {
        return nals(unit).stream().map(nal -> nal[0] & 0x1F).toList();
    }

    /** Splits at start codes 00 00 01, with zeros before them left out. */
    static List<byte[]> nals(byte[] unit) {
        List<byte[]> nals = new ArrayList<>();
        int start = -1;
        for (int i = 0; i + 2 < unit.length; i++) {
            if (unit[i] == 0 && unit[i + 1] == 0 && unit[i + 2] == 1) {
                if (start >= 0) {
                    nals.add(withoutTrailingZeros(unit, start, i));
                }
                start = i + 3;
            }
        }
        nals.add(withoutTrailingZeros(unit, start, unit.length));
        return nals;
    }

    static byte[] withoutTrailingZeros(byte[] unit, int start, int end) {
        int last = end;
        while (last > start && unit[last - 1] == 0) {
            last--;
        }
        return Arrays.copyOfRange(unit, start, last);
    }
}
