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

/** Reports of test calls as a PDF on A4; each begins on a page of its own, and goes on as far as it needs. */
public final class ReportPdf {

    /** Points of 1/72 inch, as all that follow. */
    private static final float MARGIN = 56;

    private static final float TITLE = 18;
    private static final float HEADING = 13;
    private static final float TEXT = 10;
    private static final float INDENT = 12;

    private final PDDocument document;
    private final PdfText text;
    private PDPageContentStream content;
    private float y;

    private ReportPdf(PDDocument document) throws IOException {
        this.document = document;
        this.text = new PdfText(document);
        this.content = page();
    }

    /** @throws IllegalArgumentException if there is no report */
    public static byte[] of(List<TestReport> reports) {
        if (reports.isEmpty()) {
            throw new IllegalArgumentException("reports: none");
        }
        try (PDDocument document = new PDDocument()) {
            ReportPdf pdf = new ReportPdf(document);
            try {
                for (int i = 0; i < reports.size(); i++) {
                    if (i > 0) {
                        pdf.turn();
                    }
                    pdf.add(reports.get(i));
                }
            } finally {
                pdf.content.close();
            }
            document.getDocumentCatalog().setLanguage(reports.getFirst().language());
            document.getDocumentInformation().setTitle(reports.getFirst().title());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PDPageContentStream page() throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        y = PDRectangle.A4.getHeight() - MARGIN;
        return new PDPageContentStream(document, page);
    }

    private void turn() throws IOException {
        content.close();
        content = page();
    }

    private void add(TestReport report) throws IOException {
        paragraph(report.title(), text.bold(), TITLE, 0);
        paragraph(report.outcome(), text.bold(), HEADING, 0);
        y -= TEXT / 2;
        for (TestReport.Fact fact : report.facts()) {
            paragraph(fact.name() + ": " + fact.value(), text.plain(), TEXT, 0);
        }
        for (TestReport.Group group : report.groups()) {
            y -= HEADING;
            // A heading does not stand alone at the foot of a page.
            room(3 * HEADING * PdfText.LEADING);
            paragraph(group.title(), text.bold(), HEADING, 0);
            for (TestReport.Row row : group.rows()) {
                y -= TEXT / 3;
                paragraph(row.name() + ": " + row.outcome(), text.plain(), TEXT, 0);
                for (String sentence : row.sentences()) {
                    paragraph(sentence, text.plain(), TEXT, INDENT);
                }
            }
        }
    }

    private void room(float height) throws IOException {
        if (y - height < MARGIN) {
            turn();
        }
    }

    private void paragraph(String words, PDFont font, float size, float indent) throws IOException {
        float width = PDRectangle.A4.getWidth() - 2 * MARGIN - indent;
        for (String line : text.lines(words, font, size, width)) {
            room(size * PdfText.LEADING);
            y -= size * PdfText.LEADING;
            text.line(content, line, font, size, MARGIN + indent, y);
        }
    }
}
