package org.courtbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that carries packets from one UDP port to another. */
interface Relay extends AutoCloseable {

    long pid();

    /**
     * Adds a stream.
     *
     * @param from port on 127.0.0.1 that the packets will come from
     * @param to port on 127.0.0.1 that they shall go to
     * @return port on 127.0.0.1 to send them to
     */
    int stream(int from, int to) throws IOException;

    @Override
    void close() throws IOException;

    /** CPU time of the process, user and system, in seconds; in steps of 10 ms. */
    default double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }
}
