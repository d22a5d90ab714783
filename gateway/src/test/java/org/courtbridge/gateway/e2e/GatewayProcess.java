package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The gateway as it runs in real life: a process of its own, with a data folder that outlives it. */
final class GatewayProcess implements AutoCloseable {

    static final int SIP_PORT = 5060;
    static final int SIP_TLS_PORT = 5061;

    /** UDP and TCP. */
    static final int WEBRTC_PORT = 10_000;

    static final int HTTPS_PORT = 8443;
    static final int DEVICE_PORT = 8444;

    /** Where pages and the API are over HTTP, on loopback only. */
    static final String LOCAL_ORIGIN = "http://127.0.0.1:8080";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private ChildProcess process;

    private GatewayProcess(Path folder, ChildProcess process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts it with an empty data folder and waits until it is ready.
     *
     * @param bind the address that it takes for its own
     */
    static GatewayProcess start(Path folder, String bind) throws IOException {
        return start(folder, bind, "");
    }

    /** @param settings more lines of its configuration */
    static GatewayProcess start(Path folder, String bind, String settings) throws IOException {
        String config = """
                data: %s
                network:
                  bind: %s
                trace: true
                """.formatted(folder.resolve("data"), bind) + settings;
        Files.writeString(folder.resolve("gateway.yaml"), config);
        GatewayProcess gateway = new GatewayProcess(folder, launch(folder));
        try {
            gateway.awaitReady();
            return gateway;
        } catch (AssertionError e) {
            // One that came too late would answer in the place of all that are started after it.
            gateway.process.close();
            throw e;
        }
    }

    /** What the gateway shows over TLS, signed by itself. */
    Path certificate() {
        return data().resolve("tls-certificate.pem");
    }

    /** Of the certificate. */
    Path key() {
        return data().resolve("tls-key.pem");
    }

    /** The data folder. */
    Path data() {
        return folder.resolve("data");
    }

    /** Where the signalling and decrypted media of calls are written. */
    Path traces() {
        return data().resolve("traces");
    }

    private static ChildProcess launch(Path folder) throws IOException {
        List<String> command = JavaProgram.command(
                "org.courtbridge.gateway.Main",
                List.of("run", "--config", folder.resolve("gateway.yaml").toString()));
        return ChildProcess.start(folder, "gateway", Map.of(), command);
    }

    private void awaitReady() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(LOCAL_ORIGIN + "/readyz"))
                .timeout(Duration.ofSeconds(2))
                .build();
        Await.until("the gateway is ready", PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the gateway did not start: " + log());
            }
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    long pid() {
        return process.pid();
    }

    /** As a power cut would: nothing is said to anybody, nothing is saved. */
    void kill() throws InterruptedException {
        process.kill();
    }

    void restart() throws IOException {
        process = launch(folder);
        awaitReady();
    }

    String log() throws IOException {
        return process.log();
    }

    /** Stops it in order; a buffer that it leaked, or a stack trace that it wrote, fails the test. */
    @Override
    public void close() throws IOException {
        process.close(Duration.ofSeconds(30));
        if (log().contains("LEAK:")) {
            throw new AssertionError("the gateway leaked a buffer: see " + folder);
        }
        if (log().contains("\n\tat ")) {
            throw new AssertionError("the gateway wrote a stack trace: " + log());
        }
    }
}
