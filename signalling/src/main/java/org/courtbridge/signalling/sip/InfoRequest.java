package org.courtbridge.signalling.sip;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Request;
import org.courtbridge.signalling.sip.stack.SipMessages;

/** Content of an INFO request within a call. */
sealed interface InfoRequest {

    /** A key was pressed: 0 to 9, *, #, A to D. */
    record Digit(char key) implements InfoRequest {}

    /** RFC 5168. */
    record PictureFastUpdate() implements InfoRequest {}

    /** No content: some devices send this to see whether we are there. */
    record Nothing() implements InfoRequest {}

    /** Content that we cannot read, or do not know. */
    record Unknown(boolean malformed) implements InfoRequest {}

    static InfoRequest of(Request request) {
        String text = SipMessages.text(request);
        return switch (SipMessages.contentType(request)) {
            case "application/dtmf-relay" -> digit(signal(text));
            case "application/dtmf" -> digit(text.contains("=") ? signal(text) : text.strip());
            case "application/media_control+xml" ->
                text.contains("picture_fast_update") ? new PictureFastUpdate() : new Unknown(false);
            case "" -> new Nothing();
            default -> new Unknown(false);
        };
    }

    private static String signal(String text) {
        Matcher matcher = Pattern.compile("(?im)^\\s*Signal\\s*=\\s*(\\S+)").matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Some devices write * and # as 10 and 11, the event codes of RFC 4733. */
    private static InfoRequest digit(String word) {
        String key = word.toUpperCase(Locale.ROOT);
        if (key.matches("[0-9A-D*#]")) {
            return new Digit(key.charAt(0));
        }
        OptionalInt code = key.matches("1[0-5]") ? OptionalInt.of(Integer.parseInt(key)) : OptionalInt.empty();
        return code.isPresent() ? new Digit("*#ABCD".charAt(code.getAsInt() - 10)) : new Unknown(true);
    }
}
