package org.courtbridge.signalling.ivr;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dial plan, the same for every protocol: gives the destination for the user part of a dialled address.
 *
 * <ul>
 *   <li>{@code NUMBER}: a hearing; or, of a room, the test of itself ({@link Entrance})
 *   <li>{@code NUMBER**PIN}: a hearing, past its menu
 *   <li>{@code GATEWAY##…}: any of these, as systems dial that know hosts only
 *   <li>nothing, or the gateway's own address: the menu
 * </ul>
 *
 * <p>Separators for the eye (RFC 3966, section 5.1.1), a closing {@code #} and parameters after a semicolon are left out.
 */
public final class DialPlan {

    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|.*:.*|[0-9]+(?:\\.[0-9]+){3}");
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,20})(?:\\*\\*([0-9]{0,12}))?#?");

    /** Anything longer was not dialled by a person. */
    private static final int LONGEST = 200;

    private DialPlan() {}

    /** The destination that was dialled. */
    public sealed interface Target {

        /** No hearing: whoever calls is asked for one. */
        record Menu() implements Target {}

        record Hearing(String number) implements Target {}

        record HearingByPin(String number, String pin) implements Target {

            @Override
            public String toString() {
                return "HearingByPin[" + number + "]";
            }
        }

        /** Nothing that there is here. */
        record Nowhere() implements Target {}
    }

    /** @param user as it stands in the address, escapes (RFC 3986, section 2.1) and all; empty if there is none */
    public static Target of(String user) {
        if (user.length() > LONGEST) {
            return new Target.Nowhere();
        }
        String dialled = unescaped(user).replaceFirst(";.*", "").strip();
        int gateway = dialled.lastIndexOf("##");
        String rest = gateway < 0 ? dialled : dialled.substring(gateway + 2);
        if (rest.isEmpty() || isAddress(rest)) {
            return new Target.Menu();
        }
        Matcher matcher = NUMBER.matcher(rest.replaceAll("[-.() ]", ""));
        if (!matcher.matches()) {
            return new Target.Nowhere();
        }
        String pin = matcher.group(2);
        return pin == null || pin.isEmpty()
                ? new Target.Hearing(matcher.group(1))
                : new Target.HearingByPin(matcher.group(1), pin);
    }

    private static String unescaped(String user) {
        try {
            return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return user;
        }
    }

    private static boolean isAddress(String text) {
        try {
            return ADDRESS.matcher(text).matches() && InetAddress.ofLiteral(text.replaceAll("[\\[\\]]", "")) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
