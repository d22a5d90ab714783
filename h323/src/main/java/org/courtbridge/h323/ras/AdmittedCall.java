package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;

/** A call that one endpoint was admitted to; a call between two of ours is one of each. */
public final class AdmittedCall {

    private final Registration endpoint;
    private final Optional<Octets> callIdentifier;
    private final Octets conferenceId;
    private final int callReferenceValue;
    private final boolean answered;
    private final Destination destination;

    private long bandWidth;
    private Instant heard;
    private int unanswered;
    private boolean over;

    AdmittedCall(
            Registration endpoint,
            AdmissionMessage.Request request,
            Destination destination,
            long bandWidth,
            Instant now) {
        this.endpoint = endpoint;
        this.callIdentifier = request.identity().callIdentifier();
        this.conferenceId = request.identity().conferenceId();
        this.callReferenceValue = request.identity().callReferenceValue();
        this.answered = request.answerCall();
        this.destination = destination;
        this.bandWidth = bandWidth;
        this.heard = now;
    }

    public Registration endpoint() {
        return endpoint;
    }

    /** 16 octets; empty from an endpoint of version 1. */
    public Optional<Octets> callIdentifier() {
        return callIdentifier;
    }

    public Octets conferenceId() {
        return conferenceId;
    }

    public int callReferenceValue() {
        return callReferenceValue;
    }

    /** Whether the endpoint was called. */
    public boolean answered() {
        return answered;
    }

    /** The called endpoint, even if the caller was told our address. */
    public CalledEndpoint called() {
        return destination.real();
    }

    /** Whether its signalling passes by us on its way there. */
    public CallModel callModel() {
        return destination.callModel();
    }

    /** Of both directions, in units of 100 bit/s. */
    public long bandWidth() {
        return bandWidth;
    }

    boolean is(Optional<Octets> identifier, Octets conference) {
        return identifier.isPresent() && callIdentifier.isPresent()
                ? identifier.equals(callIdentifier)
                : conference.equals(conferenceId);
    }

    void bandWidth(long granted) {
        bandWidth = granted;
    }

    Instant heard() {
        return heard;
    }

    void heardOf(Instant now) {
        heard = now;
        unanswered = 0;
    }

    /** Counts another request for its status; returns the number of those without an answer, this one included. */
    int ask() {
        return ++unanswered;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }
}
