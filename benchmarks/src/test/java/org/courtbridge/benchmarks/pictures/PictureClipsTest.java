package org.courtbridge.benchmarks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureClipsTest {

    @TempDir
    Path folder;

    @Test
    void namesThePackagesOfTheMissingPhotographs() {
        assumeFalse(Files.exists(Path.of("/usr/share/libjxl-testdata")), "installed");
        assertThat(new PictureClips(folder, 8).missing().orElseThrow())
                .contains("python3-skimage", "python-matplotlib-data", "libjxl-testdata", "-Dphotographs");
    }

    @Test
    void missesNothingWhereTheFolderHasThem() throws Exception {
        for (String name : new String[] {"astronaut.png", "grace_hopper.jpg", "hdr_room.png"}) {
            Files.createFile(folder.resolve(name));
        }
        assertThat(new PictureClips(folder, 8).missing()).isEmpty();
    }
}
