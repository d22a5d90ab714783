package org.courtbridge.simulators;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.video.I420Picture;

/** A film from a file (YUV4MPEG2, 4:2:0), all of it in memory, that cameras show picture by picture. */
final class RecordedFilm {

    /** Ten seconds and more. */
    private static final int MOST_PICTURES = 300;

    private static final int LARGEST_SIDE = 1_920;
    private static final int LONGEST_LINE = 256;

    private final List<I420Picture> pictures;
    private final boolean stops;

    private RecordedFilm(List<I420Picture> pictures, boolean stops) {
        this.pictures = pictures;
        this.stops = stops;
    }

    /**
     * @param stops that its last picture stays, as of a camera that froze; else it begins again
     * @throws IOException if it cannot be read, is something else, or longer than {@value #MOST_PICTURES} pictures
     */
    static RecordedFilm read(Path file, boolean stops) throws IOException {
        List<I420Picture> pictures = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            List<String> header = List.of(line(in).split(" "));
            if (!header.getFirst().equals("YUV4MPEG2")
                    || !format(header, 'C', "420").startsWith("420")) {
                throw new IOException(file + ": no 4:2:0 film (expected: YUV4MPEG2 ... C420)");
            }
            int width = side(format(header, 'W', "0"));
            int height = side(format(header, 'H', "0"));
            while (in.available() > 0 && line(in).startsWith("FRAME")) {
                if (pictures.size() == MOST_PICTURES) {
                    throw new IOException(file + ": longer than " + MOST_PICTURES + " pictures");
                }
                I420Picture picture = I420Picture.black(width, height);
                in.readFully(picture.luma());
                in.readFully(picture.cb());
                in.readFully(picture.cr());
                pictures.add(picture);
            }
        }
        if (pictures.isEmpty()) {
            throw new IOException(file + ": no picture in it");
        }
        return new RecordedFilm(List.copyOf(pictures), stops);
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.readUnsignedByte(); octet != '\n'; octet = in.readUnsignedByte()) {
            if (line.size() == LONGEST_LINE) {
                throw new EOFException("no end of a line in " + LONGEST_LINE + " octets");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private static String format(List<String> header, char key, String otherwise) {
        return header.stream()
                .filter(word -> !word.isEmpty() && word.charAt(0) == key)
                .map(word -> word.substring(1))
                .findFirst()
                .orElse(otherwise);
    }

    private static int side(String pixels) throws IOException {
        int side = pixels.matches("[0-9]{1,4}") ? Integer.parseInt(pixels) : 0;
        if (side < 2 || side > LARGEST_SIDE || side % 2 != 0) {
            throw new IOException("side: " + pixels + " (expected: even, 2 to " + LARGEST_SIDE + ")");
        }
        return side;
    }

    /** One that begins at its beginning. */
    Camera camera() {
        return new Camera() {
            private int next;

            @Override
            public int width() {
                return pictures.getFirst().width();
            }

            @Override
            public int height() {
                return pictures.getFirst().height();
            }

            @Override
            public I420Picture at(LocalTime time) {
                I420Picture picture = pictures.get(next);
                boolean last = next + 1 == pictures.size();
                next = last ? (stops ? next : 0) : next + 1;
                return picture;
            }
        };
    }
}
