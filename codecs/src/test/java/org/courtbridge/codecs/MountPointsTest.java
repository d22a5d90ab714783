package org.courtbridge.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountPointsTest {

    private static final List<String> LINES = List.of(
            "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro",
            "22 21 0:5 / /there rw,nosuid,nodev,noexec shared:2 - tmpfs tmpfs rw",
            "23 22 0:6 / /there/is rw,relatime - tmpfs tmpfs rw,noexec",
            "24 21 0:7 / /with\\040a\\134space rw,noexec - tmpfs tmpfs rw",
            "25 21 0:8 / /twice rw,noexec - tmpfs tmpfs rw",
            "26 25 0:9 / /twice rw - tmpfs tmpfs rw",
            "27");

    private final MountPoints mounts = MountPoints.of(LINES);

    @Test
    void tellWhereProgramsMayBeRun() {
        assertThat(mounts.mayExecute(Path.of("/"))).isTrue();
        assertThat(mounts.mayExecute(Path.of("/elsewhere"))).isTrue();
    }

    /** As a mount point, not as the beginning of a name; the options of the mount, not of its file system. */
    @Test
    void areFoundByTheFolderThatLiesInThem(@TempDir Path folder) throws Exception {
        Path real = folder.toRealPath();
        MountPoints below = MountPoints.of(List.of(
                LINES.getFirst(),
                "22 21 0:5 / %s/there rw,nosuid,noexec - tmpfs tmpfs rw".formatted(real),
                "23 22 0:6 / %s/there/is rw,relatime - tmpfs tmpfs rw,noexec".formatted(real),
                "24 21 0:7 / %s/a\\040space rw,noexec - tmpfs tmpfs rw".formatted(real),
                "25 21 0:8 / %s/twice rw,noexec - tmpfs tmpfs rw".formatted(real),
                "26 25 0:9 / %s/twice rw - tmpfs tmpfs rw".formatted(real)));
        for (String made : List.of("there/is", "therein", "a space", "twice")) {
            Files.createDirectories(folder.resolve(made));
        }
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("there"));

        assertThat(below.mayExecute(folder)).isTrue();
        assertThat(below.mayExecute(folder.resolve("there"))).isFalse();
        assertThat(below.mayExecute(folder.resolve("there/to/be/made"))).isFalse();
        assertThat(below.mayExecute(folder.resolve("link"))).isFalse();
        assertThat(below.mayExecute(folder.resolve("link/is"))).isTrue();
        assertThat(below.mayExecute(folder.resolve("therein"))).isTrue();
        assertThat(below.mayExecute(folder.resolve("a space"))).isFalse();
        assertThat(below.mayExecute(folder.resolve("twice"))).isTrue();
    }
}
