package org.courtbridge.gateway.checks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.courtbridge.gateway.checks.LinksLeft.Links;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksLeftTest {

    @TempDir
    private Path folder;

    private Links before;

    @BeforeEach
    void remember() throws Exception {
        Files.createFile(folder.resolve("lo"));
        Files.createFile(folder.resolve("w0"));
        before = Links.in(folder);
    }

    @Test
    void namesWhatAClassLeavesBehind() throws Exception {
        Files.createFile(folder.resolve("line2"));
        Files.createFile(folder.resolve("aside2"));

        assertThatThrownBy(before::close).isInstanceOf(AssertionError.class).hasMessageEndingWith(": aside2, line2");
    }

    @Test
    void isContentWithWhatWasThereBeforeOrHasGone() throws Exception {
        Files.createFile(folder.resolve("line2"));
        Files.delete(folder.resolve("line2"));
        Files.delete(folder.resolve("w0"));

        assertThatCode(before::close).doesNotThrowAnyException();
    }
}
