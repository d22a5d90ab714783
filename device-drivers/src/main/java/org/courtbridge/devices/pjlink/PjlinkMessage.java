package org.courtbridge.devices.pjlink;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.devices.DeviceException;

/**
 * A command or an answer, without the CR that ends it (PJLink Specifications, 2.1): {@code %1POWR ?} is answered
 * {@code %1POWR=1}.
 *
 * @param level the class, 1 or 2
 * @param command four capital letters or digits
 * @param value at most 128 bytes
 */
record PjlinkMessage(int level, String command, String value) {

    private static final Pattern QUESTION = Pattern.compile("%([12])([A-Za-z0-9]{4}) (.{0,128})", Pattern.DOTALL);
    private static final Pattern ANSWER = Pattern.compile("%([12])([A-Za-z0-9]{4})=(.{0,128})", Pattern.DOTALL);

    static PjlinkMessage answer(String line) {
        Matcher matcher = ANSWER.matcher(line);
        if (!matcher.matches()) {
            throw DeviceException.malformed(line, "%1XXXX=...");
        }
        return of(matcher);
    }

    /** A command as a projector reads it: letters of either case. Anything else is no command, and is empty. */
    static Optional<PjlinkMessage> question(String line) {
        Matcher matcher = QUESTION.matcher(line);
        return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
    }

    private static PjlinkMessage of(Matcher matcher) {
        return new PjlinkMessage(
                Integer.parseInt(matcher.group(1)), matcher.group(2).toUpperCase(Locale.ROOT), matcher.group(3));
    }

    PjlinkMessage with(String answer) {
        return new PjlinkMessage(level, command, answer);
    }

    String asQuestion() {
        return "%" + level + command + " " + value;
    }

    String asAnswer() {
        return "%" + level + command + "=" + value;
    }
}
