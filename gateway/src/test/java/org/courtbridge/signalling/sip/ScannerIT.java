package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who look for what they have no business with: sipvicious, and a source that asks too often. */
class ScannerIT {

    /** New requests of one source. */
    private static final int PER_SECOND = 30;

    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(
                InetAddress.getLoopbackAddress(),
                Optional.empty(),
                new SipConfig.Limits(
                        10,
                        5,
                        Duration.ofSeconds(30),
                        Duration.ofDays(1),
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(90),
                        Duration.ZERO,
                        PER_SECOND));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** What a program says when it is done. */
    private CompletableFuture<String> start(String... command) throws IOException {
        Path output = Files.createTempFile(folder, "output", "");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return process.onExit().orTimeout(60, TimeUnit.SECONDS).thenApply(done -> {
            try {
                return Files.readString(output, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private CompletableFuture<String> svwar(String method, String word) throws IOException {
        Path words = Files.writeString(folder.resolve(word), word + "\n");
        return start("svwar", "--force", "-p" + rig.endpoint.port(), "-d", words.toString(), "-m", method, "127.0.0.1");
    }

    /** Of these, alice is a device and 100 a hearing. */
    @Test
    void svwarFindsNeitherDevicesNorNumbers() throws Exception {
        List<CompletableFuture<String>> scans = List.of(
                svwar("REGISTER", "alice"),
                svwar("REGISTER", "mallory"),
                svwar("INVITE", "100"),
                svwar("INVITE", "999"));
        for (CompletableFuture<String> scan : scans) {
            assertThat(scan.get()).contains("found nothing");
        }

        Set<String> tried = new TreeSet<>();
        Set<String> answers = new TreeSet<>();
        for (String message : rig.trace) {
            if (message.startsWith("SENT")) {
                answers.add(message.lines().findFirst().orElseThrow());
            } else {
                tried.add(RawPeer.header(message, "To").replaceFirst("\"([^\"]*)\".*", "$1"));
            }
        }
        assertThat(tried).contains("mallory", "alice", "100", "999");
        assertThat(answers)
                .contains("SENT SIP/2.0 401 Unauthorized")
                .isSubsetOf("SENT SIP/2.0 100 Trying", "SENT SIP/2.0 401 Unauthorized");
    }

    @Test
    void svmapDoesNotLearnWhatWeAre() throws Exception {
        assertThat(start("svmap", "-p" + rig.endpoint.port(), "127.0.0.1").get())
                .contains("127.0.0.1:" + rig.endpoint.port() + " | unknown");
    }

    /** Each of 150 is answered in the end, however often it has to be repeated. */
    @Test
    void whoAsksTooOftenIsToldToComeLater() throws Exception {
        try (Sipp sipp = Sipp.start(
                folder,
                "options",
                "127.0.0.1",
                "UDP",
                Sipp.Ports.free(),
                "127.0.0.1:" + rig.endpoint.port(),
                "-r",
                "500",
                "-m",
                "150")) {
            sipp.passes();
        }
        assertThat(rig.endpoint.turnedAway()).isGreaterThan(10);
    }
}
