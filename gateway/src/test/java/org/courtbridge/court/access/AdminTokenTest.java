package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {

    @TempDir
    Path folder;

    private static String written(Path data) throws IOException {
        return Files.readString(AdminToken.file(data)).strip();
    }

    @Test
    void isInAFileThatOnlyItsOwnerReads() throws IOException {
        Path data = folder.resolve("new/data");
        AdminToken token = AdminToken.createIn(data);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(AdminToken.file(data))))
                .isEqualTo("rw-------");
        assertThat(written(data)).matches("[A-Za-z0-9_-]{43}");
        assertThat(token.matches(written(data))).isTrue();
        assertThat(token.matches("")).isFalse();
        assertThat(token.matches(written(data) + "x")).isFalse();
        assertThat(token.matches(written(data).substring(1))).isFalse();
    }

    /** Whoever read the file of a gateway before knows nothing of this one, and what others could read before is gone. */
    @Test
    void isAnotherAtEachStart() throws IOException {
        AdminToken first = AdminToken.createIn(folder);
        String old = written(folder);
        Files.setPosixFilePermissions(AdminToken.file(folder), PosixFilePermissions.fromString("rw-rw-rw-"));
        AdminToken second = AdminToken.createIn(folder);
        assertThat(written(folder)).isNotEqualTo(old);
        assertThat(second.matches(old)).isFalse();
        assertThat(first.matches(old)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(AdminToken.file(folder))))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhichFileItCannotWrite() throws IOException {
        Path inTheWay = folder.resolve("file");
        Files.createFile(inTheWay);
        assertThatThrownBy(() -> AdminToken.createIn(inTheWay))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + inTheWay.resolve("admin-token"));
    }
}
