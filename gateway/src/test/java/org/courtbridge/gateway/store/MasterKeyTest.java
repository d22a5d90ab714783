package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

    @TempDir
    private Path folder;

    @Test
    void isMadeOnceAndForItsOwnerAlone() throws Exception {
        assertThat(MasterKey.foundIn(folder)).isEmpty();
        MasterKey.keptIn(folder);
        Path file = folder.resolve("secrets.key");
        byte[] octets = Files.readAllBytes(file);
        assertThat(octets).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        MasterKey.keptIn(folder);
        assertThat(Files.readAllBytes(file)).isEqualTo(octets);
        assertThat(MasterKey.foundIn(folder)).isPresent();
    }

    @Test
    void saysWhatIsWrongWithAKeyAndNotTheKey() throws Exception {
        assertThatThrownBy(() -> MasterKey.parse("bXVwbGVyZQ=="))
                .hasMessage("master key: 7 bytes (expected: 32)")
                .hasNoCause();
        assertThatThrownBy(() -> MasterKey.parse("not-a-key!"))
                .hasMessage("master key: no base64 (expected: of 32 bytes)")
                .hasNoCause();
        Path file = Files.writeString(folder.resolve("secrets.key"), "geheim");
        assertThatThrownBy(() -> MasterKey.read(file)).message().doesNotContain("geheim");
        assertThatThrownBy(() -> MasterKey.keptIn(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("secrets.key: master key: 4 bytes");
    }

    @Test
    void printsNothingOfItself() {
        String base64 = "bW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW0=";
        assertThat(MasterKey.parse(" " + base64 + "\n")).hasToString("MasterKey");
    }
}
