package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code doctor} command: what is wrong with this installation, and what to do about it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Explain what is wrong with this installation; exits with 1 if anything is.")
public final class DoctorCommand implements Callable<Integer> {

    private static final long LEAST_SPACE = 1L << 30;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(names = "--data", defaultValue = "data", description = "Data folder (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the gateway is (default: ${DEFAULT-VALUE}).")
    private String url = "";

    @Option(
            names = "--ports",
            split = ",",
            defaultValue = "5060,5061,8443,8080,10000",
            description = "TCP ports that must be free before a start (default: ${DEFAULT-VALUE}).")
    private List<Integer> ports = List.of();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec command = CommandSpec.create();

    private final List<Finding> findings = new ArrayList<>();

    private record Finding(String check, boolean good, String words) {}

    @Override
    public Integer call() {
        int java = Runtime.version().feature();
        find("java", java >= 25, "Java %d (needed: 25)".formatted(java));
        checkFolder();
        checkCertificate();
        boolean running = checkGateway();
        if (!running) {
            ports.forEach(this::checkPort);
        }
        print();
        return findings.stream().allMatch(Finding::good) ? 0 : 1;
    }

    private void checkFolder() {
        Path existing = data.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        find("data", Files.isWritable(existing), "data folder %s can be written to".formatted(data));
        try {
            long space = Files.getFileStore(existing).getUsableSpace();
            find("disk", space >= LEAST_SPACE, "%d MiB free (needed: %d)".formatted(space >> 20, LEAST_SPACE >> 20));
        } catch (IOException e) {
            find("disk", false, "free space of %s cannot be read".formatted(existing));
        }
    }

    private void checkCertificate() {
        Path file = data.resolve("tls-certificate.pem");
        if (!Files.exists(file)) {
            find("certificate", true, "none of our own in the data folder; one is made at the start");
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Instant end = certificate.getNotAfter().toInstant();
            find("certificate", end.isAfter(Instant.now()), "%s is valid until %s".formatted(file, end));
        } catch (IOException | CertificateException e) {
            find("certificate", false, "%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private boolean checkGateway() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/readyz"))
                    .timeout(PATIENCE)
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            find(
                    "gateway",
                    status == 200,
                    "the gateway at %s says %s"
                            .formatted(
                                    url,
                                    status == 200 ? "that it is ready" : "that it is not ready; is its database up?"));
            return true;
        } catch (IOException e) {
            find("gateway", false, "no gateway answers at %s; start it with ./courtbridge run".formatted(url));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }

    private void checkPort(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            find("port " + port, true, "free");
        } catch (IOException e) {
            find("port " + port, false, "taken by another program: " + e.getMessage());
        }
    }

    private void find(String check, boolean good, String words) {
        findings.add(new Finding(check, good, words));
    }

    private void print() {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            try {
                out.println(new ObjectMapper().writeValueAsString(Map.of("findings", findings)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        } else {
            findings.forEach(finding ->
                    out.println("%s  %s: %s".formatted(finding.good ? "good" : "BAD ", finding.check, finding.words)));
        }
        out.flush();
    }
}
