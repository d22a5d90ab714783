package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.gateway.cli.LocalGateway;
import org.courtbridge.gateway.cli.ShortFailures;
import picocli.CommandLine;

/** Runs commands as the program does, on a running gateway. */
public final class Commands {

    private final Path folder;

    private record Result(int status, String out, String err) {}

    public Commands(Path folder, RunningConsole running) {
        this.folder = folder;
        LocalGateway.announce(folder, running.server.httpPort());
    }

    /** What it prints. */
    public String well(Object command, String... arguments) {
        Result result = run(command, arguments);
        assertThat(result.err).isEmpty();
        assertThat(result.status).isZero();
        return result.out;
    }

    /** What it complains of. */
    public String failure(Object command, String... arguments) {
        Result result = run(command, arguments);
        assertThat(result.status).as(result.out).isNotZero();
        return result.err;
    }

    /** What it prints, though it does not end well. */
    public String illFated(Object command, String... arguments) {
        Result result = run(command, arguments);
        assertThat(result.status).as(result.err).isNotZero();
        return result.out;
    }

    private Result run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", folder.toString()));
        int status = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(new ShortFailures())
                .execute(all.toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }
}
