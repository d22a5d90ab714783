package org.courtbridge.console.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.courtbridge.console.html.Messages;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.media.language.Language;

/**
 * Says in the language of a page why a device did not do what was asked.
 *
 * <p>The fault is a code, which has words in each language. The detail that a driver adds is an English sentence for the log and the
 * API. An English page shows it as it is. A page in another language has its own words for the details that are known here by their
 * form, and leaves out the others, which the log has. Names of settings are shown in each.
 */
public final class DriverWords {

    private record Form(Pattern english, String key) {}

    private static final List<Form> FORMS = List.of(
            form("no connection(?: to .*?)?: .*|no way to .*", "connection"),
            form("nobody listens there", "listens"),
            form("the device closed the connection", "closed"),
            form(
                    "the connection was (?:given up|idle)|the socket is closed|the device was closed|nobody is connected.*",
                    "given"),
            form("no (?:answer|connection) in time|(?:no answer|not finished) (?:within|after) .*", "time"),
            form("no TLS with the device", "tls"),
            form(
                    "the answer (?:is no HTTP|to .* is no JSON)|what it answered is no answer of such a device.*",
                    "answer"),
            form("the device talks without end|a (?:line|message|datagram) of .*", "answer"),
            form("(?:.*: |the device answered with |no WebSocket, but )status (\\d+)", "status"),
            form(".*: .*(?:code|error) ([0-9A-Za-z-]+)\\)?", "code"),
            form("the (?:device|codec|camera|terminal) does not take the name and the password", "login"),
            form("no login of the (?:device|camera)'s own is kept here", "nologin"),
            form(".* has another host key", "hostkey"),
            form("the (?:device|codec|terminal) is in a call already", "incall"),
            form(".*the codec is in no call", "nocall"),
            form("nobody calls the (?:device|codec|terminal)", "nobody"),
            form("it was left alone", "alone"),
            form("it is being told its settings", "telling"),
            form("it has no driver", "driver"),
            form("it is no device any more", "gone"),
            form("its address, its driver or its login has become another meanwhile", "changed"),
            form("its credentials are revoked, or it is disabled", "revoked"),
            form("no template for what it is and its driver", "template"),
            form("preset: (\\d+) \\(expected: 1 to (\\d+)\\)", "preset"),
            form(".*control character in a (?:value|message)", "character"),
            form("no address.*|there may be no device at .*", "address"),
            form("the device said yes.*", "yes"),
            form("the camera (?:does two things already|cannot do it now).*", "busy"),
            form("not supported: .*|no setting: .*|.* has no (?:such )?(?:command|service).*", "command"));

    private DriverWords() {}

    private static final String NEXT = "; ";

    /** A setting that a device was told, and why it did not take it. */
    private static final Pattern SETTING = Pattern.compile("([^:;]{1,100}): (.*)", Pattern.DOTALL);

    /** Names of settings that it did take. */
    private static final List<Form> TAKEN = List.of(
            form("taken: (.*)", "taken"), form("taken as the device says, which does not show it: (.*)", "believed"));

    private static Form form(String english, String key) {
        return new Form(Pattern.compile(english, Pattern.DOTALL), "detail." + key);
    }

    /** @param detail that the driver gave; may be empty */
    public static String said(Messages messages, DeviceFault fault, String detail) {
        String words = messages.get("fault." + fault);
        return detail(messages, fault, detail)
                .map(more -> words + " (" + more + ")")
                .orElse(words);
    }

    private static Optional<String> detail(Messages messages, DeviceFault fault, String detail) {
        if (detail.isEmpty()) {
            return Optional.empty();
        }
        if (messages.language() == Language.ENGLISH) {
            return Optional.of(detail);
        }
        return fault == DeviceFault.PARTLY_CARRIED_OUT || detail.contains(NEXT)
                ? Optional.of(Arrays.stream(detail.split(NEXT))
                                .flatMap(part -> setting(messages, part).stream())
                                .collect(Collectors.joining(NEXT)))
                        .filter(all -> !all.isEmpty())
                : known(FORMS, messages, detail);
    }

    /** What became of a setting, or of those that were taken. */
    private static Optional<String> setting(Messages messages, String part) {
        Matcher setting = SETTING.matcher(part);
        return known(TAKEN, messages, part)
                .or(() -> setting.matches()
                        ? Optional.of(known(FORMS, messages, setting.group(2))
                                .or(() -> known(FORMS, messages, part))
                                .map(why -> setting.group(1) + ": " + why)
                                .orElse(setting.group(1)))
                        : Optional.empty());
    }

    private static Optional<String> known(List<Form> forms, Messages messages, String detail) {
        for (Form form : forms) {
            Matcher found = form.english.matcher(detail);
            if (found.matches()) {
                List<Object> arguments = new ArrayList<>();
                for (int group = 1; group <= found.groupCount(); group++) {
                    arguments.add(found.group(group));
                }
                return Optional.of(messages.get(form.key, arguments.toArray()));
            }
        }
        return Optional.empty();
    }
}
