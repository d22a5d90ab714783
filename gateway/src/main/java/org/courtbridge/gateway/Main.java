package org.courtbridge.gateway;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "courtbridge",
        mixinStandardHelpOptions = true,
        description = "Puts courtroom video hardware and phones into one hearing.",
        subcommands = {RunCommand.class, DemoCommand.class})
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (!(e instanceof ConfigException)) {
                throw e;
            }
            command.getErr().println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        });
        System.exit(line.execute(arguments));
    }
}
