package org.courtbridge.gateway.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.cisco.CiscoCodec;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.devices.huawei.HuaweiSimulator;
import org.courtbridge.devices.huawei.HuaweiTerminal;
import org.courtbridge.devices.lifesize.LifesizeCodec;
import org.courtbridge.devices.lifesize.LifesizeSimulator;
import org.courtbridge.devices.onvif.OnvifCamera;
import org.courtbridge.devices.onvif.OnvifSimulator;
import org.courtbridge.devices.pjlink.PjlinkDisplay;
import org.courtbridge.devices.pjlink.PjlinkSimulator;
import org.courtbridge.devices.polygroup.PolyGroupCodec;
import org.courtbridge.devices.polygroup.PolyGroupSimulator;
import org.courtbridge.devices.polyrest.PolyRestCodec;
import org.courtbridge.devices.polyrest.PolyRestSimulator;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.visca.ViscaCamera;
import org.courtbridge.devices.visca.ViscaRange;
import org.courtbridge.devices.visca.ViscaSimulator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code simulate} command. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "FAMILY",
        description = "Stands for a device of a room until it is interrupted.")
public final class SimulateCommand {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            scope = ScopeType.INHERIT,
            description = "Where it listens (default: ${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Command(name = "pjlink", mixinStandardHelpOptions = true, description = "A projector that speaks PJLink.")
    int pjlink(
            @Option(names = "--port", defaultValue = "" + PjlinkDisplay.PORT, description = "TCP; 0: any free.")
                    int port,
            @Option(names = "--class", defaultValue = "2", description = "1 or 2 (default: ${DEFAULT-VALUE}).")
                    int level,
            @Option(names = "--password", description = "Without: whoever comes is let in.")
                    Optional<String> password) {
        return stand(new PjlinkSimulator(at(port), level, password));
    }

    @Command(name = "visca", mixinStandardHelpOptions = true, description = "A camera that takes VISCA over IP.")
    int visca(
            @Option(names = "--port", defaultValue = "" + ViscaCamera.PORT, description = "UDP; 0: any free.")
                    int port) {
        return stand(ViscaSimulator.oneCamera(at(port), ViscaRange.SRG));
    }

    @Command(
            name = "cisco",
            mixinStandardHelpOptions = true,
            description = "A codec that takes Cisco's xAPI over HTTPS and WebSocket, or over SSH.")
    int cisco(
            @Option(names = "--port", defaultValue = "" + CiscoCodec.PORT, description = "TCP; 0: any free.") int port,
            @Option(names = "--ssh", description = "Over SSH, as on port " + CiscoCodec.SSH_PORT + ".") boolean ssh,
            @Option(names = "--user", defaultValue = "admin", description = "(default: ${DEFAULT-VALUE})") String user,
            @Option(names = "--password", required = true, description = "Of that user.") String password) {
        Credentials credentials = new Credentials(user, password);
        return stand(
                ssh ? CiscoSimulator.overSsh(at(port), credentials) : CiscoSimulator.overHttps(at(port), credentials));
    }

    @Command(
            name = "poly-group",
            mixinStandardHelpOptions = true,
            description = "A Polycom Group Series codec that takes its command line over SSH or telnet.")
    int polyGroup(
            @Option(names = "--port", defaultValue = "" + PolyGroupCodec.SSH_PORT, description = "TCP; 0: any free.")
                    int port,
            @Option(
                            names = "--telnet",
                            description = "Without encryption, as on port " + PolyGroupCodec.TELNET_PORT + ".")
                    boolean telnet,
            @Option(names = "--user", defaultValue = "admin", description = "(default: ${DEFAULT-VALUE})") String user,
            @Option(names = "--password", required = true, description = "Of that user.") String password) {
        return stand(
                telnet
                        ? PolyGroupSimulator.overTelnet(at(port), Optional.of(password))
                        : PolyGroupSimulator.overSsh(at(port), new Credentials(user, password)));
    }

