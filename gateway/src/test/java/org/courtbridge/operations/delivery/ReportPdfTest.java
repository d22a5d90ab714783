package org.courtbridge.operations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class ReportPdfTest {

    private static TestReport report(String title, int rows) {
        return new TestReport(
                "kk",
                title,
                "Нәтиже: ақау бар",
                List.of(new TestReport.Fact("Отырыс", "№ 7520 іс: «Жетісу Құрылыс» ЖШС")),
                List.of(new TestReport.Group(
                        "Дыбыс",
                        IntStream.range(0, rows)
                                .mapToObj(i -> new TestReport.Row(
                                        "Сөз деңгейі " + i,
                                        "ақау бар; −47,0 dBov (шегі ≥ −40,0 dBov); Қағидалардың 36-тармағы",
                                        List.of("Қатысушыға: Сіз әрең естілесіз, микрофонға жақындаңыз. ".repeat(3))))
                                .toList())));
    }

    @Test
    void saysEverythingInKazakhOnAsManyPagesAsItNeeds() throws IOException {
        byte[] file = ReportPdf.of(List.of(report("Тексеру: Әділет үйі, № 3 зал", 40), report("Тексеру: Ғимарат", 1)));

        assertThat(PdfJudge.complaints(file)).isEmpty();
        try (PDDocument pdf = Loader.loadPDF(file)) {
            String text = new PDFTextStripper().getText(pdf);
            assertThat(text).contains("Әділет үйі", "Жетісу Құрылыс", "Сөз деңгейі 39:", "≥ −40,0 dBov", "Ғимарат");
            assertThat(text).doesNotContain("\uFFFD");
            assertThat(pdf.getNumberOfPages()).isBetween(4, 8);
            PDFTextStripper last = new PDFTextStripper();
            last.setStartPage(pdf.getNumberOfPages());
            assertThat(last.getText(pdf)).contains("Ғимарат", "Сөз деңгейі 0").doesNotContain("Сөз деңгейі 39");
            BufferedImage page = new PDFRenderer(pdf).renderImageWithDPI(0, 72);
            ImageIO.write(
                    page,
                    "png",
                    Files.createDirectories(Path.of("target"))
                            .resolve("report.png")
                            .toFile());
            assertThat(isWhite(page, 0, 0, 50, page.getHeight())).isTrue();
            assertThat(isWhite(page, 0, page.getHeight() - 50, page.getWidth(), 50))
                    .isTrue();
            assertThat(isWhite(page, page.getWidth() - 55, 0, 55, page.getHeight()))
                    .isTrue();
            assertThat(isWhite(page, 56, 56, 400, 400)).isFalse();
        }
    }

    private static boolean isWhite(BufferedImage page, int left, int top, int width, int height) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                if ((page.getRGB(x, y) & 0xFFFFFF) != 0xFFFFFF) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void nothingIsNoReport() {
        assertThatThrownBy(() -> ReportPdf.of(List.of())).hasMessage("reports: none");
    }
}
