package org.courtbridge.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {

    @TempDir
    Path folder;

    private String written() throws IOException {
        return Files.readString(AdminToken.file(folder)).strip();
    }

    /** Whoever reads it is administrator, judge and everything else. */
    @Test
    void isReadByItsOwnerAlone() throws IOException {
        AdminToken.createIn(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(AdminToken.file(folder))))
                .isEqualTo("rw-------");
    }

    @Test
    void isReplacedAtEveryStartWhateverWasThere() throws IOException {
        Path file = AdminToken.file(folder);
        Files.writeString(file, "left by somebody\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        AdminToken first = AdminToken.createIn(folder);
        String token = written();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(first.matches(token)).isTrue();
        AdminToken second = AdminToken.createIn(folder);
        assertThat(second.matches(token)).isFalse();
        assertThat(second.matches(written())).isTrue();
    }

    @Test
    void matchesNothingElse() throws IOException {
        AdminToken token = AdminToken.createIn(folder);
        String right = written();
        assertThat(right).matches("[A-Za-z0-9_-]{43}");
        assertThat(token.matches("")).isFalse();
        assertThat(token.matches(right.substring(1))).isFalse();
        assertThat(token.matches(right + "A")).isFalse();
        assertThat(token.matches(right.toLowerCase(Locale.ROOT))).isFalse();
    }
}