    @Command(
            name = "poly-rest",
            mixinStandardHelpOptions = true,
            description = "A Poly G7500 or Studio X codec with its REST API.")
    int polyRest(
            @Option(names = "--port", defaultValue = "" + PolyRestCodec.PORT, description = "TCP; 0: any free.")
                    int port,
            @Option(names = "--user", defaultValue = "admin", description = "(default: ${DEFAULT-VALUE})") String user,
            @Option(names = "--password", required = true, description = "Of that user.") String password) {
        return stand(PolyRestSimulator.withOwnCertificate(at(port), new Credentials(user, password)));
    }

    @Command(
            name = "onvif",
            mixinStandardHelpOptions = true,
            description = "A camera with ONVIF. It has no pictures of its own.")
    int onvif(
            @Option(names = "--port", defaultValue = "" + OnvifCamera.PORT, description = "TCP; 0: any free.") int port,
            @Option(names = "--user", defaultValue = "admin", description = "(default: ${DEFAULT-VALUE})") String user,
            @Option(names = "--password", required = true, description = "Of that user.") String password,
            @Option(
                            names = "--stream",
                            defaultValue = "rtsp://127.0.0.1/main",
                            description = "Where it says that its pictures are (default: ${DEFAULT-VALUE}).")
                    URI stream) {
        return stand(new OnvifSimulator(
                at(port),
                new Credentials(user, password),
                stream,
                InstantSource.system(),
                OnvifSimulator.Turning.TURNS));
    }

    @Command(
            name = "huawei",
            mixinStandardHelpOptions = true,
            description = "A Huawei TE terminal that takes action.cgi over HTTPS.")
    int huawei(
            @Option(names = "--port", defaultValue = "" + HuaweiTerminal.PORT, description = "TCP; 0: any free.")
                    int port,
            @Option(names = "--user", defaultValue = "api", description = "(default: ${DEFAULT-VALUE})") String user,
            @Option(names = "--password", required = true, description = "Of that user.") String password,
            @Mixin Identifiers more) {
        return stand(HuaweiSimulator.withOwnCertificate(
                at(port),
                new Credentials(user, password),
                new HuaweiSimulator.Identifiers(more.settings, more.secrets)));
    }

    @Command(
            name = "lifesize",
            mixinStandardHelpOptions = true,
            description = "A LifeSize Icon that takes its automation interface over SSH.")
    int lifesize(
            @Option(names = "--port", defaultValue = "" + LifesizeCodec.PORT, description = "TCP; 0: any free.")
                    int port,
            @Option(names = "--user", defaultValue = "auto", description = "(default: ${DEFAULT-VALUE})") String user,
            @Option(names = "--password", required = true, description = "Of that user.") String password,
            @Mixin Words more) {
        return stand(LifesizeSimulator.icon(at(port), new Credentials(user, password), more.settings));
    }

    /** Further settings and secrets that a terminal takes. */
    static final class Identifiers {

        @Option(
                names = "--setting",
                paramLabel = "IDENTIFIER",
                description = "What it keeps besides its SIP server and proxy; may be repeated.")
        private Set<String> settings = new LinkedHashSet<>();

        @Option(
                names = "--secret",
                paramLabel = "IDENTIFIER",
                description = "What it keeps and does not show again; may be repeated.")
        private Set<String> secrets = new LinkedHashSet<>();
    }

    /** Further settings that an Icon takes. */
    static final class Words {

        @Option(
                names = "--setting",
                paramLabel = "WORDS",
                description = "What it takes between \"set\" and a value besides; may be repeated.")
        private Set<String> settings = new LinkedHashSet<>();
    }

    private InetSocketAddress at(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(bind), port);
        } catch (UnknownHostException e) {
            throw new CommandFailedException("there is no address %s".formatted(bind));
        }
    }

    /** Until the process ends, or whoever started this wants it to. */
    private int stand(Simulator simulator) {
        try (simulator) {
            PrintWriter out = command.commandLine().getOut();
            out.println("listening at " + simulator.address());
            out.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
