package org.courtbridge.h323.q931;

import java.util.Map;

/**
 * The type of a Q.931 message (Q.931, clause 4.4), of which H.225.0, table 4, uses some. Others have a number alone.
 *
 * @param code 0 to 255
 */
public record MessageType(int code) {

    public static final MessageType ALERTING = new MessageType(0x01);
    public static final MessageType CALL_PROCEEDING = new MessageType(0x02);
    public static final MessageType PROGRESS = new MessageType(0x03);
    public static final MessageType SETUP = new MessageType(0x05);
    public static final MessageType CONNECT = new MessageType(0x07);
    public static final MessageType SETUP_ACKNOWLEDGE = new MessageType(0x0D);
    public static final MessageType RELEASE_COMPLETE = new MessageType(0x5A);
    public static final MessageType FACILITY = new MessageType(0x62);
    public static final MessageType NOTIFY = new MessageType(0x6E);
    public static final MessageType STATUS_ENQUIRY = new MessageType(0x75);
    public static final MessageType INFORMATION = new MessageType(0x7B);
    public static final MessageType STATUS = new MessageType(0x7D);

    private static final Map<MessageType, String> NAMES = Map.ofEntries(
            Map.entry(ALERTING, "ALERTING"),
            Map.entry(CALL_PROCEEDING, "CALL PROCEEDING"),
            Map.entry(PROGRESS, "PROGRESS"),
            Map.entry(SETUP, "SETUP"),
            Map.entry(CONNECT, "CONNECT"),
            Map.entry(SETUP_ACKNOWLEDGE, "SETUP ACKNOWLEDGE"),
            Map.entry(RELEASE_COMPLETE, "RELEASE COMPLETE"),
            Map.entry(FACILITY, "FACILITY"),
            Map.entry(NOTIFY, "NOTIFY"),
            Map.entry(STATUS_ENQUIRY, "STATUS ENQUIRY"),
            Map.entry(INFORMATION, "INFORMATION"),
            Map.entry(STATUS, "STATUS"));

    public MessageType {
        if (code < 0 || code > 0xFF) {
            throw new IllegalArgumentException("message type: %d (expected: 0 to 255)".formatted(code));
        }
    }

    @Override
    public String toString() {
        return NAMES.getOrDefault(this, "UNKNOWN(" + code + ")");
    }
}
