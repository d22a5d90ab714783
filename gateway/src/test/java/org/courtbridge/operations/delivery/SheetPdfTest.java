package org.courtbridge.operations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class SheetPdfTest {

    private static final String LETTERS = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі Ёё Щщ Ъъ №";

    private static CredentialSheet sheet(String recipient, String advice, String code) {
        return new CredentialSheet(
                "kk",
                "Бейнеконференцбайланыс: құрылғының кіру деректері",
                recipient,
                List.of(
                        new CredentialSheet.Line("Пайдаланушы аты", "room-3"),
                        new CredentialSheet.Line("Құпиясөз", "abcd-efgh-jkmn-pqrs")),
                advice,
                code);
    }

    private static String text(PDDocument document, int page) throws Exception {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        return stripper.getText(document);
    }

    @Test
    void saysEverythingInKazakhLetters() throws Exception {
        byte[] pdf = SheetPdf.of(List.of(sheet("Қызылорда, " + LETTERS, "Парақты жойыңыз.", "code")));
        assertThat(PdfJudge.complaints(pdf)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(text(document, 1).replace("құрылғының\n", "құрылғының "))
                    .contains(LETTERS)
                    .contains("құрылғының кіру деректері")
                    .contains("Құпиясөз\nabcd-efgh-jkmn-pqrs")
                    .contains("Парақты жойыңыз.");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("kk");
            PDPage page = document.getPage(0);
            List<String> embedded = new ArrayList<>();
            for (COSName name : page.getResources().getFontNames()) {
                var font = page.getResources().getFont(name);
                assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                embedded.add(font.getName());
            }
            assertThat(embedded).hasSize(2).allMatch(name -> name.contains("DejaVuSans"));
        }
        assertThat(pdf.length).as("only the letters that it needs").isLessThan(200_000);
    }

    /** As a phone does that looks at the paper. */
    @Test
    void itsCodeIsRead() throws Exception {
        String said = "server=gw.court.example\nuser=room-3\npassword=abcd-efgh-jkmn-pqrs";
        try (PDDocument document = Loader.loadPDF(SheetPdf.of(List.of(sheet("Зал № 3", "Парақты жойыңыз.", said))))) {
            BufferedImage image = new PDFRenderer(document).renderImageWithDPI(0, 150);
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            BinaryBitmap bitmap = new BinaryBitmap(
                    new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels)));
            assertThat(new QRCodeReader().decode(bitmap).getText()).isEqualTo(said);
        }
    }

    @Test
    void hasAPageForEach() throws Exception {
        List<CredentialSheet> fleet = IntStream.range(0, 30)
                .mapToObj(i -> sheet("Зал " + i, "x", "code " + i))
                .toList();
        try (PDDocument document = Loader.loadPDF(SheetPdf.of(fleet))) {
            assertThat(document.getNumberOfPages()).isEqualTo(30);
            assertThat(text(document, 30)).contains("Зал 29").doesNotContain("Зал 28");
        }
        assertThatThrownBy(() -> SheetPdf.of(List.of())).hasMessage("sheets: none");
    }

    @Test
    void breaksWhatIsLongAndReplacesWhatNoFontHas() throws Exception {
        String link = "https://gw.court.example/j/" + "abcdefghij".repeat(30);
        byte[] pdf = SheetPdf.of(List.of(sheet(link + " 審判 \uD83D\uDE00\t.", "ab ".repeat(400), "c")));
        assertThat(PdfJudge.complaints(pdf)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(text(document, 1).replaceAll("\\s", "")).contains(link).contains("\uFFFD\uFFFD");
            BufferedImage image = new PDFRenderer(document).renderImageWithDPI(0, 72);
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = image.getWidth() - 40; x < image.getWidth(); x++) {
                    assertThat(image.getRGB(x, y) & 0xFFFFFF)
                            .as("the margin at %d,%d", x, y)
                            .isEqualTo(0xFFFFFF);
                }
            }
        }
    }
}
