package org.courtbridge.gateway.e2e;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The screen of a baresip, which shows the other side. */
final class RoomScreen {

    /** For a snapshot: several frames. */
    private static final Duration PATIENCE = Duration.ofMillis(350);

    private static final int ASKS = 4;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
    private static final Duration BETWEEN_COUNTS = Duration.ofMillis(50);
    private static final Pattern FRAMES_SHOWN = Pattern.compile("vidisp: \\S+ \\d+ x \\d+ frames=(\\d+)");

    private final Path folder;
    private final BaresipControl control;
    private final AtomicInteger snapshots = new AtomicInteger();

    RoomScreen(Path folder, BaresipControl control) {
        this.folder = folder;
        this.control = control;
    }

    /** Empty if it shows no coded picture. */
    Optional<CodedPicture> now() throws Exception {
        return image().flatMap(seen ->
                CodedPicture.read(seen.getWidth(), seen.getHeight(), (x, y) -> seen.getRGB(x, y) >> 8 & 0xFF));
    }

    /** Empty if it shows nothing yet. A snapshot that does not come, as one in twenty does not, is asked for again. */
    Optional<BufferedImage> image() throws Exception {
        Path file = folder.resolve("screen" + snapshots.incrementAndGet() + ".png");
        BufferedImage image = null;
        for (int ask = 0; image == null && ask < ASKS; ask++) {
            control.command("snapshot_recv", file.toString());
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (image == null && System.nanoTime() < end) {
                Await.elapsed(Duration.ofMillis(20));
                image = Files.exists(file) ? readWhole(file) : null;
            }
        }
        return Optional.ofNullable(image);
    }

    /** An image that is still being written reads as none. */
    private static @Nullable BufferedImage readWhole(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    /** Pictures decoded and put on the screen since the call began. */
    long framesShown() throws Exception {
        // There is no such line before the screen is up.
        Matcher matcher = FRAMES_SHOWN.matcher(control.command("video_debug", ""));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** Begins to look at it several times a second. */
    Watch watch() {
        return new Watch();
    }

    /** A time in which the screen is looked at, by threads of its own. */
    final class Watch {

        private final long begin = System.nanoTime();
        private final FutureTask<Double> counting = new FutureTask<>(this::longestStandstill);
        private final FutureTask<Watched> looking = new FutureTask<>(this::look);
        private volatile boolean over;
        private volatile double ended;

        private Watch() {
            Thread.ofVirtual().name("room-count").start(counting);
            Thread.ofVirtual().name("room-watch").start(looking);
        }

        private double millis() {
            return (System.nanoTime() - begin) / 1e6;
        }

        /** A picture of the screen may take a while to be had: whether it moves, the count of its frames tells. */
        private double longestStandstill() throws Exception {
            double longest = 0;
            double since = 0;
            long before = framesShown();
            while (!over) {
                Await.elapsed(BETWEEN_COUNTS);
                long frames = framesShown();
                double at = millis();
                longest = Math.max(longest, at - since);
                if (frames != before) {
                    before = frames;
                    since = at;
                }
            }
            return longest;
        }

        private Watched look() throws Exception {
            List<Sighting.Shown> shown = new ArrayList<>();
            List<Long> counted = new ArrayList<>();
            boolean last;
            do {
                last = over;
                Optional<CodedPicture> seen = now();
                if (seen.isPresent()) {
                    shown.add(new Sighting.Shown(seen.get(), millis()));
                    counted.add(framesShown());
                }
                Await.elapsed(last ? Duration.ZERO : BETWEEN_LOOKS);
            } while (!last);
            return new Watched(shown, counted, counting.get(), ended);
        }

        /** After one look more. */
        Watched end() throws Exception {
            // The last look may take a while.
            ended = millis();
            over = true;
            return looking.get();
        }
    }

    /**
     * The pictures that it showed over a time.
     *
     * @param counted how many frames the room had shown at each look
     * @param standstill the longest time without a new frame, in milliseconds
     * @param millis from the begin, at 0, to the end
     */
    record Watched(List<Sighting.Shown> shown, List<Long> counted, double standstill, double millis) {

        /** Frames are counted by the room, from the first look that showed the party to the last one. */
        Sighting of(int party) {
            List<Long> looks = new ArrayList<>();
            for (int i = 0; i < shown.size(); i++) {
                if (shown.get(i).picture().party() == party) {
                    looks.add(counted.get(i));
                }
            }
            int frames = looks.isEmpty() ? 0 : (int) (looks.getLast() - looks.getFirst() + 1);
            Sighting looked = Sighting.of(party, shown, 0, millis);
            boolean always = looks.size() == shown.size();
            return new Sighting(
                    frames,
                    looked.sent(),
                    always ? standstill : looked.longestFreeze(),
                    looked.covered(),
                    looked.seconds());
        }
    }
}
