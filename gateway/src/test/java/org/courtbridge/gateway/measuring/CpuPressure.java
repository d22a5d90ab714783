package org.courtbridge.gateway.measuring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The share of a time for which something that could run waited for a processor, as Linux counts it (PSI). */
final class CpuPressure {

    static final Path FILE = Path.of("/proc/pressure/cpu");

    private static final Pattern TOTAL = Pattern.compile("some .*total=(\\d+)");

    private final Path file;
    private final LongSupplier clock;
    private final long begin;
    private final OptionalLong before;

    /**
     * Counts from now on.
     *
     * @param file where Linux says it, if it does
     * @param clock nanoseconds
     */
    CpuPressure(Path file, LongSupplier clock) {
        this.file = file;
        this.clock = clock;
        this.begin = clock.getAsLong();
        this.before = microseconds();
    }

    /** @return the share of the time since this was made, 0 to 1; empty if Linux does not count it here */
    OptionalDouble share() {
        OptionalLong now = microseconds();
        double elapsed = (clock.getAsLong() - begin) / 1e3;
        return before.isPresent() && now.isPresent() && elapsed > 0
                ? OptionalDouble.of((now.getAsLong() - before.getAsLong()) / elapsed)
                : OptionalDouble.empty();
    }

    /** A kernel that is told not to count has the file all the same, and refuses to read it. */
    private OptionalLong microseconds() {
        try {
            Matcher total = TOTAL.matcher(Files.readString(file));
            return total.find() ? OptionalLong.of(Long.parseLong(total.group(1))) : OptionalLong.empty();
        } catch (IOException notBuiltInOrSwitchedOff) {
            return OptionalLong.empty();
        }
    }
}
