package org.courtbridge.h323.ras;

import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.h225.RasTypes;

/** The route of a call's signalling: between the two endpoints alone, or through the gatekeeper. */
public enum CallModel {
    /** Nobody but the two endpoints. */
    DIRECT("direct"),
    GATEKEEPER_ROUTED("gatekeeperRouted");

    private final Choice choice;

    CallModel(String alternative) {
        this.choice = RasTypes.CALL_MODEL.value(alternative);
    }

    /** One of a later version is taken for routed: the address to call is given with it. */
    static CallModel of(Choice choice) {
        return choice.equals(DIRECT.choice) ? DIRECT : GATEKEEPER_ROUTED;
    }

    Choice toChoice() {
        return choice;
    }
}
