package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.courtbridge.h323.asn1.Octets;

/** A gatekeeper's own requests, to endpoints and neighbours, until they are answered or given up. */
final class OutgoingRequests {

    /** Time after which an endpoint that does not answer is asked again. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    static final int REPETITIONS = 2;

    private final Seals seals;
    private final PendingRequests<RasPath, Subject> pending;

    /** Subject of a request, to be known when the answer comes. */
    sealed interface Subject {

        /** Nothing depends on the answer. */
        record Farewell() implements Subject {}

        record Inquiry(AdmittedCall call) implements Subject {}

        record Change(AdmittedCall call, long bandWidth) implements Subject {}

        /** An endpoint is told of a call that waits for it. @param callIdentifier 16 octets */
        record Invitation(Octets callIdentifier) implements Subject {}

        /** Somebody waits for admission. @param left neighbours that were not asked yet */
        record Search(Asked asked, AdmissionMessage.Request request, List<InetSocketAddress> left) implements Subject {}
    }

    /** @param first where numbers begin */
    OutgoingRequests(Seals seals, int first) {
        this.seals = seals;
        this.pending = new PendingRequests<>(first);
    }

    boolean isFull() {
        return pending.isFull();
    }

    /** Asks an endpoint, unless too much is asked already. @param request with that number */
    void ask(
            Registration endpoint,
            IntFunction<RasMessage> request,
            Subject subject,
            Instant now,
            List<GatekeeperAction> actions) {
        if (!pending.isFull()) {
            int number = pending.nextNumber();
            byte[] octets = Seal.encode(request.apply(number), seals.seal(endpoint, now));
            send(number, octets, endpoint.path(), PATIENCE, subject, now, actions);
        }
    }

    /** Asks a neighbour, who does not know our passwords. */
    void ask(
            InetSocketAddress neighbour,
            IntFunction<RasMessage> request,
            Duration patience,
            Subject subject,
            Instant now,
            List<GatekeeperAction> actions) {
        int number = pending.nextNumber();
        send(number, request.apply(number).encode(), new RasPath.Datagrams(neighbour), patience, subject, now, actions);
    }

    private void send(
            int number,
            byte[] octets,
            RasPath to,
            Duration patience,
            Subject subject,
            Instant now,
            List<GatekeeperAction> actions) {
        Octets datagram = Octets.of(octets);
        pending.add(number, datagram, to, patience, REPETITIONS, subject, now);
        actions.add(to.send(datagram));
    }

    /** Removes the request that is answered, if the answer came from where it was sent, and returns its subject. */
    Optional<Subject> answered(int number, RasPath from) {
        return pending.answered(number, from);
    }

    /** The answer takes longer. */
    void delay(RequestInProgress progress, Asked asked) {
        pending.delay(progress.requestSeqNum(), asked.path(), progress.delay(), asked.now());
    }

    Optional<Instant> deadline() {
        return pending.deadline();
    }

    /** Sends again what is due. @return what was asked in vain */
    List<Subject> expire(Instant now, List<GatekeeperAction> actions) {
        PendingRequests.Expired<RasPath, Subject> expired = pending.expire(now);
        expired.again().forEach(request -> actions.add(request.to().send(request.datagram())));
        return expired.inVain().stream().map(PendingRequests.Pending::subject).toList();
    }
}
