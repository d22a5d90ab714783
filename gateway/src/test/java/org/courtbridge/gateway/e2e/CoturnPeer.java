package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A TURN server: coturn, which knows those it may serve by a secret that it shares with the gateway. */
final class CoturnPeer implements AutoCloseable {

    static final int PORT = 3478;
    static final int TLS_PORT = 5349;

    private final ChildProcess process;

    private CoturnPeer(ChildProcess process) {
        this.process = process;
    }

    /**
     * @param listens the address that browsers reach it at
     * @param relays the address that the gateway sees them at
     * @param certificate for TLS, and its key, both PEM
     */
    static CoturnPeer start(Path parent, String listens, String relays, String secret, Path certificate, Path key)
            throws IOException {
        Path folder = Files.createDirectories(parent.resolve("coturn"));
        ChildProcess process = ChildProcess.start(
                folder,
                "coturn",
                Map.of(),
                List.of(
                        "turnserver",
                        "-n",
                        "--log-file=stdout",
                        "--simple-log",
                        "--verbose",
                        "--listening-ip=" + listens,
                        "--relay-ip=" + relays,
                        "--listening-port=" + PORT,
                        "--tls-listening-port=" + TLS_PORT,
                        "--min-port=31000",
                        "--max-port=31999",
                        "--use-auth-secret",
                        "--static-auth-secret=" + secret,
                        "--realm=courtbridge.test",
                        "--cert=" + certificate,
                        "--pkey=" + key,
                        "--no-dtls",
                        "--no-cli",
                        "--pidfile=" + folder.resolve("pid"),
                        "--userdb=" + folder.resolve("db")));
        CoturnPeer peer = new CoturnPeer(process);
        Await.until("coturn", Court.PATIENCE, () -> accepts(listens));
        return peer;
    }

    private static boolean accepts(String address) {
        try (Socket socket = new Socket(InetAddress.getByName(address), TLS_PORT)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
