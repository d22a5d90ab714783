package org.courtbridge.operations.delivery;

import java.util.regex.Pattern;

/**
 * Takes from a text what a line of a calendar may not have: control characters (RFC 5545, section 3.1). The writer of ical4j escapes line feeds, and
 * lets a lone carriage return pass, which some readers take for the end of a line.
 */
public final class CalendarText {

    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    private CalendarText() {}

    /** @return with line feeds alone between its lines, and a blank for any other control character but a tab */
    public static String of(String said) {
        return CONTROL.matcher(LINE_END.matcher(said).replaceAll("\n")).replaceAll(" ");
    }
}
