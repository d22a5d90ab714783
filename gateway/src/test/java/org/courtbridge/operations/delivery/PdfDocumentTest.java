package org.courtbridge.operations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfDocumentTest {

    @TempDir
    Path folder;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer stranger;
    private String url;

    @BeforeEach
    void listen() throws Exception {
        stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        stranger.start();
        url = "http://127.0.0.1:" + stranger.getAddress().getPort();
    }

    @AfterEach
    void close() {
        stranger.stop(0);
    }

    private static String xhtml(String head, String body) {
        return """
                <html xmlns="http://www.w3.org/1999/xhtml" lang="kk"><head><title>Құжат</title><meta name="subject" content="x"/>%s
                <style>body { font-family: "DejaVu Sans" }</style></head><body>%s</body></html>""".formatted(head, body);
    }

    private static String text(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static CredentialSheet sheet(String recipient, String value) {
        return new CredentialSheet(
                "ru",
                "Данные для входа",
                recipient,
                List.of(new CredentialSheet.Line("Имя", value)),
                "Уничтожьте",
                "c");
    }

    @Test
    void isWhatArchivesKeepAndScreenReadersRead() throws Exception {
        byte[] pdf = PdfDocument.of(xhtml("", """
                <h1>Әділет</h1><h2>Қағидалар</h2><p>Ғимарат, <b>№ 3 зал</b></p>
                <object type="image/qr" alt="QR" style="display: block; width: 50pt; height: 50pt">secret</object>"""));
        assertThat(PdfJudge.complaints(pdf)).isEmpty();
        assertThat(text(pdf))
                .contains("Әділет", "Қағидалар", "Ғимарат, № 3 зал")
                .doesNotContain("secret");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("kk");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Құжат");
            assertThat(document.getDocumentInformation().getProducer()).isEqualTo("Courtbridge");
        }
    }

    @Test
    void loadsNothing() throws Exception {
        Path style = Files.writeString(folder.resolve("style.css"), "p { display: none }");
        byte[] pdf = PdfDocument.of(xhtml("""
                <link rel="stylesheet" type="text/css" href="%1$s/link.css"/>
                <link rel="stylesheet" type="text/css" href="%2$s"/>
                <style>
                @import url(%1$s/import.css);
                @font-face { font-family: x; src: url(%1$s/font.ttf) }
                p { font-family: x, "DejaVu Sans"; background-image: url(%1$s/background.png) }
                li { list-style-image: url(%1$s/list.png) }
                p:after { content: url(%1$s/content.png) }
                </style>""".formatted(url, style.toUri()), """
                <p style="background: url(%1$s/style.png)">Мұнда</p><ul><li>тармақ</li></ul><img src="%1$s/img.png" alt="x"/>
                <img src="%1$s/img.svg" alt="x"/><img src="%1$s/img.pdf" alt="x"/>
                <object type="image/png" data="%1$s/object.png">y</object><iframe src="%1$s/frame.html"></iframe>
                <a href="%1$s/file" download="file">z</a>""".formatted(url)));
        assertThat(text(pdf)).contains("Мұнда", "тармақ");
        assertThat(asked).isEmpty();
    }

    @Test
    void readsNoEntities() {
        String declared = "<!DOCTYPE html SYSTEM \"%s/dtd\" [<!ENTITY x SYSTEM \"%s/entity\">]>".formatted(url, url);
        assertThatThrownBy(() -> PdfDocument.of(declared + xhtml("", "<p>&x;</p>")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DOCTYPE");
        assertThat(asked).isEmpty();
    }

    @Test
    void namesAreWords() throws Exception {
        String name = "<img src='" + url + "/a.png'/> & &amp; \"q\" </p> ]]> ${x} @if(true) url(" + url + "/b)";
        byte[] pdf = SheetPdf.of(List.of(sheet(name, name)));
        String squeezed = text(pdf).replaceAll("\\s", "");
        assertThat(squeezed.split(Pattern.quote(name.replaceAll("\\s", "")), -1))
                .as("the name, twice, in %s", squeezed)
                .hasSize(3);
        assertThat(asked).isEmpty();
        assertThat(PdfJudge.complaints(pdf)).isEmpty();
    }

    @Test
    void whatIsNotInXmlIsInNames() throws Exception {
        byte[] pdf = SheetPdf.of(List.of(sheet("a\0b\u0007c\uD800d\uFFFEe\uDC00", "\u000B")));
        assertThat(text(pdf)).contains("a b c\uFFFDd\uFFFDe\uFFFD");
        assertThat(PdfJudge.complaints(pdf)).isEmpty();
    }

    /** Else what is copied from the file has one letter that no password has. */
    @Test
    void noLetterStandsForTwo() throws Exception {
        StringBuilder letters = new StringBuilder();
        try (PDDocument document = Loader.loadPDF(SheetPdf.of(List.of(sheet("Office", "ff-fi-fl-ffi-ffl"))))) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    letters.append(text.getUnicode());
                    super.processTextPosition(text);
                }
            }.getText(document);
        }
        assertThat(letters).contains("Office", "ff-fi-fl-ffi-ffl");
    }
}
