package org.courtbridge.signalling.ivr;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.codecs.compose.Overlay;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.video.coded.VideoProcessor.Badge;
import org.courtbridge.media.video.coded.VideoProcessor.Label;
import org.courtbridge.media.video.processing.Captions;

/**
 * Draws names, badges, and what is shown in place of a picture that does not come. What was drawn is kept, as one caption goes
 * over every picture of a party. From any worker.
 */
public final class TileCaptions implements Captions {

    private static final Color GROUND = new Color(0x10, 0x18, 0x28, 0xB4);
    private static final Color TEXT = new Color(0xF4, 0xF6, 0xFA);
    private static final Color WARNING = new Color(0xFF, 0xC8, 0x57);
    private static final Color RECORDING = new Color(0xFF, 0x3A, 0x14);
    private static final Color EMPTY = new Color(0x1E, 0x2A, 0x40);
    private static final Color FIGURE = new Color(0x5A, 0x6A, 0x86);

    /** Of the height of a picture of 16:9 that fills the tile. */
    private static final double BAND = 0.11;

    private static final int SMALLEST_BAND = 14;
    private static final int LARGEST_BAND = 44;

    /** Of the band's height. */
    private static final double LETTERS = 0.62;

    private static final int KEPT = 256;

    private final Language standard;
    private final Map<Key, Optional<Overlay>> names = recent();
    private final Map<Absent, I420Picture> absent = recent();

    private record Key(Label label, int width, int height) {}

    private record Absent(Language language, int width, int height) {}

    /** @param standard the court's language */
    public TileCaptions(Language standard) {
        this.standard = standard;
    }

