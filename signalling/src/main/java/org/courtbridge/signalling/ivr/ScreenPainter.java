package org.courtbridge.signalling.ivr;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.video.I420Picture;

/**
 * Draws a {@link PromptScreen}. Everything is in hundredths of the picture's height, so that all sizes look alike; large even
 * areas, so that few bits show them sharply.
 */
final class ScreenPainter {

    private static final Color GROUND = new Color(0x14, 0x26, 0x42);
    private static final Color BAND = new Color(0x0D, 0x1A, 0x30);
    private static final Color LINE = new Color(0xC8, 0xA2, 0x4A);
    private static final Color TEXT = new Color(0xF4, 0xF6, 0xFA);
    private static final Color QUIET = new Color(0xB4, 0xC0, 0xD4);
    private static final Color WARNING = new Color(0xFF, 0xC8, 0x57);
    private static final Color BOX = new Color(0xF4, 0xF6, 0xFA);
    private static final Color TYPED = new Color(0x14, 0x26, 0x42);

    private static final double MARGIN = 6;
    private static final double BAND_HEIGHT = 15;

    private final Graphics2D graphics;
    private final double unit;
    private final double width;

    private ScreenPainter(Graphics2D graphics, int width, int height) {
        this.graphics = graphics;
        this.unit = height / 100.0;
        this.width = width / unit;
    }

    /**
     * @param width pixels, even
     * @param height pixels, even
     */
    static I420Picture paint(PromptScreen screen, int width, int height) {
        return I420Conversion.of(image(screen, width, height));
    }

    /** The first picture takes a second, by far the most of it to read the fonts and Java2D's classes. */
    static void warmUp() {
        paint(PromptScreen.of("№", "Қ").withNotice("0123456789").withClock("00:00"), 352, 288);
    }

    static BufferedImage image(PromptScreen screen, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            new ScreenPainter(graphics, width, height).draw(screen);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private void draw(PromptScreen screen) {
        fill(GROUND, 0, 0, width, 100);
        fill(BAND, 0, 0, width, BAND_HEIGHT);
        fill(LINE, 0, BAND_HEIGHT, width, 0.8);
        double clockWidth = screen.clock().map(this::clock).orElse(0.0);
        double room = width - 2 * MARGIN - clockWidth;
        String heading = shortened(Lettering.PLAIN, screen.heading(), 5, room);
        line(Lettering.PLAIN, QUIET, heading, 5, MARGIN, 9.3);

        double y = 30;
        y = block(Lettering.BOLD, TEXT, screen.headline(), 8, 3, y);
        if (screen.field().isPresent()) {
            y = box(screen.field().get(), y - 2);
        }
        if (screen.notice().isPresent()) {
            y = block(Lettering.BOLD, WARNING, screen.notice().get(), 5.5, 2, y + 1);
        }
        if (screen.detail().isPresent()) {
            block(Lettering.PLAIN, QUIET, screen.detail().get(), 5.5, 3, y + 1);
        }
        keys(screen.keys());
    }

    private double clock(String time) {
        double wide = textWidth(Lettering.BOLD, time, 6);
        line(Lettering.BOLD, TEXT, time, 6, width - MARGIN - wide, 9.7);
        return wide + 3;
    }

    /** Lines within the margins; smaller if they would be more than so many. */
    private double block(Lettering letters, Color color, String text, double size, int most, double top) {
        double fitting = size;
        List<String> lines = wrapped(letters, text, fitting);
        while (lines.size() > most && fitting > size / 2) {
            fitting *= 0.92;
            lines = wrapped(letters, text, fitting);
        }
        if (lines.size() > most) {
            String rest = String.join(" ", lines.subList(most - 1, lines.size()));
            lines = new ArrayList<>(lines.subList(0, most - 1));
            lines.add(shortened(letters, rest, fitting, width - 2 * MARGIN));
        }
        double y = top;
        for (String line : lines) {
            line(letters, color, line, fitting, MARGIN, y);
            y += fitting * 1.35;
        }
        return y;
    }

    private List<String> wrapped(Lettering letters, String text, double size) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && textWidth(letters, longer, size) > width - 2 * MARGIN) {
                lines.add(shortened(letters, line.toString(), size, width - 2 * MARGIN));
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        lines.add(shortened(letters, line.toString(), size, width - 2 * MARGIN));
        return lines;
    }

    private String shortened(Lettering letters, String text, double size, double room) {
        String whole = text;
        for (int end = text.length(); end > 0 && textWidth(letters, whole, size) > room; ) {
            end = text.offsetByCodePoints(end, -1);
            whole = text.substring(0, end).stripTrailing() + "…";
        }
        return whole;
    }

    private double box(String typed, double top) {
        double size = 9;
        double inner = Math.max(textWidth(Lettering.BOLD, typed, size), 34);
        double wide = Math.min(inner + 8, width - 2 * MARGIN);
        graphics.setColor(BOX);
        graphics.fill(
                new RoundRectangle2D.Double(MARGIN * unit, top * unit, wide * unit, 14 * unit, 3 * unit, 3 * unit));
        double fitting = Math.min(size, size * (wide - 6) / Math.max(1, textWidth(Lettering.BOLD, typed, size)));
        line(Lettering.BOLD, TYPED, typed, fitting, MARGIN + 4, top + 7 + fitting * 0.36);
        double caret = MARGIN + 4.6 + textWidth(Lettering.BOLD, typed, fitting);
        fill(LINE, Math.min(caret, MARGIN + wide - 2), top + 3, 0.9, 8);
        return top + 14 + 9;
    }

    private void keys(List<PromptScreen.Key> keys) {
        double x = MARGIN;
        for (PromptScreen.Key key : keys) {
            graphics.setColor(BAND);
            graphics.fill(new RoundRectangle2D.Double(x * unit, 85 * unit, 8.5 * unit, 9 * unit, 2 * unit, 2 * unit));
            double cap = textWidth(Lettering.BOLD, key.cap(), 6);
            line(Lettering.BOLD, TEXT, key.cap(), 6, x + 4.25 - cap / 2, 91.6);
            line(Lettering.PLAIN, QUIET, key.does(), 5, x + 11, 91.3);
            x += 11 + textWidth(Lettering.PLAIN, key.does(), 5) + 7;
        }
    }

    private double textWidth(Lettering letters, String text, double size) {
        return letters.width(text, size);
    }

    private void line(Lettering letters, Color color, String text, double size, double x, double baseline) {
        graphics.setColor(color);
        graphics.fill(letters.outline(text, size * unit, x * unit, baseline * unit));
    }

    private void fill(Color color, double x, double y, double wide, double high) {
        graphics.setColor(color);
        graphics.fill(new Rectangle2D.Double(x * unit, y * unit, wide * unit, high * unit));
    }
}
