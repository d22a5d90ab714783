package org.courtbridge.devices.lifesize;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.LineFraming;
import org.courtbridge.devices.LineLink;
import org.courtbridge.devices.SshLines;

/** A connection to a codec that let us in. Each answer ends with {@code ok,00}, or {@code error,} and a number. */
final class LifesizeSession {

    private static final String END = "\r";
    private static final String PROMPT = "$";
    private static final Pattern LAST = Pattern.compile("(ok|error),([0-9a-f]{2})");

    /** What comes without being asked for: calls, presentation, far camera, mute, video, in these letters. */
    private static final Pattern NEWS = Pattern.compile("(CS|IC|PS|FC|MS|VC|SS),.*");

    private final LineLink link;

    private LifesizeSession(LineLink link) {
        this.link = link;
    }

    static CompletableFuture<LifesizeSession> open(
            DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        return SshLines.open(network, address, credentials, SshLines.Terminal.WANTED, new LineFraming(Set.of(PROMPT)))
                .thenCompose(link -> {
                    LifesizeSession session = new LifesizeSession(link);
                    return session.ask("set help-mode off").handle((_, failure) -> {
                        if (failure != null) {
                            DeviceException why = DeviceException.of(failure);
                            if (why.fault() != DeviceFault.NOT_SUPPORTED) {
                                link.close();
                                throw why;
                            }
                        }
                        return session;
                    });
                });
    }

    boolean isOpen() {
        return link.isOpen();
    }

    void close() {
        link.close();
    }

    /** The lines of an answer, without the command, which the terminal shows too, and the last. */
    CompletableFuture<List<String>> ask(String command) {
        return link.askUntil(command + END, line -> LAST.matcher(line).matches())
                .thenApply(lines -> {
                    String last = lines.getLast();
                    if (last.startsWith("error")) {
                        throw refused(command, last);
                    }
                    return lines.subList(0, lines.size() - 1).stream()
                            .map(line -> line.startsWith(PROMPT)
                                    ? line.substring(PROMPT.length()).strip()
                                    : line)
                            .filter(line -> !line.isEmpty() && !line.equals(command))
                            .filter(line -> !NEWS.matcher(line).matches())
                            .toList();
                });
    }

    /** The one line that an answer is. */
    CompletableFuture<String> tell(String command) {
        return ask(command).thenApply(lines -> {
            if (lines.size() != 1) {
                throw DeviceException.malformed(String.join(" / ", lines), "one line for " + command);
            }
            return lines.getFirst();
        });
    }

    /** "Error codes". What follows the name of a command may be somebody's address. */
    private static DeviceException refused(String command, String last) {
        String name =
                String.join(" ", List.of(command.split(" ")).stream().limit(3).toList());
        String code = last.substring(last.indexOf(',') + 1);
        return switch (code) {
            case "09", "0a", "12" ->
                new DeviceException(DeviceFault.NOT_SUPPORTED, "the codec has no command %s".formatted(name));
            case "0e" -> new DeviceException(DeviceFault.REFUSED, "%s: the codec is in no call".formatted(name));
            default -> new DeviceException(DeviceFault.REFUSED, "%s: error %s".formatted(name, code));
        };
    }
}
