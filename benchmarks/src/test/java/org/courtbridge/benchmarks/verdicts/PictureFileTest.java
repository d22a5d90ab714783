package org.courtbridge.benchmarks.verdicts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFileTest {

    @TempDir
    Path folder;

    /** And frees what it opened, but nothing else, which ends the process. */
    @Test
    void readsNoPicturesOfAFileOfSound() throws IOException {
        new ClipWriter(folder).sound("sound", new Sound(8_000, 1, new short[8_000]), Map.of(), Map.of());
        for (int i = 0; i < 20; i++) {
            assertThat(PictureFile.read(folder.resolve("sound.wav"), (picture, quarters, time) -> {}))
                    .isEmpty();
        }
    }

    @Test
    void saysThatAFileIsNoMediaFile() throws IOException {
        Path text = Files.writeString(folder.resolve("text.mkv"), "no media");
        assertThatThrownBy(() -> PictureFile.read(text, (picture, quarters, time) -> {}))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("text.mkv");
    }
}
