package org.courtbridge.gateway.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.courtbridge.h323.dissect.CaptureException;
import org.courtbridge.h323.dissect.Dissector;
import org.courtbridge.h323.dissect.MessageText;
import org.courtbridge.h323.dissect.Tally;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code h323} command. */
@Command(
        name = "h323",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks into H.323 without a running gateway.")
public final class H323Command {

    @Spec
    private CommandSpec command = CommandSpec.create();

    private Tally tally = Tally.NONE;

    @Command(
            name = "dissect",
            mixinStandardHelpOptions = true,
            description = {
                "Print every RAS, Q.931 and H.245 message of a capture with its fields, and whether encoding it again"
                        + " gives the same octets.",
                "Exits with 1 unless all were decoded and came out the same."
            })
    int dissect(
            @Parameters(paramLabel = "FILE", description = "A pcap or pcapng file.") Path file,
            @Option(names = "--json", description = "Print JSON, one object a line.") boolean json)
            throws IOException {
        PrintWriter out = command.commandLine().getOut();
        tally = Tally.NONE;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Dissector.dissect(in, message -> {
                tally = tally.with(message);
                out.print(json ? MessageJson.of(message) + System.lineSeparator() : MessageText.of(message));
            });
        } catch (CaptureException e) {
            throw new CommandFailedException("%s: %s".formatted(file, e.getMessage()));
        } catch (NoSuchFileException e) {
            throw new CommandFailedException("there is no file %s".formatted(file));
        }
        out.println(json ? MessageJson.of(tally) : tally);
        out.flush();
        return tally.isPerfect() ? 0 : 1;
    }
}
