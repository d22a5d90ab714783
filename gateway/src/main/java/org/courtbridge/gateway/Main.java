package org.courtbridge.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.gateway.cli.AuditCommand;
import org.courtbridge.gateway.cli.BackupCommand;
import org.courtbridge.gateway.cli.DeviceCommand;
import org.courtbridge.gateway.cli.DoctorCommand;
import org.courtbridge.gateway.cli.H323Command;
import org.courtbridge.gateway.cli.HearingCommand;
import org.courtbridge.gateway.cli.InventoryCommand;
import org.courtbridge.gateway.cli.LicencesCommand;
import org.courtbridge.gateway.cli.SecretsCommand;
import org.courtbridge.gateway.cli.ShortFailures;
import org.courtbridge.gateway.cli.SimulateCommand;
import org.courtbridge.gateway.cli.TestCallCommand;
import org.courtbridge.gateway.cli.UserCommand;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "courtbridge",
        mixinStandardHelpOptions = true,
        description = "Puts courtroom video hardware and phones into one hearing.")
public final class Main {

    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            RestoreCommand.class,
            BackupCommand.class,
            DemoCommand.class,
            AuditCommand.class,
            SecretsCommand.class,
            DeviceCommand.class,
            InventoryCommand.class,
            HearingCommand.class,
            UserCommand.class,
            H323Command.class,
            LicencesCommand.class,
            SimulateCommand.class,
            TestCallCommand.class,
            DoctorCommand.class);

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine line = line(arguments);
        ShortFailures shortly = new ShortFailures();
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof ConfigException) {
                command.getErr().println(e.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            if (e instanceof StoreException) {
                command.getErr().println("courtbridge: " + e.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            return shortly.handleExecutionException(e, command, parsed);
        });
        System.exit(line.execute(arguments));
    }

    /**
     * The command that the first argument names, without the others: to read the options of all takes an eighth of the time of the main thread in a
     * start. All, if it names none.
     */
    static CommandLine line(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> arguments.length > 0
                        && command.getAnnotation(Command.class).name().equals(arguments[0]))
                .toList();
        for (Class<?> command : named.isEmpty() ? COMMANDS : named) {
            line.addSubcommand(command == DoctorCommand.class ? new DoctorCommand(Main::setup) : command);
        }
        return line;
    }

    private static DoctorCommand.Setup setup(Optional<Path> file) {
        Map<String, String> environment = System.getenv();
        GatewayConfig config = file.map(path -> GatewayConfig.of(ConfigFile.read(path, environment)))
                .orElseGet(() -> GatewayConfig.defaults(environment));
        List<Integer> udp = List.of(
                config.sip().port(), config.webrtc().port(), config.media().firstPort());
        List<Integer> tcp = List.of(
                config.sip().port(),
                config.sip().tlsPort(),
                config.webrtc().port(),
                config.web().httpsPort(),
                config.web().devicePort(),
                config.web().httpPort());
        return new DoctorCommand.Setup(
                config.data(),
                config.tls().map(GatewayConfig.Tls::certificate),
                tcp,
                udp,
                config.turn().map(GatewayConfig.Turn::urls).orElse(List.of()),
                new DoctorCommand.Storage(
                        config.database().space().wanted(),
                        config.database().url().isEmpty(),
                        config.secrets().masterKey().isPresent(),
                        data -> config.database()
                                .url()
                                .map(url -> Database.fault(
                                        url,
                                        config.database().user(),
                                        config.database().password()))
                                .orElseGet(() -> Database.embeddedFault(data))));
    }
}
