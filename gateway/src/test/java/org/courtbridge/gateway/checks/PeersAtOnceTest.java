package org.courtbridge.gateway.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.courtbridge.gateway.e2e.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersAtOnceTest {

    @TempDir
    private Path folder;

    @Test
    void whoFindsNoFreePlaceWaitsForOne() throws Exception {
        Process first = holder();
        try (BufferedReader fromFirst = first.inputReader()) {
            assertThat(fromFirst.readLine()).isEqualTo("has a place");
            Process second = holder();
            try (BufferedReader fromSecond = second.inputReader()) {
                Await.until("waits", Duration.ofMinutes(1), () -> waits(second));
                first.destroy();
                assertThat(fromSecond.readLine()).isEqualTo("has a place");
            } finally {
                second.destroy();
            }
        } finally {
            first.destroy();
        }
    }

    /** Whether Linux has a process wait for a lock. */
    private static boolean waits(Process process) throws IOException {
        try (Stream<String> locks = Files.lines(Path.of("/proc/locks"))) {
            return locks.anyMatch(lock -> lock.contains("-> POSIX") && lock.contains(" " + process.pid() + " "));
        }
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Has the only place until it is ended. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            PeersAtOnce.Place.take(Path.of(arguments[0]), 1);
            System.out.println("has a place");
            System.in.read();
        }
    }
}
