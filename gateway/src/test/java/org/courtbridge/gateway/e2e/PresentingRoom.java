package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;

/**
 * A room with a second picture, its slides, none of whose parts is ours: its calls are sipp's, its floor control is libre's, and
 * its pictures are ffmpeg's, which sends a film as its camera, another as its slides, and shows what comes as slides.
 */
final class PresentingRoom implements AutoCloseable {

    private static final int SIP_PORT = 15_970;
    private static final int SOUND = 53_100;
    private static final int CAMERA = 53_110;
    private static final int SLIDES = 53_120;

    /** Where it hears of floor control, if that comes by datagrams; libre takes a port of its own. */
    private static final int FLOOR = 53_130;

    private static final int PAYLOAD_TYPE = 109;

    private static final Duration END = Duration.ofSeconds(10);

    private static final Pattern ANSWER = Pattern.compile(
            "SIP/2\\.0 200 [^\\n]*\\n(?:[^\\n]+\\n)*?CSeq: 2 INVITE.*?m=audio (?<sound>\\d+) .*?m=video (?<camera>\\d+) "
                    + ".*?m=application (?<floor>\\d+) (?:UDP|TCP|TCP/TLS)/BFCP (?<control>.*?)m=video (?<slides>\\d+) ",
            Pattern.DOTALL);

    private final Path folder;
    private final int party;
    private final String over;
    private final Path identity;
    private final ChildProcess sipp;
    private final Stranger prompter;
    private final BfcpClient.Server server;
    private final BfcpClient floor;
    private final List<SplitPort> ports = new ArrayList<>();
    private final FilmPort camera;
    private final FilmPort slides;

