package org.courtbridge.gateway.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Credential sheets as a PDF, a page of A4 each, with the letters that they need embedded. */
public final class SheetPdf {

    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

    /** Points of 1/72 inch, as all that follow. */
    private static final float MARGIN = 56;

    private static final float TITLE = 20;
    private static final float TEXT = 12;
    private static final float LABEL = 10;
    private static final float VALUE = 16;

    /** Of each side of the QR code: 5 cm, which a phone reads at arm's length. */
    private static final float CODE = 142;

    /** Of a line, in parts of the letters' size. */
    private static final float LEADING = 1.35f;

    /** For a letter that the fonts do not have. */
    private static final String UNKNOWN = "\uFFFD";

    private final PDDocument document;
    private final PDFont plain;
    private final PDFont bold;
    private final CmapLookup letters;

    private SheetPdf(PDDocument document) throws IOException {
        this.document = document;
        this.plain = font("DejaVuSans.ttf");
        this.bold = font("DejaVuSans-Bold.ttf");
        try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(file("DejaVuSans-Bold.ttf")))) {
            this.letters = font.getUnicodeCmapLookup();
        }
    }

    private PDFont font(String file) throws IOException {
        try (InputStream in = file(file)) {
            return PDType0Font.load(document, in);
        }
    }

    private static InputStream file(String file) {
        InputStream in = SheetPdf.class.getResourceAsStream(FOLDER + file);
        if (in == null) {
            throw new IllegalStateException("not in the class path: " + FOLDER + file);
        }
        return in;
    }

    /**
     * @param sheets one a page
     * @throws IllegalArgumentException if there is none
     */
    public static byte[] of(List<CredentialSheet> sheets) {
        if (sheets.isEmpty()) {
            throw new IllegalArgumentException("sheets: none");
        }
        try (PDDocument document = new PDDocument()) {
            SheetPdf pdf = new SheetPdf(document);
            for (CredentialSheet sheet : sheets) {
                pdf.add(sheet);
            }
            document.getDocumentCatalog().setLanguage(sheets.getFirst().language());
            document.getDocumentInformation().setTitle(sheets.getFirst().title());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(CredentialSheet sheet) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            float y = page.getMediaBox().getHeight() - MARGIN;
            y = paragraph(content, sheet.title(), bold, TITLE, y);
            y = paragraph(content, sheet.recipient(), plain, VALUE, y - TEXT);
            y -= TEXT;
            for (CredentialSheet.Line line : sheet.lines()) {
                y = paragraph(content, line.label(), plain, LABEL, y - TEXT);
                y = paragraph(content, line.value(), bold, VALUE, y);
            }
            y -= 2 * TEXT + CODE;
            code(content, QrCode.of(sheet.code()), y);
            paragraph(content, sheet.advice(), plain, TEXT, y - 2 * TEXT);
        }
    }

    /** @param y of its upper edge @return of its lower edge */
    private float paragraph(PDPageContentStream content, String text, PDFont font, float size, float y)
            throws IOException {
        float at = y;
        for (String line : lines(known(text), font, size)) {
            at -= size * LEADING;
            content.beginText();
            content.setFont(font, size);
            content.newLineAtOffset(MARGIN, at);
            content.showText(line);
            content.endText();
        }
        return at;
    }

    private void code(PDPageContentStream content, QrCode code, float bottom) throws IOException {
        float module = CODE / code.modules();
        for (int y = 0; y < code.modules(); y++) {
            for (int x = 0; x < code.modules(); x++) {
                if (code.isDark(x, y)) {
                    content.addRect(MARGIN + x * module, bottom + CODE - (y + 1) * module, module, module);
                }
            }
        }
        content.fill();
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

    /** Broken between words, and within a word that is wider than the page. */
    private static List<String> lines(String text, PDFont font, float size) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split(" +")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (fits(longer, font, size)) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            while (!fits(line, font, size)) {
                int end = line.offsetByCodePoints(0, 1);
                while (fits(line.substring(0, line.offsetByCodePoints(end, 1)), font, size)) {
                    end = line.offsetByCodePoints(end, 1);
                }
                lines.add(line.substring(0, end));
                line = line.substring(end);
            }
        }
        lines.add(line);
        return lines;
    }

    private static boolean fits(String text, PDFont font, float size) throws IOException {
        return font.getStringWidth(text) * size / 1000 <= PDRectangle.A4.getWidth() - 2 * MARGIN;
    }
}
