package org.courtbridge.signalling.bfcp;

/** The policy for a request to present while somebody else does. */
public enum FloorPolicy {
    /**
     * The newcomer presents at once, and whoever did is told that it does no more. So do room codecs among themselves, and
     * conference units unless told otherwise (Polycom's call the other way "exclusive content mode").
     */
    LAST_WINS,

    /** It is denied until the floor is free. */
    HOLDER_KEEPS,

    /** The hearing is asked of each request, whether the floor is free or not. */
    HEARING_DECIDES
}
