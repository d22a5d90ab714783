package org.courtbridge.operations.delivery;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A QR code (ISO/IEC 18004), error correction level M: 15 % of it may be unreadable. */
public final class QrCode {

    /** Modules of white around it (section 5.3.8). */
    public static final int QUIET_ZONE = 4;

    /** Of a page, the side of a module: a whole number, or modules are of unequal size and some readers find no code. */
    private static final int MODULE_PIXELS = 4;

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /** @throws IllegalArgumentException if the text is too long, which at 2,331 octets it is; without the text */
    public static QrCode of(String text) {
        // Anything but ASCII is said to be UTF-8, which costs a few modules.
        Map<EncodeHintType, ?> hints = StandardCharsets.US_ASCII.newEncoder().canEncode(text)
                ? Map.of()
                : Map.of(EncodeHintType.CHARACTER_SET, "UTF-8");
        try {
            return new QrCode(
                    Encoder.encode(text, ErrorCorrectionLevel.M, hints).getMatrix());
        } catch (WriterException _) {
            throw new IllegalArgumentException("text: %d characters do not fit a QR code".formatted(text.length()));
        }
    }

    /** Of each side, without the quiet zone. */
    public int modules() {
        return modules.getWidth();
    }

    /** @param x from the left, 0 to {@link #modules()} - 1 @param y from the top */
    public boolean isDark(int x, int y) {
        return modules.get(x, y) == 1;
    }

    /** For a page: black on white, with its quiet zone; each module is of {@value #MODULE_PIXELS} pixels (of CSS), if there is room. */
    public String svg(String description) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules(); y++) {
            for (int x = 0; x < modules(); x++) {
                if (isDark(x, y)) {
                    path.append('M').append(x).append(',').append(y).append("h1v1h-1z");
                }
            }
        }
        int size = modules() + 2 * QUIET_ZONE;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" aria-label="%s" viewBox="%d %d %d %d" \
                width="%d" height="%d" shape-rendering="crispEdges"><path fill="#fff" d="M%d,%dh%dv%dh-%dz"/><path fill="#000" d="%s"/></svg>""".formatted(
                        escaped(description),
                        -QUIET_ZONE,
                        -QUIET_ZONE,
                        size,
                        size,
                        size * MODULE_PIXELS,
                        size * MODULE_PIXELS,
                        -QUIET_ZONE,
                        -QUIET_ZONE,
                        size,
                        size,
                        size,
                        path);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
