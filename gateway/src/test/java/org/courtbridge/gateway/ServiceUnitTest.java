package org.courtbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit by which systemd runs the gateway, as systemd-analyze judges it. */
class ServiceUnitTest {

    private static final Path UNIT = Path.of("..", "packaging", "systemd", "courtbridge.service");
    private static final Path ANALYZER = Path.of("/usr/bin/systemd-analyze");

    /** Tenths of the exposure level, 0 to 100. */
    private static final int MOST = 25;

    private record Judged(int code, String words) {}

    private static Judged judged(Path unit) throws Exception {
        assumeTrue(Files.exists(ANALYZER), "systemd-analyze judges the service (package systemd)");
        Process process = new ProcessBuilder(
                        ANALYZER.toString(),
                        "security",
                        "--offline=true",
                        "--no-pager",
                        "--threshold=" + MOST,
                        unit.toString())
                .redirectErrorStream(true)
                .start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Judged(process.waitFor(), words);
    }

    @Test
    void keepsTheServiceFromTheSystem() throws Exception {
        Judged judged = judged(UNIT);
        assertThat(judged.words)
                .contains("Overall exposure level for courtbridge.service")
                .doesNotContain("Unknown key", "Failed to parse", "ignoring");
        assertThat(judged.code).as(judged.words).isZero();
    }

    /** The judge is not fooled: without the set of system calls, and as root, it says no. */
    @Test
    void isJudgedByWhatItSays(@TempDir Path folder) throws Exception {
        List<String> open = Files.readAllLines(UNIT).stream()
                .filter(line -> !line.startsWith("SystemCallFilter=")
                        && !line.startsWith("User=")
                        && !line.startsWith("CapabilityBoundingSet="))
                .toList();
        Path unit = Files.write(folder.resolve("courtbridge.service"), open);
        assertThat(judged(unit).code).isNotZero();
    }

    /** Else the service makes a key of its own, beside the database. */
    @Test
    void givesTheGatewayTheKeyThatItReads(@TempDir Path credentials) throws Exception {
        for (String line : Files.readAllLines(UNIT)) {
            if (line.startsWith("LoadCredential=")) {
                String name = line.substring(line.indexOf('=') + 1, line.indexOf(':'));
                Files.write(credentials.resolve(name), new byte[32]);
            }
        }
        GatewayConfig config = GatewayConfig.of(
                ConfigFile.parse("test.yaml", "", Map.of("CREDENTIALS_DIRECTORY", credentials.toString())));
        assertThat(config.secrets().masterKey()).isPresent();
        assertThat(Files.readString(Path.of("..", "docs", "installation.md")))
                .contains("--name=secrets.master-key ", "LoadCredentialEncrypted=secrets.master-key:");
    }

    /** What the gateway needs, and a stricter unit would take from it. */
    @Test
    void leavesWhatTheGatewayNeeds() throws Exception {
        assertThat(Files.readAllLines(UNIT))
                .contains(
                        "MemoryDenyWriteExecute=no",
                        "User=courtbridge",
                        "StateDirectory=courtbridge",
                        "Environment=COURTBRIDGE_DATA=/var/lib/courtbridge",
                        "LoadCredential=secrets.master-key:/etc/courtbridge/secrets.key")
                .doesNotContain("PrivateNetwork=yes", "ProtectSystem=no", "NoExecPaths=/");
        assertThat(Files.readString(Path.of("..", "packaging", "systemd", "courtbridge.sysusers")))
                .containsPattern("(?m)^u courtbridge ");
    }
}
