package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a time something that could run waited for a processor, as Linux counts it (PSI). */
final class CpuPressure {

    private static final Path FILE = Path.of("/proc/pressure/cpu");
    private static final Pattern TOTAL = Pattern.compile("some .*total=(\\d+)");

    private final long begin = System.nanoTime();
    private final OptionalDouble before = microseconds();

    /** @return the share of the time since this was made, 0 to 1; empty if Linux does not count it here */
    OptionalDouble share() {
        OptionalDouble now = microseconds();
        double elapsed = (System.nanoTime() - begin) / 1e3;
        return before.isPresent() && now.isPresent()
                ? OptionalDouble.of((now.getAsDouble() - before.getAsDouble()) / elapsed)
                : OptionalDouble.empty();
    }

    private static OptionalDouble microseconds() {
        try {
            Matcher total = TOTAL.matcher(Files.readString(FILE));
            return total.find() ? OptionalDouble.of(Double.parseDouble(total.group(1))) : OptionalDouble.empty();
        } catch (IOException noPressureStallInformation) {
            return OptionalDouble.empty();
        }
    }
}
