package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;

/**
 * Sends an endpoint's messages to the gatekeeper that it has turned to, and keeps requests until they are answered or given up.
 */
final class EndpointRequests {

    /** Time after which a gatekeeper that does not answer is asked again. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /** The same, where it has to ask others itself. */
    static final Duration LONG_PATIENCE = Duration.ofSeconds(5);

    private static final int REPETITIONS = 2;

    private final Optional<Prover> prover;
    private final EndpointMessages messages;
    private final PendingRequests<InetSocketAddress, Subject> pending;
    private InetSocketAddress gatekeeper;

    /** Subject of a request, to be known when the answer comes. */
    sealed interface Subject {

        record Discovery() implements Subject {}

        record Registration(boolean light) implements Subject {}

        /** Nothing depends on the answer. */
        record Farewell() implements Subject {}

        record Admission(Application application) implements Subject {}

        record Change(EndpointCall call, long bandWidth) implements Subject {}
    }

    /** @param first where numbers begin */
    EndpointRequests(Optional<Prover> prover, EndpointMessages messages, InetSocketAddress gatekeeper, int first) {
        this.prover = prover;
        this.messages = messages;
        this.gatekeeper = gatekeeper;
        this.pending = new PendingRequests<>(first);
    }

    /** The RAS address of now. */
    InetSocketAddress gatekeeper() {
        return gatekeeper;
    }

    void turnTo(InetSocketAddress another) {
        gatekeeper = another;
    }

    /** Asks whether somebody is a gatekeeper for us, which proves nothing yet. */
    void discover(Instant now, List<ClientAction> actions) {
        int number = pending.nextNumber();
        byte[] request = messages.discovery(number, prover).encode();
        send(number, request, LONG_PATIENCE, new Subject.Discovery(), now, actions);
    }

    /** @param request with that number */
    void ask(
            IntFunction<RasMessage> request,
            Duration patience,
            Subject subject,
            Instant now,
            List<ClientAction> actions) {
        int number = pending.nextNumber();
        send(number, encode(request.apply(number), now), patience, subject, now, actions);
    }

    /** Asks the gatekeeper about a call. */
    void ask(Application application, Instant now, List<ClientAction> actions) {
        ask(application, gatekeeper, messages.gatekeeperIdentifier(), now, actions);
    }

    /** Asks another one, which knows the endpoint as the gatekeeper does, about a call. */
    void ask(Application application, AlternateGatekeeper other, Instant now, List<ClientAction> actions) {
        Optional<String> identifier = other.gatekeeperIdentifier().or(messages::gatekeeperIdentifier);
        ask(application, other.rasAddress(), identifier, now, actions);
    }

    private void ask(
            Application application,
            InetSocketAddress to,
            Optional<String> identifier,
            Instant now,
            List<ClientAction> actions) {
        int number = pending.nextNumber();
        RasMessage request = messages.admission(number, application.call(), identifier);
        Subject subject = new Subject.Admission(application.at(to));
        send(number, encode(request, identifier, now), to, LONG_PATIENCE, subject, now, actions);
    }

    private void send(
            int number, byte[] datagram, Duration patience, Subject subject, Instant now, List<ClientAction> actions) {
        send(number, datagram, gatekeeper, patience, subject, now, actions);
    }

    private void send(
            int number,
            byte[] datagram,
            InetSocketAddress to,
            Duration patience,
            Subject subject,
            Instant now,
            List<ClientAction> actions) {
        Octets octets = Octets.of(datagram);
        pending.add(number, octets, to, patience, REPETITIONS, subject, now);
        actions.add(new ClientAction.Send(octets, to));
    }

    /** Answers a request of the gatekeeper's. */
    void answer(RasMessage message, Instant now, List<ClientAction> actions) {
        actions.add(new ClientAction.Send(Octets.of(encode(message, now)), gatekeeper));
    }

    /** Says what nobody asked for, nor answers. @param message with that number */
    void tell(IntFunction<RasMessage> message, Instant now, List<ClientAction> actions) {
        answer(message.apply(pending.nextNumber()), now, actions);
    }

    private byte[] encode(RasMessage message, Instant now) {
        return encode(message, messages.gatekeeperIdentifier(), now);
    }

    private byte[] encode(RasMessage message, Optional<String> gatekeeperIdentifier, Instant now) {
        return prover.map(known -> known.encode(message, messages.endpointIdentifier(), gatekeeperIdentifier, now))
                .orElseGet(message::encode);
    }

    /** Whether a datagram comes from the gatekeeper, or is an answer of another that was asked. @param tree what it holds */
    boolean isCredible(byte[] datagram, Sequence tree, InetSocketAddress from) {
        return (from.equals(gatekeeper) || pending.isAsked(Tree.number(tree, "requestSeqNum"), from))
                && prover.map(known -> known.isCredible(datagram, tree)).orElse(true);
    }

    /** Removes the request that is answered, if the answer came from where it was sent, and returns its subject. */
    Optional<Subject> answered(int number, InetSocketAddress from) {
        return pending.answered(number, from);
    }

    /** The answer takes longer. */
    void delay(RequestInProgress progress, InetSocketAddress from, Instant now) {
        pending.delay(progress.requestSeqNum(), from, progress.delay(), now);
    }

    /** Forgets those about calls. */
    List<Application> takeAdmissions() {
        return pending.take(Subject.Admission.class::isInstance).stream()
                .flatMap(subject -> subject instanceof Subject.Admission(Application application)
                        ? Stream.of(application)
                        : Stream.empty())
                .toList();
    }

    /** Forgets all of them. @return what they were about */
    List<Subject> clear() {
        return pending.clear();
    }

    Optional<Instant> deadline() {
        return pending.deadline();
    }

    /** Sends again what is due. @return what was asked in vain */
    List<Subject> expire(Instant now, List<ClientAction> actions) {
        PendingRequests.Expired<InetSocketAddress, Subject> expired = pending.expire(now);
        expired.again().forEach(request -> actions.add(new ClientAction.Send(request.datagram(), request.to())));
        return expired.inVain().stream().map(PendingRequests.Pending::subject).toList();
    }
}
