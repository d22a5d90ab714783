package org.courtbridge.operations.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** Credential sheets as a PDF, a page of A4 each, with the letters that they need embedded. */
public final class SheetPdf {

    /** Points of 1/72 inch, as all that follow. */
    private static final float MARGIN = 56;

    private static final float TITLE = 20;
    private static final float TEXT = 12;
    private static final float LABEL = 10;
    private static final float VALUE = 16;

    /** Of each side of the QR code: 5 cm, which a phone reads at arm's length. */
    private static final float CODE = 142;

    private final PDDocument document;
    private final PdfText text;

    private SheetPdf(PDDocument document) throws IOException {
        this.document = document;
        this.text = new PdfText(document);
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
            y = paragraph(content, sheet.title(), text.bold(), TITLE, y);
            y = paragraph(content, sheet.recipient(), text.plain(), VALUE, y - TEXT);
            y -= TEXT;
            for (CredentialSheet.Line line : sheet.lines()) {
                y = paragraph(content, line.label(), text.plain(), LABEL, y - TEXT);
                y = paragraph(content, line.value(), text.bold(), VALUE, y);
            }
            y -= 2 * TEXT + CODE;
            code(content, QrCode.of(sheet.code()), y);
            paragraph(content, sheet.advice(), text.plain(), TEXT, y - 2 * TEXT);
        }
    }

    /** @param y of its upper edge @return of its lower edge */
    private float paragraph(PDPageContentStream content, String words, PDFont font, float size, float y)
            throws IOException {
        float at = y;
        for (String line : text.lines(words, font, size, PDRectangle.A4.getWidth() - 2 * MARGIN)) {
            at -= size * PdfText.LEADING;
            text.line(content, line, font, size, MARGIN, at);
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
}
