package org.courtbridge.simulators;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A simulated room: registers with a gateway as a device, dials a hearing or waits to be called, shows a running clock
 * or a film, speaks, and says once a second on standard output what it hears and sees, as one line of JSON.
 */
@Command(
        name = "demo-room",
        mixinStandardHelpOptions = true,
        description = "A simulated room that speaks SIP or H.323 and RTP, and reports what it hears and sees.")
public final class DemoRoom implements Callable<Integer> {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z0-9_]+)}");

    @Option(
            names = "--server",
            required = true,
            description = "The gateway's SIP address over UDP, or its gatekeeper's, as HOST:PORT.")
    private String server = "";

    @Option(names = "--protocol", defaultValue = "SIP", description = "SIP or H323 (default: SIP).")
    private Protocol protocol = Protocol.SIP;

    @Option(names = "--user", required = true, description = "The device's user name.")
    private String user = "";

    @Option(
            names = "--password",
            defaultValue = "${env:DEMO_ROOM_PASSWORD}",
            required = true,
            description = "The device's password; better given as DEMO_ROOM_PASSWORD, which other users cannot read.")
    private String password = "";

    @Option(
            names = "--number",
            description = "The hearing to dial, or by H.323 another room; without it, the room waits to be called.")
    private Optional<String> number = Optional.empty();

    @Option(names = "--port", description = "The room's own port for signalling; without it, any free one.")
    private int port;

    @Option(
            names = "--sound",
            description = "What the room's microphone hears, over and over: WAV of one channel, 16 bits at 16 kHz;"
                    + " without it, a greeting.")
    private Optional<Path> sound = Optional.empty();

    @Option(
            names = "--film",
            description = "What its camera sees: YUV4MPEG2, 4:2:0, 15 pictures a second, 20 s at most; without it, a"
                    + " clock.")
    private Optional<Path> film = Optional.empty();

    @Option(names = "--film-stops", description = "The film's last picture stays; else it begins again.")
    private boolean filmStops;

    @Option(
            names = "--recording",
            description = "WAV that what the room hears is written to, call after call; without it, nowhere.")
    private Optional<Path> recording = Optional.empty();

    @Option(
            names = "--one-connection",
            description = "By H.323: registers and calls on one connection that it makes (H.460.17); --server is then"
                    + " where the gateway takes call signalling.")
    private boolean oneConnection;

    @Option(names = "--rings", description = "By H.323: calls ring, and nobody picks up.")
    private boolean rings;

    @Option(names = "--srtp", description = "By SIP: media are encrypted where the gateway can; else never.")
    private boolean srtp;

    @Option(
            names = "--media-timeout",
            defaultValue = "4",
            description = "Seconds without sound after which the room hangs up (default: 4).")
    private int mediaTimeout;

    private enum Protocol {
        SIP,
        H323
    }

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoRoom()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        InetSocketAddress gateway = address();
        RoomSources sources = sources();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        CountDownLatch stopped = new CountDownLatch(1);
        InetSocketAddress local = new InetSocketAddress(localAddress(gateway), port);
        RoomLine phone = switch (protocol) {
            case SIP ->
                new RoomPhone(
                        gateway,
                        local,
                        user,
                        secret(),
                        new RoomPhone.Conduct(number, Duration.ofSeconds(mediaTimeout), srtp),
                        sources);
            case H323 ->
                new H323Phone(
                        gateway,
                        local,
                        new H323Phone.Account(user, secret()),
                        new H323Phone.Conduct(oneConnection, number, !rings, Duration.ofSeconds(mediaTimeout)),
                        sources);
        };
        Pace reports = Pace.start("report", Duration.ofSeconds(1), () -> out.println(report(phone)));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            reports.close();
            try {
                phone.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            stopped.countDown();
        }));
        phone.start();
        stopped.await();
        return 0;
    }

    private RoomSources sources() throws IOException {
        if ((rings || oneConnection) && protocol != Protocol.H323) {
            throw new ParameterException(spec.commandLine(), "--rings, --one-connection: only by H323");
        }
        if (srtp && protocol != Protocol.SIP) {
            throw new ParameterException(spec.commandLine(), "--srtp: only by SIP");
        }
        RecordedSound heard = sound.isPresent() ? RecordedSound.read(sound.get()) : RoomSources.USUAL.sound();
        Supplier<Camera> camera =
                film.isPresent() ? RecordedFilm.read(film.get(), filmStops)::camera : RoomSources.USUAL.camera();
        Loudspeaker loudspeaker =
                recording.isPresent() ? SoundRecorder.to(recording.get()) : RoomSources.USUAL.loudspeaker();
        return new RoomSources(heard, camera, loudspeaker);
    }

    /** Report of the time since the report before, as one line of JSON. */
    private static String report(RoomLine phone) {
        return RoomReport.of(
                        phone.state(),
                        phone.devices().map(devices -> devices.sound().takeReceived()),
                        phone.devices().map(devices -> devices.picture().takeReceived()))
                .line();
    }

    /** A password on a command line is seen by everybody on the machine; in the environment it is not. */
    private String secret() {
        Matcher variable = VARIABLE.matcher(password);
        if (!variable.matches()) {
            return password;
        }
        return Optional.ofNullable(System.getenv(variable.group(1)))
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--password: no such variable"));
    }

    private InetSocketAddress address() throws UnknownHostException {
        int colon = server.lastIndexOf(':');
        if (colon < 0 || !server.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new ParameterException(spec.commandLine(), "--server: " + server + " (expected: HOST:PORT)");
        }
        InetAddress host = InetAddress.getByName(server.substring(0, colon));
        return new InetSocketAddress(host, Integer.parseInt(server.substring(colon + 1)));
    }

    /** The address that this machine uses towards the gateway; nothing is sent to find out. */
    private static InetAddress localAddress(InetSocketAddress gateway) throws SocketException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(gateway);
            return socket.getLocalAddress();
        }
    }
}
