package org.courtbridge.h323.ras;

/** The owner of an alias, as somebody who wants to be called by it sees it. */
public enum AliasOwner {

    /** Himself. */
    OWN,

    /** Somebody else, whether he is registered or not. */
    ANOTHER,

    /** Nobody that is known. */
    NOBODY,

    /** The gatekeeper: calls to it are for its own call signal address. */
    GATEKEEPER
}