    private PresentingRoom(Path folder, int party, String password, String over)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.party = party;
        this.over = over;
        camera = new FilmPort(folder, "camera");
        slides = new FilmPort(folder, "slides");
        identity = certificate("own");
        List<String> command = new ArrayList<>(
                List.of(("sipp %1$s:%2$d -sf %3$s -i %1$s -p %4$d -s room%5$d -au room%5$d -ap %6$s -m 1 -t u1 -nostdin"
                                + " -timeout 120 -timeout_error -cid_str %7$s -trace_msg -message_file %8$s"
                                + " -key number %9$s -key over %10$s -key sound %11$d -key camera %12$d"
                                + " -key slides %13$d -key floor %14$d")
                        .formatted(
                                Scratch.ADDRESS,
                                GatewayProcess.SIP_PORT,
                                Path.of("src/test/resources/sipp/presents.xml").toAbsolutePath(),
                                SIP_PORT,
                                party,
                                password,
                                callId(),
                                messages(),
                                Court.NUMBER,
                                over.equals("tls") ? "TCP/TLS" : over.toUpperCase(Locale.ROOT),
                                SOUND,
                                CAMERA,
                                SLIDES,
                                FLOOR)
                        .split(" ")));
        command.addAll(List.of("-key", "fingerprint", fingerprint(identity)));
        sipp = ChildProcess.start(folder, "sipp", Map.of(), command);
        prompter = Stranger.datagrams(SIP_PORT);
        Matcher answer = awaitAnswer();
        ports.add(SplitPort.open(SOUND, port(answer, "sound")));
        ports.add(SplitPort.open(CAMERA, port(answer, "camera")));
        ports.add(SplitPort.open(SLIDES, port(answer, "slides")));
        String control = answer.group("control");
        server = new BfcpClient.Server(
                over,
                answer.group("floor"),
                value(control, "confid:(\\d+)"),
                value(control, "userid:(\\d+)"),
                value(control, "floorid:(\\d+)"),
                over.equals("tls") ? value(control, "fingerprint:sha-256 ([0-9A-F:]+)") : "");
        floor = BfcpClient.start(folder, server, identity);
    }

    /**
     * Calls the hearing, and says hello by floor control.
     *
     * @param over {@code udp}, {@code tcp} or {@code tls}, by which it speaks of the floor
     */
    static PresentingRoom call(Court court, int party, String password, String over) throws Exception {
        Path folder = Files.createDirectories(court.folder().resolve("presenting" + party));
        PresentingRoom room = new PresentingRoom(folder, party, password, over);
        room.floor.say("hello");
        room.floor.await("HelloAck");
        return room;
    }

    BfcpClient floor() {
        return floor;
    }

    /** Somebody who knows all that the session description says, and shows another certificate than it promises. */
    BfcpClient impostor() throws IOException, InterruptedException {
        return BfcpClient.start(folder, server, certificate("impostor"));
    }

    /** Sends its camera's picture from now on. */
    void showItself() throws IOException, InterruptedException {
        camera.send(CAMERA, PAYLOAD_TYPE, party);
    }

    /** Sends a party's film as its slides from now on, whoever has the floor. */
    void showSlides(int film) throws IOException, InterruptedException {
        slides.send(SLIDES, PAYLOAD_TYPE, film);
    }

    /** Begins to show what comes as slides, which must come within ten seconds: ffmpeg waits no longer. */
    void lookAtSlides() throws IOException {
        slides.look(SLIDES, PAYLOAD_TYPE);
    }

    /** The last picture that came as slides; empty if none has come, or it is none of a film. */
    Optional<CodedPicture> slides() throws IOException {
        return slides.seen();
    }

    void hangUp() throws IOException, InterruptedException {
        prompter.send("""
                INFO sip:room@%1$s:%2$d SIP/2.0
                Via: SIP/2.0/UDP %1$s:%3$d;branch=z9hG4bKprompt
                From: <sip:prompter@%1$s>;tag=1
                To: <sip:room@%1$s>;tag=2
                Call-ID: %4$s
                CSeq: 1 INFO
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(Scratch.ADDRESS, SIP_PORT, prompter.port(), callId())
                .replace("\n", "\r\n"));
        if (sipp.exit(END) != 0) {
            throw new AssertionError("sipp failed: " + sipp.log());
        }
    }

    private String callId() {
        return "presenting-" + over;
    }

    private Path messages() {
        return folder.resolve("messages-" + over + ".log");
    }

    private Matcher awaitAnswer() throws IOException {
        try {
            return Await.value("an answer with slides and a floor", Court.PATIENCE, this::answer);
        } catch (AssertionError e) {
            String said =
                    Files.exists(messages()) ? Files.readString(messages(), StandardCharsets.ISO_8859_1) : "nothing";
            throw new AssertionError(e.getMessage() + ", after " + said, e);
        }
    }

    private Optional<Matcher> answer() throws IOException {
        if (!Files.exists(messages())) {
            return Optional.empty();
        }
        Matcher found = ANSWER.matcher(
                Files.readString(messages(), StandardCharsets.ISO_8859_1).replace("\r", ""));
        return Optional.of(found).filter(Matcher::find);
    }

    private static int port(Matcher answer, String line) {
        return Integer.parseInt(answer.group(line));
    }

    private static String value(String control, String attribute) {
        Matcher found = Pattern.compile("a=" + attribute).matcher(control);
        if (!found.find()) {
            throw new AssertionError("no " + attribute + " in " + control);
        }
        return found.group(1);
    }

    /** Signed by itself, in a file with its key. */
    private Path certificate(String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".pem");
        ChildProcess.run(
                folder,
                "openssl",
                List.of(("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=%1$s"
                                + " -keyout %1$s.key -out %1$s.crt")
                        .formatted(name)
                        .split(" ")));
        Files.writeString(
                file,
                Files.readString(folder.resolve(name + ".crt")) + Files.readString(folder.resolve(name + ".key")));
        return file;
    }

    /** As {@code a=fingerprint} has it. */
    private static String fingerprint(Path identity) throws IOException {
        try (InputStream in = Files.newInputStream(identity)) {
            return CertificateFingerprint.of(CertificateFactory.getInstance("X.509")
                            .generateCertificate(in)
                            .getEncoded())
                    .toString();
        } catch (CertificateException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        camera.close();
        slides.close();
        ports.forEach(SplitPort::close);
        floor.close();
        prompter.close();
        sipp.close();
    }

    @Override
    public String toString() {
        return "presenting room %d over %s".formatted(party, over);
    }
}
