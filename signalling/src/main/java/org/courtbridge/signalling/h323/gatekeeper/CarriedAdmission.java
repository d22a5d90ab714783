package org.courtbridge.signalling.h323.gatekeeper;

/**
 * A call between two rooms of our gatekeeper that we carry.
 *
 * @param called endpoint identifier of whom it goes on to
 * @param over tells the gatekeeper
 */
public record CarriedAdmission(String called, Runnable over) implements AutoCloseable {

    /** The call is over, whatever its caller still says. */
    @Override
    public void close() {
        over.run();
    }
}
