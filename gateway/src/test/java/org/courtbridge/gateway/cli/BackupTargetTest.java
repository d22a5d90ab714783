package org.courtbridge.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places to which a backup is moved. */
class BackupTargetTest {

    @TempDir
    private Path folder;

    private Path made = Path.of("");

    @BeforeEach
    void make() throws Exception {
        made = Files.writeString(folder.resolve("made.zip"), "backup");
    }

    @Test
    void isItsOwnersOnly() throws Exception {
        Path target = folder.resolve("target.zip");
        assertThat(BackupCommand.moved(made, target)).hasContent("backup");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
        assertThat(made).doesNotExist();
    }

    /** Whoever may write where backups go would have it written over a file, or to where he reads it. */
    @Test
    void isNoLinkOfSomebodyElses() throws Exception {
        Path other = folder.resolve("other");
        Path link = Files.createSymbolicLink(folder.resolve("target.zip"), other);
        assertThatThrownBy(() -> BackupCommand.moved(made, link)).hasMessageContaining("is there already");
        assertThat(other).doesNotExist();
        Files.writeString(other, "somebody's");
        assertThatThrownBy(() -> BackupCommand.moved(made, link)).hasMessageContaining("is there already");
        assertThat(other).hasContent("somebody's");
        assertThat(made).hasContent("backup");
    }

    @Test
    void holdsNoPartOfABackup() throws Exception {
        Path unreadable = Files.createDirectory(folder.resolve("unreadable"));
        Files.writeString(unreadable.resolve("something"), "in it");
        Path target = folder.resolve("target.zip");
        assertThatThrownBy(() -> BackupCommand.moved(unreadable, target)).hasMessageContaining("cannot be moved");
        assertThat(Files.exists(target, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }
}
