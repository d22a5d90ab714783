package org.courtbridge.signalling.sip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.courtbridge.media.transport.FreePort;

/** OpenSSL, by way of socat, for a peer on loopback that speaks TCP only. */
final class TlsTunnel implements AutoCloseable {

    private final Process process;
    private final int port;

    private TlsTunnel(Path folder, int port, String near, String far) throws IOException {
        this.port = port;
        this.process = new ProcessBuilder("socat", near, far)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("socat.out").toFile())
                .start();
        Sipp.awaitListening(process, "tcp", port);
    }

    /** Takes TCP, and passes it on in TLS to a port. */
    static TlsTunnel to(Path folder, int tlsPort) throws IOException {
        int port = FreePort.any();
        return new TlsTunnel(
                folder,
                port,
                "TCP-LISTEN:%d,bind=127.0.0.1,reuseaddr,fork".formatted(port),
                "OPENSSL:127.0.0.1:%d,verify=0".formatted(tlsPort));
    }

    /** Takes TLS with an identity, and passes it on in TCP to a port. */
    static TlsTunnel from(Path folder, TestIdentity identity, int tcpPort) throws IOException {
        int port = FreePort.any();
        Path file = folder.resolve("identity.pem");
        Files.writeString(file, identity.pem());
        return new TlsTunnel(
                folder,
                port,
                "OPENSSL-LISTEN:%d,bind=127.0.0.1,reuseaddr,fork,cert=%s,verify=0".formatted(port, file),
                "TCP:127.0.0.1:%d".formatted(tcpPort));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
