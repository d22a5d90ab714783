package org.courtbridge.gateway;

import java.io.IOException;
import org.courtbridge.gateway.cli.CommandFailedException;
import org.courtbridge.gateway.cli.DeviceCommand;
import org.courtbridge.gateway.cli.DoctorCommand;
import org.courtbridge.gateway.cli.HearingCommands;
import org.courtbridge.gateway.cli.UserCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "courtbridge",
        mixinStandardHelpOptions = true,
        description = "Puts courtroom video hardware and phones into one hearing.",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            DeviceCommand.class,
            HearingCommands.class,
            UserCommand.class,
            DoctorCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((e, command, parsed) -> switch (e) {
            case ConfigException wrong -> {
                command.getErr().println(wrong.getMessage());
                yield CommandLine.ExitCode.USAGE;
            }
            case CommandFailedException failed -> {
                command.getErr().println(failed.getMessage());
                yield CommandLine.ExitCode.SOFTWARE;
            }
            case IOException failed -> {
                command.getErr().println(failed.getMessage());
                yield CommandLine.ExitCode.SOFTWARE;
            }
            default -> throw e;
        });
        System.exit(line.execute(arguments));
    }
}
