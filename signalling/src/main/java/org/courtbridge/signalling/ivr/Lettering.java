package org.courtbridge.signalling.ivr;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Letters as outlines, read from a font that comes with us: a headless JDK draws no text where the system lacks FreeType,
 * fontconfig or fonts. From any thread.
 */
final class Lettering {

    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

    /** DejaVu Sans. */
    static final Lettering PLAIN = new Lettering("DejaVuSans.ttf");

    /** DejaVu Sans Bold. */
    static final Lettering BOLD = new Lettering("DejaVuSans-Bold.ttf");

    private final TrueTypeFont font;
    private final CmapLookup characters;
    private final double unitsPerEm;
    private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();

    /** In units of the font, y upwards. */
    private record Glyph(GeneralPath outline, int advance) {}

    private Lettering(String file) {
        try (InputStream in = Lettering.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("not in the class path: " + FOLDER + file);
            }
            font = new TTFParser().parse(new RandomAccessReadBuffer(in));
            characters = font.getUnicodeCmapLookup();
            unitsPerEm = font.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the font has every one of these characters. */
    boolean has(String text) {
        return text.codePoints().allMatch(point -> characters.getGlyphId(point) != 0);
    }

    /** @param size of the em square, pixels */
    double width(String text, double size) {
        return text.codePoints().mapToLong(point -> glyph(point).advance).sum() * size / unitsPerEm;
    }

    /** The outline of one line, from x rightwards, standing on y. */
    Path2D outline(String text, double size, double x, double y) {
        Path2D.Double outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double scale = size / unitsPerEm;
        double at = x;
        for (int point : text.codePoints().toArray()) {
            Glyph glyph = glyph(point);
            outline.append(glyph.outline.getPathIterator(new AffineTransform(scale, 0, 0, -scale, at, y)), false);
            at += glyph.advance * scale;
        }
        return outline;
    }

    private Glyph glyph(int codePoint) {
        return glyphs.computeIfAbsent(codePoint, this::read);
    }

    /** The parser reads from one position at a time. */
    private synchronized Glyph read(int codePoint) {
        try {
            int id = characters.getGlyphId(codePoint);
            var data = font.getGlyph().getGlyph(id);
            return new Glyph(data == null ? new GeneralPath() : data.getPath(), font.getAdvanceWidth(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
