package org.courtbridge.operations.delivery;

import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.extend.FSObjectDrawerFactory;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.render.RenderingContext;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import org.w3c.dom.Element;

/** Draws {@code <object type="image/qr">TEXT</object>} of a document as the QR code of its text, without a quiet zone. */
final class QrCodeDrawer implements FSObjectDrawerFactory, FSObjectDrawer {

    @Override
    public boolean isReplacedObject(Element object) {
        return object.getAttribute("type").equals("image/qr");
    }

    @Override
    public FSObjectDrawer createDrawer(Element object) {
        return this;
    }

    @Override
    public Map<Shape, String> drawObject(
            Element object,
            double x,
            double y,
            double width,
            double height,
            OutputDevice device,
            RenderingContext context,
            int dotsPerPixel) {
        QrCode code = QrCode.of(object.getTextContent());
        device.drawWithGraphics(
                (float) x, (float) y, (float) width / dotsPerPixel, (float) height / dotsPerPixel, graphics -> {
                    graphics.setColor(Color.BLACK);
                    graphics.fill(modules(code, width / dotsPerPixel / code.modules()));
                });
        return Map.of();
    }

    /** One shape, so that no white shines through between two modules. @param size of a module */
    private static Shape modules(QrCode code, double size) {
        Path2D shape = new Path2D.Double();
        for (int y = 0; y < code.modules(); y++) {
            int x = 0;
            while (x < code.modules()) {
                int start = x;
                while (x < code.modules() && code.isDark(x, y)) {
                    x++;
                }
                if (x > start) {
                    shape.append(new Rectangle2D.Double(start * size, y * size, (x - start) * size, size), false);
                }
                x++;
            }
        }
        return shape;
    }
}