    private static <K, V> Map<K, V> recent() {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > KEPT;
            }
        });
    }

    @Override
    public Optional<Overlay> name(Label label, int width, int height) {
        return names.computeIfAbsent(new Key(label, width, height), TileCaptions::draw);
    }

    @Override
    public I420Picture absent(Optional<Language> language, int width, int height) {
        return absent.computeIfAbsent(new Absent(language.orElse(standard), width, height), TileCaptions::draw);
    }

    private static Optional<Overlay> draw(Key key) {
        double high = Math.min(key.height(), key.width() * 9 / 16.0);
        int band = (int) Math.clamp(Math.round(BAND * high / 2) * 2, SMALLEST_BAND, LARGEST_BAND);
        if (key.height() < 3 * band || key.width() < 4 * band) {
            return Optional.empty();
        }
        double size = LETTERS * band;
        double margin = band / 3.0;
        double badges = (double) key.label().badges().size() * band;
        double room = key.width() - badges - 3 * margin;
        String name = shortened(key.label().name(), size, room);
        double wide = badges
                + Lettering.BOLD.width(name, size)
                + 2 * margin
                + (badges > 0 && !name.isEmpty() ? margin / 2 : 0);
        int width = (int) Math.min(key.width(), 2 * Math.ceil(wide / 2));
        BufferedImage image = image(width, band, graphics -> {
            graphics.setColor(GROUND);
            graphics.fill(new RoundRectangle2D.Double(0, 0, width, band + band / 2.0, band / 2.0, band / 2.0));
            double x = margin / 2;
            for (Badge badge : Badge.values()) {
                if (key.label().badges().contains(badge)) {
                    new BadgeShape(graphics, x, band).draw(badge);
                    x += band;
                }
            }
            graphics.setColor(TEXT);
            double left = badges > 0 ? badges + margin : margin;
            graphics.fill(Lettering.BOLD.outline(name, size, left, band / 2.0 + 0.36 * size));
        });
        return Optional.of(overlay(image));
    }

    private static String shortened(String name, double size, double room) {
        String fitting = name;
        for (int end = name.length(); end > 0 && Lettering.BOLD.width(fitting, size) > room; ) {
            end = name.offsetByCodePoints(end, -1);
            fitting = name.substring(0, end).stripTrailing() + "…";
        }
        return fitting;
    }

    private static I420Picture draw(Absent key) {
        int width = key.width();
        int height = key.height();
        BufferedImage image = image(width, height, graphics -> {
            graphics.setColor(EMPTY);
            graphics.fill(new Rectangle2D.Double(0, 0, width, height));
            double unit = height / 100.0;
            double middle = width / 2.0;
            graphics.setColor(FIGURE);
            graphics.fill(new Ellipse2D.Double(middle - 11 * unit, 18 * unit, 22 * unit, 22 * unit));
            graphics.fill(new Arc2D.Double(middle - 21 * unit, 43 * unit, 42 * unit, 44 * unit, 0, 180, Arc2D.PIE));
            String text = Words.in(key.language()).get("tile.absent");
            double size = Math.max(9, Math.min(9 * unit, 0.9 * width / Math.max(1, Lettering.PLAIN.width(text, 1))));
            graphics.setColor(TEXT);
            double left = middle - Lettering.PLAIN.width(text, size) / 2;
            graphics.fill(Lettering.PLAIN.outline(text, size, left, 79 * unit));
        });
        return I420Conversion.of(image);
    }

    private static BufferedImage image(int width, int height, Consumer<Graphics2D> painter) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            painter.accept(graphics);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static Overlay overlay(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        byte[] opacity = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            opacity[i] = (byte) (pixels[i] >>> 24);
        }
        return new Overlay(I420Conversion.of(image), opacity);
    }

    /** One badge, in a square of the band's height. */
    private record BadgeShape(Graphics2D graphics, double left, double band) {

        void draw(Badge badge) {
            graphics.setColor(WARNING);
            graphics.setStroke(new BasicStroke((float) (band * 0.08), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            switch (badge) {
                case MUTED -> microphone();
                case UNENCRYPTED -> openLock();
                case POOR_LINE -> bars();
                case RECORDED -> dot();
            }
        }

        private double x(double part) {
            return left + part * band;
        }

        private double y(double part) {
            return part * band;
        }

        private void microphone() {
            graphics.fill(
                    new RoundRectangle2D.Double(x(0.40), y(0.18), 0.2 * band, 0.36 * band, 0.2 * band, 0.2 * band));
            graphics.draw(new Arc2D.Double(x(0.30), y(0.28), 0.4 * band, 0.38 * band, 180, 180, Arc2D.OPEN));
            graphics.draw(new Line2D.Double(x(0.5), y(0.66), x(0.5), y(0.8)));
            graphics.draw(new Line2D.Double(x(0.22), y(0.18), x(0.78), y(0.82)));
        }

        private void openLock() {
            graphics.fill(
                    new RoundRectangle2D.Double(x(0.26), y(0.46), 0.48 * band, 0.36 * band, 0.08 * band, 0.08 * band));
            Path2D.Double shackle = new Path2D.Double();
            shackle.moveTo(x(0.36), y(0.46));
            shackle.lineTo(x(0.36), y(0.32));
            shackle.curveTo(x(0.36), y(0.12), x(0.64), y(0.12), x(0.66), y(0.28));
            graphics.draw(shackle);
        }

        /** As every recorder has it: red, in a ring. */
        private void dot() {
            graphics.setColor(RECORDING);
            graphics.fill(new Ellipse2D.Double(x(0.34), y(0.34), 0.32 * band, 0.32 * band));
            graphics.draw(new Ellipse2D.Double(x(0.2), y(0.2), 0.6 * band, 0.6 * band));
        }

        private void bars() {
            for (int i = 0; i < 3; i++) {
                double height = 0.2 + 0.18 * i;
                Rectangle2D bar =
                        new Rectangle2D.Double(x(0.22 + 0.2 * i), y(0.8 - height), 0.14 * band, height * band);
                if (i == 0) {
                    graphics.fill(bar);
                } else {
                    graphics.draw(bar);
                }
            }
        }
    }
}
