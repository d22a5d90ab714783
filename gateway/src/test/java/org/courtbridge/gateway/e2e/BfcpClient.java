package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A room's end of floor control that is not ours: libre's, in {@code bfcp-client.c}, led by its standard input. */
final class BfcpClient implements AutoCloseable {

    private final Process process;
    private final Writer words;
    private final Path log;

    /** Lines of the log that were waited for already. */
    private int heard;

    private BfcpClient(Process process, Path log) {
        this.process = process;
        this.words = process.outputWriter(StandardCharsets.UTF_8);
        this.log = log;
    }

    /**
     * The BFCP server as the gateway's answer describes it.
     *
     * @param over {@code udp}, {@code tcp} or {@code tls}
     * @param fingerprint of the certificate that it shows over TLS, SHA-256; empty for the other ways
     */
    record Server(String over, String port, String conference, String user, String floor, String fingerprint) {}

    /** @param identity the certificate that it shows over TLS, with its key, as PEM */
    static BfcpClient start(Path folder, Server server, Path identity) throws IOException, InterruptedException {
        Path program = folder.resolve("bfcp-client");
        if (!Files.exists(program)) {
            Path source = Path.of("src/test/c/bfcp-client.c").toAbsolutePath();
            ChildProcess.run(
                    folder,
                    "compiler",
                    List.of("cc", "-Wall", "-I/usr/include/re", "-o", program.toString(), source.toString(), "-lre"));
        }
        Path log = folder.resolve("bfcp-" + server.over() + "-" + identity.getFileName() + ".log");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                server.over(),
                Scratch.ADDRESS,
                server.port(),
                server.conference(),
                server.user(),
                server.floor()));
        if (server.over().equals("tls")) {
            command.addAll(List.of(identity.toString(), server.fingerprint()));
        }
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new BfcpClient(process, log);
    }

    /** @param word {@code hello}, {@code request} or {@code release} */
    void say(String word) throws IOException {
        words.write(word + "\n");
        words.flush();
    }

    /** Until the server has said so, after what was awaited before; what it says in between is passed over. */
    void await(String message) {
        Await.until("BFCP: " + message, Court.PATIENCE, () -> {
            List<String> lines = Files.readAllLines(log);
            int at = lines.subList(heard, lines.size()).indexOf(message);
            heard += at + 1;
            return at >= 0;
        });
    }

    @Override
    public void close() {
        process.destroy();
    }
}
