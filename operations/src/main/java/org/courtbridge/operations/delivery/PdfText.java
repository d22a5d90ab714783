package org.courtbridge.operations.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Writes text into one PDF, in fonts that have the Kazakh letters; those that it needs are embedded. */
final class PdfText {

    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

    /** Of a line, in parts of the letters' size. */
    static final float LEADING = 1.35f;

    /** For a letter that the fonts do not have. */
    private static final String UNKNOWN = "\uFFFD";

    private final PDFont plain;
    private final PDFont bold;
    private final CmapLookup letters;

    PdfText(PDDocument document) throws IOException {
        this.plain = font(document, "DejaVuSans.ttf");
        this.bold = font(document, "DejaVuSans-Bold.ttf");
        try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(file("DejaVuSans-Bold.ttf")))) {
            this.letters = font.getUnicodeCmapLookup();
        }
    }

    private static PDFont font(PDDocument document, String file) throws IOException {
        try (InputStream in = file(file)) {
            return PDType0Font.load(document, in);
        }
    }

    private static InputStream file(String file) {
        InputStream in = PdfText.class.getResourceAsStream(FOLDER + file);
        if (in == null) {
            throw new IllegalStateException("not in the class path: " + FOLDER + file);
        }
        return in;
    }

    PDFont plain() {
        return plain;
    }

    PDFont bold() {
        return bold;
    }

    /** @param x of the left edge @param baseline of the line, both in points from the lower left corner */
    void line(PDPageContentStream content, String text, PDFont font, float size, float x, float baseline)
            throws IOException {
        content.beginText();
        content.setFont(font, size);
        content.newLineAtOffset(x, baseline);
        content.showText(text);
        content.endText();
    }

    /** Broken between words, and within a word that is wider than the lines. @param width points */
    List<String> lines(String text, PDFont font, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : known(text).strip().split(" +")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (fits(longer, font, size, width)) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            while (!fits(line, font, size, width)) {
                int end = line.offsetByCodePoints(0, 1);
                while (fits(line.substring(0, line.offsetByCodePoints(end, 1)), font, size, width)) {
                    end = line.offsetByCodePoints(end, 1);
                }
                lines.add(line.substring(0, end));
                line = line.substring(end);
            }
        }
        lines.add(line);
        return lines;
    }

    private static boolean fits(String text, PDFont font, float size, float width) throws IOException {
        return font.getStringWidth(text) * size / 1000 <= width;
    }

    private String known(String text) {
        StringBuilder known = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point < ' ') {
                known.append(' ');
            } else if (letters.getGlyphId(point) != 0) {
                known.appendCodePoint(point);
            } else {
                known.append(UNKNOWN);
            }
        });
        return known.toString();
    }
}
