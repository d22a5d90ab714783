package org.courtbridge.gateway.e2e;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** Datagrams that bear somebody else's address, as whoever sits in the same network can send them. */
final class ForgedDatagrams implements AutoCloseable {

    private static final Path PROGRAM = Path.of("src/test/scripts/forge-datagrams");

    private final Process process;
    private final BufferedWriter lines;

    ForgedDatagrams(Path folder) throws IOException {
        File log = folder.resolve("forge-datagrams.log").toFile();
        process = new ProcessBuilder(PROGRAM.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        lines = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
    }

    /** @param source as whose they are sent */
    void send(InetSocketAddress source, InetSocketAddress target, byte[] bytes) throws IOException {
        lines.write("%s %d %s %d %s\n"
                .formatted(
                        source.getHostString(),
                        source.getPort(),
                        target.getHostString(),
                        target.getPort(),
                        HexFormat.of().formatHex(bytes)));
        lines.flush();
    }

    /** Sends what is left, all of which it must have been able to send. */
    @Override
    public void close() throws IOException {
        lines.close();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("forge-datagrams failed: see its log");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
