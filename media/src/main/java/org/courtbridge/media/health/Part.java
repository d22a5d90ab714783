package org.courtbridge.media.health;

import java.util.Locale;

/** A part of the gateway that works by itself, again and again, so that nobody is there to catch what it throws. */
public enum Part {
    /** The port that all browsers share. */
    BROWSER_PORT,
    /** Decoding, mixing and encoding of sound. */
    SOUND,
    /** RTCP with a party, and what else is done for its streams by the clock. */
    MEDIA_CONTROL,
    /** Choosing whose picture each party sees, and making composed pictures and stills. */
    PICTURES,
    /** Far-end camera control. */
    CAMERAS,
    /** Measuring the media of a party that is tried. */
    PROBES,
    /** A hearing, and what follows from its events. */
    HEARINGS,
    /** Asking SIP devices whether they are there. */
    SIP_PINGS,
    /** The thread of our gatekeeper, or of our registration with another. */
    GATEKEEPER,
    /** The journal of hearings. */
    JOURNAL,
    /** The writer of hearing events from the journal to the database. */
    DATABASE_WRITER,
    /** Work that keeps things tidy or up to date every now and then. */
    UPKEEP;

    /** In metrics and messages. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
