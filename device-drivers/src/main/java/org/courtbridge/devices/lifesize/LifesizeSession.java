package org.courtbridge.devices.lifesize;

import java.util.List;
import java.util.Objects;
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

/**
 * A connection to a codec that let us in. Each answer ends with {@code ok,00}, or {@code error,} and a number. Those of later software,
 * as a control program for the Icon has it, end with {@code Success, 0}, or the name of the error and a comma.
 */
final class LifesizeSession {

    private static final String END = "\r";
    private static final String PROMPT = "$";

    /** "Error codes", by their names. */
    private static final String NAMES =
            "No Memory|IO Error|Invalid Instance|Invalid Parameter|Repeated|Not In List|Missing|Too Many"
                    + "|Invalid Command|Ambiguous Command|Parameter Conflict|Operational Error|No Data|Not In Call|Interrupted|Ambiguous"
                    + "|No Match|Not Supported|Quit";

    private static final Pattern DONE = Pattern.compile("ok,[0-9a-f]{2}|Success, ?0");
    private static final Pattern FAILED =
            Pattern.compile("error,(?<code>[0-9a-f]{2})|(?<name>" + NAMES + "),( ?[0-9]{1,3})?");

    /** Notifications that come without being asked for: calls, presentation, far camera, mute, video, in these letters. */
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
        return link.askUntil(command + END, LifesizeSession::isLast).thenApply(lines -> {
            Matcher failed = FAILED.matcher(lines.getLast());
            if (failed.matches()) {
                throw refused(command, Objects.requireNonNullElseGet(failed.group("code"), () -> failed.group("name")));
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

    private static boolean isLast(String line) {
        return DONE.matcher(line).matches() || FAILED.matcher(line).matches();
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
    private static DeviceException refused(String command, String code) {
        String name =
                String.join(" ", List.of(command.split(" ")).stream().limit(3).toList());
        return switch (code) {
            case "09", "0a", "12", "Invalid Command", "Ambiguous Command", "Not Supported" ->
                new DeviceException(DeviceFault.NOT_SUPPORTED, "the codec has no command %s".formatted(name));
            case "0e", "Not In Call" ->
                new DeviceException(DeviceFault.REFUSED, "%s: the codec is in no call".formatted(name));
            default -> new DeviceException(DeviceFault.REFUSED, "%s: error %s".formatted(name, code));
        };
    }
}
