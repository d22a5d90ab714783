package org.courtbridge.codecs.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares compositions of known pictures with what ffmpeg composes of the same, by its own measure of likeness. */
class ComposedStrangerIT {

    private static final PictureSize HD = new PictureSize(1_280, 720);
    private static final double ALIKE = 0.95;
    private static final Pattern SSIM = Pattern.compile("All:([0-9.]+)");

    @TempDir
    private Path folder;

    /** 4:3 among them, so with black at the sides; ffmpeg is told where. */
    private static final List<PictureSize> INPUTS = List.of(
            HD,
            new PictureSize(640, 360),
            new PictureSize(640, 480),
            new PictureSize(352, 288),
            new PictureSize(720, 1_280),
            HD);

    @Test
    void aGridIsWhatFfmpegStacks() throws Exception {
        assertAlike(Arrangement.GRID, 4);
        assertAlike(Arrangement.GRID, 6);
    }

    @Test
    void oneAmongFiveIsWhatFfmpegStacks() throws Exception {
        assertAlike(Arrangement.ONE_AND_FIVE, 6);
    }

    @Test
    void oneAboveAStripIsWhatFfmpegStacks() throws Exception {
        assertAlike(Arrangement.LARGE_AND_STRIP, 5);
    }

    /** Else the measure could not tell anything. */
    @Test
    void twoThatAreExchangedAreNotAlike() throws Exception {
        List<Tile> tiles = new ArrayList<>(Arrangement.GRID.tiles(4, HD));
        Path ours = compose(tiles);
        tiles.addFirst(tiles.remove(1));

        assertThat(likeness(ours, tiles)).isLessThan(ALIKE - 0.1);
    }

    private void assertAlike(Arrangement arrangement, int pictures) throws Exception {
        List<Tile> tiles = arrangement.tiles(pictures, HD);
        assertThat(likeness(compose(tiles), tiles))
                .as("%s of %d", arrangement, pictures)
                .isGreaterThanOrEqualTo(ALIKE);
    }

    private Path compose(List<Tile> tiles) throws IOException {
        try (Canvas canvas = new Canvas(HD, PixelShape.SQUARE)) {
            canvas.arrange(tiles);
            for (int i = 0; i < tiles.size(); i++) {
                I420Picture input = input(i);
                Files.write(folder.resolve("input" + i), bytes(input));
                canvas.draw(i, input);
            }
            return Files.write(folder.resolve("ours"), bytes(canvas.picture().copy()));
        }
    }

    /** Shapes of many sizes, edges and colours. */
    private static I420Picture input(int number) {
        PictureSize size = INPUTS.get(number);
        I420Picture picture = I420Picture.black(size.width(), size.height());
        Random random = new Random(number);
        for (int i = 0; i < 150; i++) {
            int side = 4 + random.nextInt(size.height() / 4);
            picture.fill(
                    random.nextInt(size.width()) & ~1,
                    random.nextInt(size.height()) & ~1,
                    side,
                    side,
                    30 + random.nextInt(200),
                    64 + random.nextInt(128),
                    64 + random.nextInt(128));
        }
        return picture;
    }

    private static byte[] bytes(I420Picture picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(picture.luma());
        bytes.writeBytes(picture.cb());
        bytes.writeBytes(picture.cr());
        return bytes.toByteArray();
    }

    /** By ffmpeg's filters alone: scale, pad, xstack, ssim. */
    private double likeness(Path ours, List<Tile> tiles) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostdin"));
        StringBuilder filter = new StringBuilder();
        StringBuilder stacked = new StringBuilder();
        List<String> layout = new ArrayList<>();
        for (int i = 0; i < tiles.size(); i++) {
            command.addAll(raw(INPUTS.get(i), folder.resolve("input" + i)));
            Tile tile = tiles.get(i);
            int width = tile.size().width();
            int height = tile.size().height();
            filter.append("[%d]scale=%d:%d:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bilinear,"
                            .formatted(i, width, height))
                    .append("pad=%d:%d:-1:-1,setsar=1[t%d];".formatted(width, height, i));
            stacked.append("[t%d]".formatted(i));
            layout.add(tile.left() + "_" + tile.top());
        }
        command.addAll(raw(HD, ours));
        filter.append(stacked)
                .append("xstack=inputs=%d:layout=%s:fill=black,".formatted(tiles.size(), String.join("|", layout)))
                .append("pad=%d:%d,setsar=1[theirs];".formatted(HD.width(), HD.height()))
                .append("[%d]setsar=1[ours];[ours][theirs]ssim".formatted(tiles.size()));
        command.addAll(List.of("-lavfi", filter.toString(), "-f", "null", "-"));
        Path log = folder.resolve("log");
        Process ffmpeg = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(ffmpeg.waitFor(30, TimeUnit.SECONDS)).as("ffmpeg ends").isTrue();
        String said = Files.readString(log);
        assertThat(ffmpeg.exitValue()).as(said).isZero();
        Matcher found = SSIM.matcher(said);
        assertThat(found.find()).as(said).isTrue();
        System.out.println(found.group());
        return Double.parseDouble(found.group(1));
    }

    private static List<String> raw(PictureSize size, Path file) {
        return List.of(
                "-f",
                "rawvideo",
                "-pix_fmt",
                "yuv420p",
                "-s",
                size.width() + "x" + size.height(),
                "-i",
                file.toString());
    }
}
