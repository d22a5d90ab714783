package org.courtbridge.operations.delivery;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Documents as tagged PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1), from templates that are XHTML with CSS, in fonts that have
 * the Kazakh letters; the letters that a document needs are embedded. Nothing is loaded while one is made, whatever it refers to.
 */
public final class PdfDocument {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null,
            ContentType.Html,
            PdfDocument.class.getClassLoader(),
            "org.courtbridge.operations.delivery.documents");

    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";
    private static final int NORMAL = 400;
    private static final int BOLD = 700;

    private static final byte[] SRGB =
            ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    static {
        XRLog.setLoggerImpl(new PdfLog());
    }

    private PdfDocument() {}

    /**
     * @param template file under {@code src/main/jte}, such as "sheets.jte"
     * @param parameters values of its {@code @param}s by name
     */
    public static byte[] of(String template, Map<String, Object> parameters) {
        StringOutput xhtml = new StringOutput();
        TEMPLATES.render(template, parameters, xhtml);
        return of(xhtml.toString());
    }

    static byte[] of(String xhtml) {
        PdfRendererBuilder pdf = new PdfRendererBuilder();
        pdf.withW3cDocument(parsed(xhtml), null);
        pdf.usePdfAConformance(PdfAConformance.PDFA_2_A);
        pdf.usePdfUaAccessibility(true);
        pdf.useColorProfile(SRGB);
        pdf.withProducer("Courtbridge");
        pdf.useReplacementText("\uFFFD");
        pdf.useUnicodeLineBreaker(new SpaceBreaker());
        pdf.useObjectDrawerFactory(new QrCodeDrawer());
        for (ExternalResourceControlPriority time : ExternalResourceControlPriority.values()) {
            pdf.useExternalResourceAccessControl((uri, type) -> false, time);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument();
                TrueTypeFont normal = font("DejaVuSans.ttf");
                TrueTypeFont bold = font("DejaVuSans-Bold.ttf")) {
            pdf.usePDDocument(document);
            pdf.useFont(embedded(document, normal), "DejaVu Sans", NORMAL, FontStyle.NORMAL, true);
            pdf.useFont(embedded(document, bold), "DejaVu Sans", BOLD, FontStyle.NORMAL, true);
            pdf.toStream(file).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static Document parsed(String xhtml) {
        try {
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newDefaultNSInstance();
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder parser = parsers.newDocumentBuilder();
            // The usual one writes to the terminal, besides.
            parser.setErrorHandler(new DefaultHandler());
            return parser.parse(new InputSource(new StringReader(inXml(xhtml))));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalArgumentException("not XHTML: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the characters that XML does not have (section 2.2), which a name may have: a control character becomes a space. */
    private static String inXml(String text) {
        int[] characters = text.codePoints()
                .map(character -> {
                    if (isInXml(character)) {
                        return character;
                    }
                    return character < ' ' ? ' ' : '\uFFFD';
                })
                .toArray();
        return new String(characters, 0, characters.length);
    }

    private static boolean isInXml(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || character >= 0x20 && character <= 0xD7FF
                || character >= 0xE000 && character <= 0xFFFD
                || character >= 0x10000;
    }

    private static PDFontSupplier embedded(PDDocument document, TrueTypeFont font) throws IOException {
        return new PDFontSupplier(PDType0Font.load(document, font, true));
    }

    /** Without ligatures: of a password with "ff", what is copied from the file would have a letter that stands for both. */
    private static TrueTypeFont font(String file) throws IOException {
        try (InputStream in = PdfDocument.class.getResourceAsStream(FONTS + file)) {
            if (in == null) {
                throw new IllegalStateException("not in the class path: " + FONTS + file);
            }
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in));
            font.setEnableGsub(false);
            return font;
        }
    }
}
