package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.courtbridge.codecs.NativeLibraries;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.audio.MixEncoder;
import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.court.calendar.TimeZoneData;
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

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration NOTICE = Duration.ofDays(14);

    private static final String NO_FACE_MODEL =
            "the face model did not come with the build, so test calls find fewer faces;"
                    + " install npm or set npm_config_registry, remove gateway/target/.built, and start again";

    /**
     * The settings of the configuration that the command checks.
     *
     * @param certificate empty if the gateway makes its own in the data folder
     * @param turn URLs of TURN servers
     */
    public record Setup(
            Path data,
            Optional<Path> certificate,
            List<Integer> tcpPorts,
            List<Integer> udpPorts,
            List<String> turn,
            Storage storage) {}

    /**
     * The places and the state of all that the gateway keeps.
     *
     * @param wantedSpace bytes
     * @param embedded whether the database is a file in the data folder
     * @param keyElsewhere whether the configuration gives a master key
     * @param databaseFault what is wrong with the database in a data folder, which no gateway has open, and what to do
     */
    public record Storage(
            long wantedSpace, boolean embedded, boolean keyElsewhere, Function<Path, Optional<String>> databaseFault) {}

    private final Function<Optional<Path>, Setup> configuration;

    @Option(names = "--config", paramLabel = "FILE", description = "The YAML file that the gateway runs with.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--data", description = "Data folder, if not as configured.")
    private Optional<Path> dataFolder = Optional.empty();

    @Option(names = "--url", description = "Where the gateway is; without it, what the gateway left in its data.")
    private Optional<String> url = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec command = CommandSpec.create();

    private final List<Finding> findings = new ArrayList<>();

    /** @param configuration reads the file, or only the environment if there is none */
    public DoctorCommand(Function<Optional<Path>, Setup> configuration) {
        this.configuration = configuration;
    }

    /** @param warning whether it works, and is not as it should be */
    private record Finding(String check, boolean good, String words, boolean warning) {

        String grade() {
            return warning ? "warn" : good ? "good" : "BAD ";
        }
    }

    @Override
    public Integer call() {
        findings.clear();
        Setup setup = configuration.apply(config);
        Path data = dataFolder.orElse(setup.data);
        int java = Runtime.version().feature();
        find("java", java >= 25, "Java %d (needed: 25)".formatted(java));
        Optional<String> zones = TimeZoneData.complaint();
        find("time zone data", zones.isEmpty(), zones.orElse("know that Kazakhstan has UTC+5"));
        checkNativeFolder(data.resolve("native"));
        checkCodecs("sound codecs", DoctorCommand::codeSound);
        checkCodecs("picture codecs", DoctorCommand::codePicture);
        checkOpenH264();
        checkFaces();
        checkFolder(data, setup.storage.wantedSpace);
        checkPermissions(data);
        checkMasterKey(data, setup.storage);
        checkCertificate(setup.certificate.orElse(data.resolve("tls-certificate.pem")), setup.certificate.isPresent());
        setup.turn.forEach(this::checkTurn);
        if (!checkGateway(url.orElseGet(() -> LocalGateway.url(data)))) {
            setup.tcpPorts.forEach(this::checkTcp);
            setup.udpPorts.forEach(this::checkUdp);
            setup.storage
                    .databaseFault
                    .apply(data)
                    .ifPresentOrElse(
                            fault -> find("database", false, fault),
                            () -> find("database", true, "it can be read, or there is none as yet"));
        }
        print();
        return findings.stream().allMatch(Finding::good) ? 0 : 1;
    }

    private void checkCodecs(String check, Runnable use) {
        try {
            use.run();
            find(check, true, "the native libraries work");
        } catch (RuntimeException | LinkageError e) {
            find(
                    check,
                    false,
                    "the native libraries do not work on %s %s: %s"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e));
        }
    }

    /** Before any library is loaded. */
    private void checkNativeFolder(Path own) {
        try {
            String words = NativeLibraries.prepare(own)
                    .map(folder ->
                            "unpacked into %s, as the home folder or that of temporary files is noexec or cannot be written to"
                                    .formatted(folder))
                    .orElse("unpacked into the home folder and that of temporary files");
            find("native libraries", true, words);
        } catch (IllegalStateException | UncheckedIOException e) {
            find("native libraries", false, String.valueOf(e.getMessage()));
        }
    }

    private void checkFaces() {
        try (FaceFinder finder = FaceFinder.best()) {
            finder.find(I420Picture.black(320, 180));
            boolean model = finder.isSureOfNone();
            find("faces", model, model ? "the face model works" : NO_FACE_MODEL);
        } catch (RuntimeException | LinkageError e) {
            find("faces", false, "OpenCV does not load, so no test call looks for faces: " + e);
        }
    }

    private void checkOpenH264() {
        PictureEncoder.h264Complaint().ifPresent(words -> find("openh264", false, words));
    }

    private static void codeSound() {
        for (AudioCodec codec : List.of(AudioCodec.OPUS, AudioCodec.G722, AudioCodec.G729)) {
            try (MixEncoder encoder = new MixEncoder(AudioFormat.withoutParameters(codec, 96), AudioEncoder::of)) {
                encoder.encode(new float[Pcm.BLOCK]);
            }
        }
    }

    private static void codePicture() {
        try (PictureEncoder encoder = PictureEncoder.h264(EncoderSettings.ofDefaultProfile(320, 180, 25, 200_000, 0))) {
            encoder.encode(I420Picture.black(320, 180), true);
        }
    }

    private void checkFolder(Path data, long wanted) {
        Path existing = data.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        find("data", Files.isWritable(existing), "data folder %s can be written to".formatted(data));
        try {
            long space = Files.getFileStore(existing).getUsableSpace();
            find("disk", space >= wanted, "%d MiB free (needed: %d)".formatted(space >> 20, wanted >> 20));
        } catch (IOException e) {
            find("disk", false, "free space of %s cannot be read".formatted(existing));
        }
    }

    private void checkPermissions(Path data) {
        if (!Files.exists(data)) {
            return;
        }
        try {
            Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
            others.addAll(Files.getPosixFilePermissions(data));
            others.removeAll(PosixFilePermissions.fromString("rwx------"));
            find(
                    "permissions",
                    others.isEmpty(),
                    others.isEmpty()
                            ? "the data folder is its owner's only"
                            : "others can get at %s (%s); the gateway mends it at its next start, or: chmod -R go= %s"
                                    .formatted(data, others, data));
        } catch (IOException e) {
            find("permissions", false, "permissions of %s cannot be read: %s".formatted(data, e));
        }
    }

    private void checkMasterKey(Path data, Storage storage) {
        Path key = data.resolve("secrets.key");
        if (!Files.exists(key)) {
            find("master key", true, storage.keyElsewhere ? "it is not in the data folder" : "none made as yet");
        } else if (storage.keyElsewhere) {
            warn(
                    "master key",
                    "%s is a former one; delete it once the gateway has started with the new one".formatted(key));
        } else if (storage.embedded) {
            warn(
                    "master key",
                    "%s lies beside the database that it protects: whoever copies the folder has every password; keep it"
                                    .formatted(key)
                            + " elsewhere (secrets.master-key-file, or a systemd credential secrets.master-key)");
        } else {
            find("master key", true, "%s is not where the database is; keep a copy of it".formatted(key));
        }
    }

    private void checkCertificate(Path file, boolean configured) {
        if (!configured && !Files.exists(file)) {
            find("certificate", true, "none configured; the gateway makes one of its own at the start");
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Instant end = certificate.getNotAfter().toInstant();
            find("certificate", end.isAfter(Instant.now().plus(NOTICE)), "%s is valid until %s".formatted(file, end));
        } catch (IOException | CertificateException e) {
            find("certificate", false, "%s cannot be read: %s".formatted(file, e.toString()));
        }
    }

    private boolean checkGateway(String url) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/readyz"))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            boolean ready = answer.statusCode() == 200;
            String details = answer.body().lines().skip(1).collect(Collectors.joining("; "));
            find(
                    "gateway",
                    ready,
                    "the gateway at %s says that it is %sready%s"
                            .formatted(url, ready ? "" : "not ", details.isEmpty() ? "" : ": " + details));
            return true;
        } catch (IOException e) {
            find("gateway", false, "no gateway answers at %s; start it with ./courtbridge run".formatted(url));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }

    private void checkTurn(String server) {
        try {
            TurnProbe.of(server, PATIENCE).run();
            find("TURN", true, server + " answers");
        } catch (IOException e) {
            find("TURN", false, "%s does not answer from here: %s".formatted(server, e.getMessage()));
        }
    }

    private void checkTcp(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            find("TCP port " + port, true, "free");
        } catch (IOException e) {
            find("TCP port " + port, false, "taken by another program: " + e.getMessage());
        }
    }

    private void checkUdp(int port) {
        try (DatagramSocket socket = new DatagramSocket(port)) {
            find("UDP port " + port, socket.isBound(), "free");
        } catch (IOException e) {
            find("UDP port " + port, false, "taken by another program: " + e.getMessage());
        }
    }

    private void find(String check, boolean good, String words) {
        findings.add(new Finding(check, good, words, false));
    }

    private void warn(String check, String words) {
        findings.add(new Finding(check, true, words, true));
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
            findings.forEach(
                    finding -> out.println("%s  %s: %s".formatted(finding.grade(), finding.check, finding.words)));
        }
        out.flush();
    }
}
