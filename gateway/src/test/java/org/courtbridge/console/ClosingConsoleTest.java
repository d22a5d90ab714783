package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between the end of the threads that answer and that of the server. */
class ClosingConsoleTest {

    @TempDir
    private Path folder;

    @Test
    void whoAsksWhileItGoesDownIsToldSo() throws Exception {
        try (RunningConsole running = new RunningConsole(folder)) {
            running.console.close();
            assertThat(running.send("GET", "/api/v1/hearings", "").statusCode()).isEqualTo(503);
        }
    }
}
