package org.courtbridge.devices.pjlink;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.LineFraming;
import org.courtbridge.devices.LineLink;
import org.courtbridge.devices.TcpLines;

/** A connection to a projector that let us in, and its class. */
final class PjlinkSession {

    private static final String END = "\r";
    private static final Pattern GREETING = Pattern.compile("PJLINK (?:0|1 ([0-9A-Fa-f]{8}))");
    private static final String NO_ENTRY = "PJLINK ERRA";

    private final LineLink link;
    private final int level;

    private PjlinkSession(LineLink link, int level) {
        this.link = link;
        this.level = level;
    }

    /**
     * Connects and proves the password, which goes before the first command (5.1): here {@code CLSS}, whose answer is the class
     * of the projector.
     */
    static CompletableFuture<PjlinkSession> open(
            DeviceNetwork network, DeviceAddress address, Optional<String> password) {
        return TcpLines.open(network, address, new LineFraming(Set.of()))
                .thenCompose(link -> link.next()
                        .thenApply(greeting -> proof(greeting, password))
                        .thenCompose(proof -> ask(link, proof, new PjlinkMessage(1, "CLSS", "?")))
                        .thenApply(answer -> new PjlinkSession(link, level(answer)))
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                link.close();
                            }
                        }));
    }

    private static String proof(String greeting, Optional<String> password) {
        Matcher matcher = GREETING.matcher(greeting);
        if (greeting.equals(NO_ENTRY)) {
            throw unauthorized("the projector lets nobody in");
        }
        if (!matcher.matches()) {
            throw DeviceException.malformed(greeting, "PJLINK 0 or PJLINK 1 and a number");
        }
        String random = matcher.group(1);
        return random == null
                ? ""
                : PjlinkDigest.of(random, password.orElseThrow(() -> unauthorized("the projector wants a password")));
    }

    private static DeviceException unauthorized(String why) {
        return new DeviceException(DeviceFault.UNAUTHORIZED, why);
    }

    private static int level(String answer) {
        return switch (answer) {
            case "1" -> 1;
            case "2" -> 2;
            default -> throw DeviceException.malformed(answer, "class 1 or 2");
        };
    }

    int level() {
        return level;
    }

    boolean isOpen() {
        return link.isOpen();
    }

    void close() {
        link.close();
    }

    /** Queries a value; empty if the display cannot tell now, as most cannot in standby (ERR3). */
    CompletableFuture<Optional<String>> query(int commandLevel, String command, String parameter) {
        return ask(link, "", new PjlinkMessage(commandLevel, command, "?" + parameter))
                .handle((value, failure) -> failure == null
                        ? CompletableFuture.completedFuture(Optional.of(value))
                        : unavailable(failure)
                                ? CompletableFuture.completedFuture(Optional.<String>empty())
                                : CompletableFuture.<Optional<String>>failedFuture(failure))
                .thenCompose(result -> result);
    }

    /** Whether a query failed only because there is nothing to tell: the projector understood, or knows no such command. */
    private static boolean unavailable(Throwable failure) {
        DeviceFault fault = DeviceException.of(failure).fault();
        return fault == DeviceFault.REFUSED || fault == DeviceFault.NOT_SUPPORTED;
    }

    CompletableFuture<Void> set(int commandLevel, String command, String parameter) {
        return ask(link, "", new PjlinkMessage(commandLevel, command, parameter))
                .thenAccept(answer -> {
                    if (!answer.equals("OK")) {
                        link.close();
                        throw DeviceException.malformed(answer, "OK");
                    }
                });
    }

    private static CompletableFuture<String> ask(LineLink link, String proof, PjlinkMessage question) {
        return link.ask(proof + question.asQuestion() + END).thenApply(line -> {
            if (line.equals(NO_ENTRY)) {
                throw unauthorized("the projector does not take the password");
            }
            return value(link, question, line);
        });
    }

    /** The value of an answer to this very question; with any other, who answers what is not known any more. */
    private static String value(LineLink link, PjlinkMessage question, String line) {
        PjlinkMessage answer;
        try {
            answer = PjlinkMessage.answer(line);
        } catch (DeviceException e) {
            link.close();
            throw e;
        }
        if (!answer.command().equals(question.command())) {
            link.close();
            throw DeviceException.malformed(line, question.command());
        }
        return switch (answer.value()) {
            case "ERR1" ->
                throw new DeviceException(
                        DeviceFault.NOT_SUPPORTED, "the projector has no command %s".formatted(question.command()));
            case "ERR2" -> throw refused(question, "there is no such value");
            case "ERR3" -> throw refused(question, "not now");
            case "ERR4" -> throw refused(question, "the projector is broken");
            default -> answer.value();
        };
    }

    private static DeviceException refused(PjlinkMessage question, String why) {
        return new DeviceException(DeviceFault.REFUSED, "%s: %s".formatted(question.asQuestion(), why));
    }
}
