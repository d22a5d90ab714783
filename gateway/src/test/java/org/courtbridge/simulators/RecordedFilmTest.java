package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedFilmTest {

    private static final String HEADER = "YUV4MPEG2 W4 H2 F15:1 Ip A1:1 C420jpeg XYSCSS=420JPEG\n";

    @TempDir
    private Path folder;

    /** Each picture of one grey, as said. */
    private Path film(String header, int... greys) throws IOException {
        ByteArrayOutputStream film = new ByteArrayOutputStream();
        film.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        for (int grey : greys) {
            byte[] samples = new byte[4 * 2 + 2 * 2 * 1];
            Arrays.fill(samples, (byte) grey);
            film.writeBytes("FRAME\n".getBytes(StandardCharsets.US_ASCII));
            film.writeBytes(samples);
        }
        return Files.write(folder.resolve("film.y4m"), film.toByteArray());
    }

    private static int[] greys(Camera camera, int pictures) {
        return IntStream.range(0, pictures)
                .map(_ -> camera.at(LocalTime.NOON).luma()[7])
                .toArray();
    }

    @Test
    void beginsAgainOrStops() throws IOException {
        Path film = film(HEADER, 20, 40, 60);
        assertThat(greys(RecordedFilm.read(film, false).camera(), 5)).containsExactly(20, 40, 60, 20, 40);
        assertThat(greys(RecordedFilm.read(film, true).camera(), 5)).containsExactly(20, 40, 60, 60, 60);
    }

    @Test
    void eachCameraBeginsAtTheBeginning() throws IOException {
        RecordedFilm film = RecordedFilm.read(film(HEADER, 20, 40), false);
        assertThat(greys(film.camera(), 1)).containsExactly(20);
        assertThat(greys(film.camera(), 1)).containsExactly(20);
        assertThat(film.camera().width()).isEqualTo(4);
        assertThat(film.camera().height()).isEqualTo(2);
    }

    @Test
    void refusesWhatItCannotShow() throws IOException {
        Path other = film("YUV4MPEG2 W4 H2 F15:1 C444\n", 20);
        assertThatThrownBy(() -> RecordedFilm.read(other, false)).hasMessageContaining("4:2:0");
        Path odd = film("YUV4MPEG2 W5 H2 F15:1 C420\n", 20);
        assertThatThrownBy(() -> RecordedFilm.read(odd, false)).hasMessageContaining("side: 5");
        Path none = film(HEADER);
        assertThatThrownBy(() -> RecordedFilm.read(none, false)).hasMessageContaining("no picture");
        byte[] whole = Files.readAllBytes(film(HEADER, 20));
        Path cut = Files.write(folder.resolve("cut.y4m"), Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> RecordedFilm.read(cut, false)).isInstanceOf(IOException.class);
    }
}
