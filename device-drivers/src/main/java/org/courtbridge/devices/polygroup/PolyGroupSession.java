package org.courtbridge.devices.polygroup;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.LineFraming;
import org.courtbridge.devices.LineLink;
import org.courtbridge.devices.SshLines;
import org.courtbridge.devices.TcpLines;

/**
 * A connection to a codec that let us in. Answers have no end of their own, and some look as the command did, which a terminal
 * shows too. So each command is followed by {@code echo}, whose text is the end of the answer, as the guide to Polycom's
 * HDX advises ("echo", Comments).
 */
final class PolyGroupSession {

    private static final String END = "\r";
    private static final String USER = "Username:";
    private static final String PASSWORD = "Password:";
    private static final String GREETING = "Hi, my name is";
    private static final String REFUSED = "password failed";
    private static final String ERROR = "error:";

    private final LineLink link;
    private int questions;

    private PolyGroupSession(LineLink link) {
        this.link = link;
    }

    /** Over TCP, where the codec asks for the password itself, if it wants one. */
    static CompletableFuture<PolyGroupSession> overTelnet(
            DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        return TcpLines.open(network, address, new LineFraming(Set.of(USER, PASSWORD)))
                .thenCompose(link -> link.until(PolyGroupSession::isStep)
                        .thenCompose(lines -> enter(link, credentials, lines, false))
                        .thenCompose(_ -> settled(link))
                        .whenComplete((_, failure) -> closeAfter(failure != null, link)));
    }

    static CompletableFuture<PolyGroupSession> overSsh(
            DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        return SshLines.open(network, address, credentials, SshLines.Terminal.WANTED, new LineFraming(Set.of()))
                .thenCompose(link -> settled(link).whenComplete((_, failure) -> closeAfter(failure != null, link)));
    }

    private static void closeAfter(boolean failure, LineLink link) {
        if (failure) {
            link.close();
        }
    }

    /** @param lines up to the one that wants something, or is the greeting */
    private static CompletableFuture<List<String>> enter(
            LineLink link, Credentials credentials, List<String> lines, boolean tried) {
        String last = lines.getLast();
        if (last.startsWith(GREETING)) {
            return CompletableFuture.completedFuture(lines);
        }
        if (last.equals(REFUSED) || tried) {
            throw new DeviceException(DeviceFault.UNAUTHORIZED, "the codec does not take the name and the password");
        }
        boolean user = last.equals(USER);
        return link.askUntil((user ? credentials.user() : credentials.password()) + END, PolyGroupSession::isStep)
                .thenCompose(next -> enter(link, credentials, next, !user));
    }

    private static boolean isStep(String line) {
        return line.startsWith(GREETING) || line.equals(REFUSED) || isPrompt(line);
    }

    private static boolean isPrompt(String line) {
        return line.equals(USER) || line.equals(PASSWORD);
    }

    /** Waits for the end of the greeting. */
    private static CompletableFuture<PolyGroupSession> settled(LineLink link) {
        PolyGroupSession session = new PolyGroupSession(link);
        return session.lines("").thenApply(_ -> session);
    }

    boolean isOpen() {
        return link.isOpen();
    }

    void close() {
        link.close();
    }

    private CompletableFuture<List<String>> lines(String command) {
        String end = "courtbridge %d".formatted(++questions);
        String line = command.isEmpty() ? "" : command + END;
        return link.askUntil(line + "echo \"%s\"%s".formatted(end, END), end::equals);
    }

    /**
     * Sends a command and returns the lines of the answer.
     *
     * @throws DeviceException in the future: what the codec says after {@code error:}
     */
    CompletableFuture<List<String>> ask(String command) {
        return lines(command).thenApply(lines -> {
            lines.stream().filter(line -> line.startsWith(ERROR)).findFirst().ifPresent(line -> {
                throw refused(command, line.substring(ERROR.length()).strip());
            });
            return lines;
        });
    }

    /** The first word of a command is its name; what follows may be a password. */
    private static DeviceException refused(String command, String why) {
        DeviceFault fault = why.startsWith("command not found") || why.startsWith("this command is not supported")
                ? DeviceFault.NOT_SUPPORTED
                : DeviceFault.REFUSED;
        String name = command.split(" ", 2)[0];
        return DeviceException.refused(fault, name, why);
    }

    /** The groups of the last line that is as an answer is: before it there may be the command itself. */
    CompletableFuture<Matcher> find(String command, Pattern answer) {
        return ask(command)
                .thenApply(lines -> match(lines, answer)
                        .orElseThrow(() -> DeviceException.malformed(String.join(" / ", lines), answer.pattern())));
    }

    static Optional<Matcher> match(List<String> lines, Pattern answer) {
        return lines.reversed().stream()
                .map(answer::matcher)
                .filter(Matcher::matches)
                .findFirst();
    }
}
