package org.courtbridge.gateway.measuring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuPressureTest {

    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path folder;

    private Path file;
    private long now = 7;

    @BeforeEach
    void name() {
        file = folder.resolve("cpu");
    }

    private void said(long microseconds) throws IOException {
        Files.writeString(file, """
                some avg10=29.76 avg60=53.42 avg300=41.70 total=%d
                full avg10=0.00 avg60=0.00 avg300=0.00 total=0
                """.formatted(microseconds));
    }

    @Test
    void isTheShareOfTheTimeSinceTheBegin() throws Exception {
        said(260_537_519);
        CpuPressure pressure = new CpuPressure(file, () -> now);
        now += 4 * SECOND;
        said(260_537_519 + 1_000_000);
        assertThat(pressure.share()).hasValue(0.25);
    }

    @Test
    void isUnknownWhereLinuxDoesNotCount() throws Exception {
        CpuPressure pressure = new CpuPressure(file, () -> now);
        now += SECOND;
        assertThat(pressure.share()).isEmpty();
        said(1);
        assertThat(pressure.share()).as("from no known begin").isEmpty();
        CpuPressure counted = new CpuPressure(file, () -> now);
        now += SECOND;
        Files.delete(file);
        assertThat(counted.share()).as("to no known end").isEmpty();
    }

    @Test
    void isUnknownOverNoTime() throws Exception {
        said(1);
        assertThat(new CpuPressure(file, () -> now).share()).isEmpty();
    }
}
