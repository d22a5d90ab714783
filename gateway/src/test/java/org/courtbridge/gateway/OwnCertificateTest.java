package org.courtbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {

    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void keepsItsCertificateAndItsKeySecret() throws IOException {
        GatewayConfig.Tls first = made(NOW);
        String certificate = Files.readString(first.certificate());

        assertThat(Files.readString(made(NOW.plus(Duration.ofDays(300))).certificate()))
                .isEqualTo(certificate);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.key())))
                .isEqualTo("rw-------");
    }

    @Test
    void renewsAMonthBeforeItEnds() throws IOException {
        String certificate = Files.readString(made(NOW).certificate());

        assertThat(Files.readString(made(NOW.plus(Duration.ofDays(370))).certificate()))
                .isNotEqualTo(certificate);
    }

    private GatewayConfig.Tls made(Instant now) {
        return OwnCertificate.in(folder, List.of(InetAddress.getLoopbackAddress()), now);
    }
}
