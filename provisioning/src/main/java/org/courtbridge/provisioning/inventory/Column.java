package org.courtbridge.provisioning.inventory;

import java.util.Optional;
import java.util.stream.Stream;

/** The columns of a file of devices, in order; a list has its elements between {@code |}. */
public enum Column {
    INSTITUTION("institution"),
    /** Needed where the institution is new: court, hospital, social_facility or detention_facility. */
    KIND("kind"),
    REGION("region"),
    ROOM("room"),
    NAME("name"),
    USERNAME("username"),
    MAKE("make"),
    MODEL("model"),
    FIRMWARE("firmware"),
    SERIAL("serial"),
    MAC("mac"),
    ADDRESSES("addresses"),
    SIP_URI("sip_uri"),
    H323_ALIASES("h323_aliases"),
    DRIVER("driver"),
    CAPABILITIES("capabilities"),
    NOTES("notes"),
    /** Only in an export that asked for it; without one in an import the device gets a new password. */
    PASSWORD("password");

    private final String title;

    Column(String title) {
        this.title = title;
    }

    /** As files name it. */
    public String title() {
        return title;
    }

    public boolean isList() {
        return this == ADDRESSES || this == H323_ALIASES || this == CAPABILITIES;
    }

    /** Without regard to case and surrounding blanks. */
    static Optional<Column> titled(String text) {
        return Stream.of(values())
                .filter(column -> column.title.equalsIgnoreCase(text.strip()))
                .findFirst();
    }
}
