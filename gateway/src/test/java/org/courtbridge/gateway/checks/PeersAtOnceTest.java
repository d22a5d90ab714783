package org.courtbridge.gateway.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.courtbridge.gateway.e2e.Await;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeersAtOnceTest {

    private static final int PLACES = 3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whoFindsNoFreePlaceGetsTheFirstThatBecomesFree(int leaving) throws Exception {
        List<Process> holders = new ArrayList<>();
        try {
            for (int i = 0; i < PLACES; i++) {
                holders.add(holder());
                assertThat(holders.getLast().inputReader().readLine()).isEqualTo("has a place");
            }
            Process late = holder();
            holders.add(late);
            Await.until("waits", Duration.ofMinutes(1), () -> waits(late));

            holders.get(leaving).destroy();

            assertThat(late.inputReader().readLine()).isEqualTo("has a place");
        } finally {
            holders.forEach(Process::destroy);
        }
    }

    /** Whether Linux has a process wait for the locks of all places. */
    private static boolean waits(Process process) throws IOException {
        try (Stream<String> locks = Files.lines(Path.of("/proc/locks"))) {
            return locks.filter(lock -> lock.contains("-> POSIX") && lock.contains(" " + process.pid() + " "))
                            .count()
                    == PLACES;
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

    /** Has a place until it is ended. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            PeersAtOnce.Place.take(Path.of(arguments[0]), PLACES);
            System.out.println("has a place");
            System.in.read();
        }
    }
}
