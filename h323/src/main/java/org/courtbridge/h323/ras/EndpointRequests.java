package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;

/** What an endpoint says to the gatekeeper that it has turned to, and its requests until they are answered or given up. */
final class EndpointRequests {

    /** How long a gatekeeper may take to answer before it is asked again. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /** The same, where it has to ask others itself. */
    static final Duration LONG_PATIENCE = Duration.ofSeconds(5);

    private static final int REPETITIONS = 2;

    private final Optional<Prover> prover;
    private final EndpointMessages messages;
    private final PendingRequests<Subject> pending;
    private InetSocketAddress gatekeeper;

    /** What a request is about. */
    sealed interface Subject {

        record Discovery() implements Subject {}

        record Registration(boolean light) implements Subject {}

        /** Nothing depends on the answer. */
        record Farewell() implements Subject {}

        record Admission(EndpointCall call) implements Subject {}

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

    private void send(
            int number, byte[] datagram, Duration patience, Subject subject, Instant now, List<ClientAction> actions) {
        Octets octets = Octets.of(datagram);
        pending.add(number, octets, gatekeeper, patience, REPETITIONS, subject, now);
        actions.add(new ClientAction.Send(octets, gatekeeper));
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
        return prover.map(known ->
                        known.encode(message, messages.endpointIdentifier(), messages.gatekeeperIdentifier(), now))
                .orElseGet(message::encode);
    }

    /** Whether a datagram comes from the gatekeeper. @param tree what it holds */
    boolean isCredible(byte[] datagram, Sequence tree, InetSocketAddress from) {
        return from.equals(gatekeeper)
                && prover.map(known -> known.isCredible(datagram, tree)).orElse(true);
    }

    /** What is answered. */
    Optional<Subject> answered(int number) {
        return pending.answered(number, gatekeeper);
    }

    /** The answer takes longer. */
    void delay(RequestInProgress progress, Instant now) {
        pending.delay(progress.requestSeqNum(), gatekeeper, progress.delay(), now);
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
        PendingRequests.Expired<Subject> expired = pending.expire(now);
        expired.again().forEach(request -> actions.add(new ClientAction.Send(request.datagram(), request.to())));
        return expired.inVain().stream().map(PendingRequests.Pending::subject).toList();
    }
}
