package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The time for which each thread of a process could run and had no processor, as Linux counts it (schedstat). */
final class ThreadWaits {

    /** So many are named. */
    private static final int NAMED = 5;

    private final Path threads;
    private final Map<String, Long> before;

    private ThreadWaits(Path threads) throws IOException {
        this.threads = threads;
        this.before = nanos();
    }

    /** Counts from now on. */
    static ThreadWaits of(long pid) throws IOException {
        return new ThreadWaits(Path.of("/proc/%d/task".formatted(pid)));
    }

    /** By number and name, as names are cut off after 15 characters. */
    private Map<String, Long> nanos() throws IOException {
        Map<String, Long> nanos = new HashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                try {
                    String name = Files.readString(thread.resolve("comm")).strip();
                    String[] times =
                            Files.readString(thread.resolve("schedstat")).split(" ");
                    nanos.put(thread.getFileName() + " " + name, Long.parseLong(times[1]));
                } catch (NoSuchFileException ended) {
                    // It waits for nothing any more.
                }
            }
        }
        return nanos;
    }

    /** Those that waited most since this was made, in milliseconds. */
    String longest() throws IOException {
        Map<String, Long> now = nanos();
        now.replaceAll((thread, nanos) -> nanos - before.getOrDefault(thread, 0L));
        return now.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(NAMED)
                .map(each -> "%s %d ms".formatted(each.getKey(), each.getValue() / 1_000_000))
                .collect(Collectors.joining(", "));
    }
}
