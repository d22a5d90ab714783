package org.courtbridge.codecs.measure.picture.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a machine without npm and apt, with a registry on loopback. */
class FaceModelScriptTest {

    private static final Path SCRIPT = Path.of("src/main/scripts/face-model").toAbsolutePath();
    private static final String NAME = "face_detection_short_range.tflite";
    private static final List<String> PROGRAMS =
            List.of("sed", "grep", "head", "mkdir", "mktemp", "cp", "mv", "rm", "tar", "gzip", "sha256sum", "curl");

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Optional<byte[]> archive = Optional.empty();
    private HttpServer registry;

    @BeforeEach
    void open() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("bin"));
        for (String program : PROGRAMS) {
            Path file = programs.resolve(program);
            Files.writeString(file, "#!/bin/sh\nPATH=/usr/bin:/bin exec %s \"$@\"\n".formatted(program));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            byte[] body = archive.orElse(new byte[0]);
            exchange.sendResponseHeaders(archive.isPresent() ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
    }

    @AfterEach
    void close() {
        registry.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + registry.getAddress().getPort() + "/";
    }

    private record Outcome(int status, String said) {}

    private Outcome run(Map<String, String> environment) throws Exception {
        Process process =
                process(List.of(SCRIPT.toString(), folder.resolve("classes").toString()), environment);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said);
    }

    private Process process(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("bin").toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private byte[] packed(byte[] model) throws Exception {
        Files.createDirectories(folder.resolve("package"));
        Files.write(folder.resolve("package").resolve(NAME), model);
        Process tar = process(List.of("tar", "-czf", "-", "package"), Map.of());
        byte[] bytes = tar.getInputStream().readAllBytes();
        assertThat(tar.waitFor()).isZero();
        return bytes;
    }

    private List<Path> left() throws IOException {
        List<Path> left = new ArrayList<>();
        for (String place : List.of("classes", ".cache")) {
            if (Files.exists(folder.resolve(place))) {
                try (Stream<Path> files = Files.walk(folder.resolve(place))) {
                    files.filter(Files::isRegularFile).forEach(left::add);
                }
            }
        }
        return left;
    }

    @Test
    void takesTheModelFromTheRegistryThatIsConfiguredAndKeepsIt() throws Exception {
        byte[] model;
        try (InputStream built = FaceFinder.class.getResourceAsStream(NAME)) {
            assumeTrue(built != null, "the build has no model");
            model = built.readAllBytes();
        }
        archive = Optional.of(packed(model));
        Files.writeString(folder.resolve(".npmrc"), "fund=false\nregistry = \"%s\"\n".formatted(address()));

        Outcome outcome = run(Map.of());

        assertThat(outcome).isEqualTo(new Outcome(0, ""));
        assertThat(asked).containsExactly("/@mediapipe/face_detection/-/face_detection-0.4.1657300184.tgz");
        assertThat(left()).hasSize(2).allSatisfy(file -> assertThat(file).hasBinaryContent(model));

        registry.stop(0);
        Files.delete(left().getFirst());
        assertThat(run(Map.of()).status()).isZero();
        assertThat(left()).hasSize(2);
    }

    @Test
    void refusesOtherBytes() throws Exception {
        archive = Optional.of(packed(new byte[1_000]));

        Outcome outcome = run(Map.of("npm_config_registry", address()));

        assertThat(outcome.status).isEqualTo(1);
        assertThat(outcome.said).contains("is not what was tested");
        assertThat(left()).isEmpty();
    }

    @Test
    void saysThatTheModelIsNotToBeHadAndLetsTheBuildGoOn() throws Exception {
        assertThat(run(Map.of("npm_config_registry", address())).said).contains("404", "by the Haar cascade");
        assertThat(asked).hasSize(1);

        Outcome nowhere = run(Map.of());

        assertThat(nowhere.status).isZero();
        assertThat(nowhere.said).contains("no address of an npm registry", "by the Haar cascade");
        assertThat(asked).hasSize(1);
        assertThat(left()).isEmpty();
    }
}
