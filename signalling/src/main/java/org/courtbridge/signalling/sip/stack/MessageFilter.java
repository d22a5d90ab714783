package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Stands before the stack: lets messages pass, answers them itself without keeping anything, or drops and counts them. */
public final class MessageFilter {

    private final OverloadGuard guard;
    private final TrustedProxies proxies;
    private final ProvenSources known;
    private final DatagramBudget budget;
    private final AmplificationLimit amplification;
    private final LongAdder malformed = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder unsolicited = new LongAdder();
    private volatile Dealings dealings = Dealings.NONE;

    /**
     * @param perSource new requests a second that one address may send
     * @param known addresses that have shown that they receive there
     */
    public MessageFilter(
            OverloadGuard guard, TrustedProxies proxies, int perSource, ProvenSources known, LongSupplier nanos) {
        this.guard = guard;
        this.proxies = proxies;
        this.known = known;
        this.budget = new DatagramBudget(perSource, known, nanos);
        this.amplification = new AmplificationLimit(known);
    }

    /** Knows the calls and transactions that the stack has at present. */
    interface Dealings {

        Dealings NONE = new Dealings() {
            @Override
            public boolean belongsToCall(RawMessage request) {
                return false;
            }

            @Override
            public boolean isAwaited(RawMessage response) {
                return false;
            }

            @Override
            public boolean acknowledges(RawMessage prack) {
                return false;
            }
        };

        /** Whether a request is one within a call that we have. */
        boolean belongsToCall(RawMessage request);

        /** Whether a response may answer something that we have asked. */
        boolean isAwaited(RawMessage response);

        /** Whether a PRACK is of a reliable response that waits for it, or repeats one that was (RFC 3262, section 3). */
        boolean acknowledges(RawMessage prack);
    }

    sealed interface Outcome {

        /** @param message for the stack, in plain form */
        record Pass(byte[] message) implements Outcome {}

        record Answer(byte[] response) implements Outcome {}

        record Drop() implements Outcome {}
    }

    public OverloadGuard guard() {
        return guard;
    }

    TrustedProxies proxies() {
        return proxies;
    }

    AmplificationLimit amplification() {
        return amplification;
    }

    /** Whether a datagram from there is to be read; before anything in it is. On the thread of the port. */
    boolean admits(InetSocketAddress source) {
        boolean admitted = budget.admits(source);
        if (!admitted) {
            turnedAway.increment();
        }
        return admitted;
    }

    /** Answers over UDP that were not sent, as nobody knew whether they would go to whoever had asked, since the start. */
    public long withheld() {
        return amplification.withheld();
    }

    void watches(Dealings those) {
        dealings = those;
    }

    /** Messages that could not be understood, since the start. */
    public long malformed() {
        return malformed.sum();
    }

    /** Requests that were refused because we had too much to do, since the start. */
    public long turnedAway() {
        return turnedAway.sum();
    }

    /** Responses to nothing that we asked, since the start. */
    public long unsolicited() {
        return unsolicited.sum();
    }

    /** As {@link #judge}, of what came over a connection: that needs somebody who receives at its address. */
    Outcome judgeConnected(RawMessage whole, InetSocketAddress source) {
        known.add(source.getAddress());
        return judge(whole, source, message -> shareOfConnection(message, source));
    }

    private OverloadGuard.Verdict shareOfConnection(RawMessage message, InetSocketAddress source) {
        InetAddress origin = originOf(message, source);
        return known.isDevices(source, true) && origin.equals(source.getAddress())
                ? guard.judgeConnectedDevice(source)
                : guard.judgeConnected(origin);
    }

    /** A connection with that remote end is gone. */
    void closed(InetSocketAddress end) {
        known.closed(end);
    }

    /**
     * Whoever has far exceeded his share is not even read, nor is an answer to nothing. A CANCEL waits for nobody, so that it
     * is in time.
     *
     * @param waited how long the eldest message before this one has been waiting
     */
    Outcome judge(RawMessage whole, InetSocketAddress source, Duration waited) {
        return judge(whole, source, message -> shareOfDatagram(message, source, waited));
    }

    private OverloadGuard.Verdict shareOfDatagram(RawMessage message, InetSocketAddress source, Duration waited) {
        InetAddress origin = originOf(message, source);
        Duration wait = message.method().equals(Request.CANCEL) ? Duration.ZERO : waited;
        return known.isDevices(source, false) && origin.equals(source.getAddress())
                ? guard.judgeDevice(source, wait)
                : guard.judge(origin, wait);
    }

    /** @param shares judges what begins something new */
    private Outcome judge(
            RawMessage whole, InetSocketAddress source, Function<RawMessage, OverloadGuard.Verdict> shares) {
        if (whole.isResponse() && !dealings.isAwaited(whole)) {
            unsolicited.increment();
            return new Outcome.Drop();
        }
        RawMessage message = whole.cut();
        OverloadGuard.Verdict share = goesOn(message) ? OverloadGuard.Verdict.ADMIT : shares.apply(message);
        if (share != OverloadGuard.Verdict.ADMIT) {
            turnedAway.increment();
        }
        if (share == OverloadGuard.Verdict.IGNORE) {
            return new Outcome.Drop();
        }
        return switch (MessageCheck.check(message)) {
            case MessageCheck.Verdict.Drop drop -> {
                malformed.increment();
                yield new Outcome.Drop();
            }
            case MessageCheck.Verdict.Refuse refuse -> {
                malformed.increment();
                yield new Outcome.Answer(
                        StatelessAnswer.write(message, refuse.status(), refuse.phrase(), source, List.of()));
            }
            case MessageCheck.Verdict.Pass pass ->
                share == OverloadGuard.Verdict.ADMIT ? passOrAnswer(message, source) : busy(message, source);
        };
    }

    /** The stack drops a PRACK of nothing in silence. */
    private Outcome passOrAnswer(RawMessage message, InetSocketAddress source) {
        boolean stray =
                !message.isResponse() && message.method().equals(Request.PRACK) && !dealings.acknowledges(message);
        return stray
                ? new Outcome.Answer(StatelessAnswer.write(
                        message,
                        Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST,
                        "Call/Transaction Does Not Exist",
                        source,
                        List.of()))
                : pass(message);
    }

    /** Requests of before RFC 3261 have no {@code Max-Forwards}, without which the stack drops them. */
    private static Outcome pass(RawMessage message) {
        RawMessage complete =
                message.isResponse() ? message : message.answeredAtItsSource().withDefault("max-forwards", "70");
        return new Outcome.Pass(complete.write());
    }

    private static Outcome busy(RawMessage message, InetSocketAddress source) {
        String later = "Retry-After: " + ThreadLocalRandom.current().nextInt(5, 15);
        return new Outcome.Answer(StatelessAnswer.write(
                message, Response.SERVICE_UNAVAILABLE, "Service Unavailable", source, List.of(later)));
    }

    /** Requests of calls that we have are to go on undisturbed, and an ACK costs nothing. */
    private boolean goesOn(RawMessage message) {
        return message.isResponse()
                || message.method().equals(Request.ACK)
                || !message.tag("to").isEmpty() && dealings.belongsToCall(message);
    }

    private InetAddress originOf(RawMessage message, InetSocketAddress source) {
        return proxies.originOf(message.vias(), source.getAddress());
    }
}
