package org.courtbridge.h323.q931;

import java.util.Map;
import org.courtbridge.h323.asn1.Octets;

/**
 * An information element (Q.931, clause 4.5) as it came: its identifier, and what it holds.
 *
 * @param identifier 0 to 255; from 128 on the element is this one octet
 * @param contents nothing for an element of one octet; at most 255 octets, 65,535 of a user-user one
 */
public record InformationElement(int identifier, Octets contents) {

    public static final int BEARER_CAPABILITY = 0x04;
    public static final int CAUSE = 0x08;
    public static final int CALL_STATE = 0x14;
    public static final int PROGRESS_INDICATOR = 0x1E;
    public static final int NOTIFICATION_INDICATOR = 0x27;
    public static final int DISPLAY = 0x28;
    public static final int KEYPAD_FACILITY = 0x2C;
    public static final int SIGNAL = 0x34;
    public static final int CALLING_PARTY_NUMBER = 0x6C;
    public static final int CALLED_PARTY_NUMBER = 0x70;
    public static final int USER_USER = 0x7E;
    public static final int SENDING_COMPLETE = 0xA1;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0x00, "Segmented message"),
            Map.entry(BEARER_CAPABILITY, "Bearer capability"),
            Map.entry(CAUSE, "Cause"),
            Map.entry(0x10, "Call identity"),
            Map.entry(CALL_STATE, "Call state"),
            Map.entry(0x18, "Channel identification"),
            Map.entry(0x1C, "Facility"),
            Map.entry(PROGRESS_INDICATOR, "Progress indicator"),
            Map.entry(0x20, "Network-specific facilities"),
            Map.entry(NOTIFICATION_INDICATOR, "Notification indicator"),
            Map.entry(DISPLAY, "Display"),
            Map.entry(0x29, "Date/time"),
            Map.entry(KEYPAD_FACILITY, "Keypad facility"),
            Map.entry(SIGNAL, "Signal"),
            Map.entry(0x40, "Information rate"),
            Map.entry(CALLING_PARTY_NUMBER, "Calling party number"),
            Map.entry(0x6D, "Calling party subaddress"),
            Map.entry(CALLED_PARTY_NUMBER, "Called party number"),
            Map.entry(0x71, "Called party subaddress"),
            Map.entry(0x74, "Redirecting number"),
            Map.entry(0x78, "Transit network selection"),
            Map.entry(0x79, "Restart indicator"),
            Map.entry(0x7C, "Low layer compatibility"),
            Map.entry(0x7D, "High layer compatibility"),
            Map.entry(USER_USER, "User-user"),
            Map.entry(0x7F, "Escape for extension"),
            Map.entry(0xA0, "More data"),
            Map.entry(SENDING_COMPLETE, "Sending complete"));

    private static final int SINGLE = 0x80;
    private static final int SHIFT = 0x90;

    public InformationElement {
        int most = identifier >= SINGLE ? 0 : identifier == USER_USER ? 0xFFFF : 0xFF;
        if (identifier < 0 || identifier > 0xFF || contents.length() > most) {
            throw new IllegalArgumentException("information element %d: %d octets (expected: <= %d)"
                    .formatted(identifier, contents.length(), most));
        }
    }

    static InformationElement of(int identifier, byte... contents) {
        return new InformationElement(identifier, Octets.of(contents));
    }

    /** Whether it is its identifier alone, without a length. */
    public boolean isSingle() {
        return identifier >= SINGLE;
    }

    /** Whether elements after it are of another codeset (Q.931, clause 4.5.2). */
    boolean isShift() {
        return (identifier & 0xF0) == SHIFT;
    }

    /** Whether only the next element is. */
    boolean isNonLockingShift() {
        return isShift() && (identifier & 0x08) != 0;
    }

    /** Of a shift: 0 to 7. */
    int codeset() {
        return identifier & 0x07;
    }

    /** As Q.931 calls it in codeset 0. */
    public String name() {
        return isShift() ? "Shift" : NAMES.getOrDefault(identifier, "UNKNOWN(" + identifier + ")");
    }

    @Override
    public String toString() {
        return isSingle() ? name() : name() + ": " + contents;
    }
}
