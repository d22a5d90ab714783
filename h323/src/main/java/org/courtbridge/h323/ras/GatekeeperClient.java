package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.per.PerException;

/**
 * An endpoint of somebody else's gatekeeper (H.323, clause 7.2), without sockets, threads or clock: it finds one that
 * answers, stays registered there, and asks it about calls. To be used by one thread at a time.
 */
public final class GatekeeperClient {

    private static final Duration PATIENCE_DISCOVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PATIENCE_ADMISSION = Duration.ofSeconds(5);
    private static final int REPETITIONS = 2;

    private final EndpointProfile profile;
    private final Optional<Prover> prover;
    private final PendingRequests<Subject> pending;
    private final Candidates candidates;
    private final EndpointMessages messages;
    private final ReportedCalls calls = new ReportedCalls();

    private State state = State.OFF;
    private InetSocketAddress gatekeeper;

    /** When to register anew, or to look for a gatekeeper anew. */
    private Optional<Instant> wake = Optional.empty();

    private enum State {
        OFF,
        DISCOVERING,
        REGISTERING,
        REGISTERED,
        /** All candidates failed. */
        PAUSING
    }

    /** What a request is about. */
    private sealed interface Subject {

        record Discovery() implements Subject {}

        record Registration(boolean light) implements Subject {}

        record Farewell() implements Subject {}

        record Admission(EndpointCall call) implements Subject {}

        record Change(EndpointCall call, long bandWidth) implements Subject {}
    }

    public GatekeeperClient(EndpointProfile profile, RandomGenerator random) {
        this.profile = profile;
        this.prover = profile.login().map(login -> new Prover(login, random));
        this.pending = new PendingRequests<>(random.nextInt(1 << 16));
        this.candidates = new Candidates(profile.gatekeepers());
        this.messages = new EndpointMessages(profile);
        this.gatekeeper = profile.gatekeepers().getFirst();
    }

    public boolean isRegistered() {
        return state == State.REGISTERED;
    }

    // Wishes

    public List<ClientAction> start(Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        if (state == State.OFF) {
            startOver(now, actions);
        }
        return actions;
    }

    /** Goes, and tells the gatekeeper so. */
    public List<ClientAction> stop(Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        boolean wasRegistered = state == State.REGISTERED;
        state = State.OFF;
        wake = Optional.empty();
        pending.clear();
        calls.clear();
        if (wasRegistered) {
            request(messages::unregistration, PATIENCE, new Subject.Farewell(), now, actions);
        }
        return actions;
    }

    /** Asks whether a call may be made, or answered. */
    public List<ClientAction> admit(EndpointCall call, Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        if (state != State.REGISTERED) {
            actions.add(new ClientAction.Refused(call, Optional.empty()));
            return actions;
        }
        request(
                number -> messages.admission(number, call),
                PATIENCE_ADMISSION,
                new Subject.Admission(call),
                now,
                actions);
        return actions;
    }

    /** Asks for another bandwidth. @param wanted of both directions, in units of 100 bit/s */
    public List<ClientAction> change(Octets callIdentifier, long wanted, Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        Optional<EndpointCall> call = calls.identified(callIdentifier);
        if (call.isPresent() && state == State.REGISTERED) {
            request(
                    number -> messages.bandwidth(number, call.get(), wanted),
                    PATIENCE,
                    new Subject.Change(call.get(), wanted),
                    now,
                    actions);
        }
        return actions;
    }

    /** Tells that a call is over. */
    public List<ClientAction> disengage(Octets callIdentifier, Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        Optional<EndpointCall> call = calls.remove(callIdentifier);
        if (call.isPresent() && state == State.REGISTERED) {
            request(
                    number -> messages.disengagement(number, call.get(), Reasons.DRQ_NORMAL_DROP),
                    PATIENCE,
                    new Subject.Farewell(),
                    now,
                    actions);
        }
        return actions;
    }

    // Finding a gatekeeper

    private void startOver(Instant now, List<ClientAction> actions) {
        candidates.startOver();
        tryNext(Optional.empty(), now, actions);
    }

    private void tryNext(Optional<Choice> reason, Instant now, List<ClientAction> actions) {
        pending.clear();
        messages.forgetNames();
        Optional<InetSocketAddress> next = candidates.next();
        if (next.isEmpty()) {
            state = State.PAUSING;
            wake = Optional.of(now.plus(candidates.pause()));
            actions.add(new ClientAction.Lost(reason));
            return;
        }
        state = State.DISCOVERING;
        wake = Optional.empty();
        gatekeeper = next.get();
        int number = pending.nextNumber();
        send(
                number,
                messages.discovery(number, prover).encode(),
                PATIENCE_DISCOVERY,
                new Subject.Discovery(),
                now,
                actions);
    }

    private void request(
            IntFunction<RasMessage> request,
            Duration patience,
            Subject subject,
            Instant now,
            List<ClientAction> actions) {
        int number = pending.nextNumber();
        send(number, encode(request.apply(number), now), patience, subject, now, actions);
    }

    private byte[] encode(RasMessage message, Instant now) {
        return prover.map(known ->
                        known.encode(message, messages.endpointIdentifier(), messages.gatekeeperIdentifier(), now))
                .orElseGet(message::encode);
    }

    private void send(
            int number, byte[] datagram, Duration patience, Subject subject, Instant now, List<ClientAction> actions) {
        Octets octets = Octets.of(datagram);
        pending.add(number, octets, gatekeeper, patience, REPETITIONS, subject, now);
        actions.add(new ClientAction.Send(octets, gatekeeper));
    }

    private void register(Instant now, List<ClientAction> actions) {
        state = State.REGISTERING;
        request(messages::registration, PATIENCE, new Subject.Registration(false), now, actions);
    }

    private void renew(Instant now, List<ClientAction> actions) {
        request(messages::lightRegistration, PATIENCE, new Subject.Registration(true), now, actions);
    }

    // What the gatekeeper says

    /** @throws PerException if that is no RasMessage */
    public List<ClientAction> receive(byte[] datagram, InetSocketAddress from, Instant now) {
        Choice message = (Choice) Ras.RAS_MESSAGE.decode(datagram);
        List<ClientAction> actions = new ArrayList<>();
        boolean credible = from.equals(gatekeeper)
                && message.value() instanceof Sequence tree
                && prover.map(known -> known.isCredible(datagram, tree)).orElse(true);
        if (credible) {
            handle(RasMessage.of(message), now, actions);
        }
        return actions;
    }

    private void handle(RasMessage message, Instant now, List<ClientAction> actions) {
        int number = message.requestSeqNum();
        switch (message) {
            case RequestInProgress progress -> pending.delay(number, gatekeeper, progress.delay(), now);
            case UnregistrationMessage.Request request -> dismissed(request, now, actions);
            case DisengageMessage.Request request -> dropped(request, now, actions);
            case BandwidthMessage.Request request -> changeWanted(request, now, actions);
            case InfoMessage.Request request -> asked(request, now, actions);
            default -> answered(message, number, now, actions);
        }
    }

    private void answered(RasMessage message, int number, Instant now, List<ClientAction> actions) {
        pending.answered(number, gatekeeper).ifPresent(subject -> answered(message, subject, now, actions));
    }

    private void answered(RasMessage message, Subject subject, Instant now, List<ClientAction> actions) {
        switch (message) {
            case DiscoveryMessage.Confirm confirm
            when subject instanceof Subject.Discovery -> discovered(confirm, now, actions);
            case DiscoveryMessage.Reject reject
            when subject instanceof Subject.Discovery -> {
                candidates.add(reject.alternates(), gatekeeper);
                tryNext(Optional.of(reject.reason()), now, actions);
            }
            case RegistrationMessage.Confirm confirm
            when subject instanceof Subject.Registration -> registered(confirm, now, actions);
            case RegistrationMessage.Reject reject
            when subject instanceof Subject.Registration registration -> refused(registration, reject, now, actions);
            case AdmissionMessage.Confirm confirm
            when subject instanceof Subject.Admission(EndpointCall call) -> {
                EndpointCall granted = call.of(confirm.bandWidth());
                calls.add(granted, confirm, now);
                actions.add(new ClientAction.Admitted(granted, confirm));
            }
            case AdmissionMessage.Reject reject
            when subject instanceof Subject.Admission(EndpointCall call) -> {
                actions.add(new ClientAction.Refused(call, Optional.of(reject.reason())));
                if (reject.reason().equals(Reasons.ARJ_CALLER_NOT_REGISTERED)) {
                    register(now, actions);
                }
            }
            case BandwidthMessage.Confirm confirm
            when subject instanceof Subject.Change change -> change(change.call, confirm.bandWidth(), actions);
            case BandwidthMessage.Reject reject
            when subject instanceof Subject.Change change ->
                actions.add(new ClientAction.BandwidthRefused(change.call, reject.allowedBandWidth()));
            // Answers to what was not asked, and those on which nothing depends.
            default -> {}
        }
    }

    private void discovered(DiscoveryMessage.Confirm confirm, Instant now, List<ClientAction> actions) {
        candidates.alternates(confirm.alternates());
        messages.learn(confirm);
        gatekeeper = confirm.rasAddress()
                .filter(address -> !address.getAddress().isAnyLocalAddress())
                .orElse(gatekeeper);
        prover.ifPresent(known -> known.choose(confirm.algorithm()));
        candidates.add(confirm.alternates(), gatekeeper);
        register(now, actions);
    }

    private void registered(RegistrationMessage.Confirm confirm, Instant now, List<ClientAction> actions) {
        boolean isNew = state != State.REGISTERED;
        state = State.REGISTERED;
        candidates.succeeded();
        messages.learn(confirm);
        if (!confirm.alternates().isEmpty()) {
            candidates.alternates(confirm.alternates());
        }
        Duration timeToLive = confirm.timeToLive().orElse(profile.timeToLive());
        wake = Optional.of(now.plus(timeToLive.dividedBy(2)));
        if (isNew) {
            actions.add(new ClientAction.Registered(gatekeeper, confirm));
        }
    }

    private void refused(
            Subject.Registration registration,
            RegistrationMessage.Reject reject,
            Instant now,
            List<ClientAction> actions) {
        candidates.add(reject.alternates(), gatekeeper);
        boolean otherWriting = reject.reason().equals(Reasons.RRJ_SECURITY_DENIAL)
                && prover.filter(Prover::tryOtherWriting).isPresent();
        if (otherWriting || registration.light && Reasons.wantsFullRegistration(reject.reason())) {
            messages.forgetEndpointIdentifier();
            register(now, actions);
        } else {
            tryNext(Optional.of(reject.reason()), now, actions);
        }
    }

    private void dismissed(UnregistrationMessage.Request request, Instant now, List<ClientAction> actions) {
        if (state != State.REGISTERED || !messages.isFor(request.endpointIdentifier())) {
            answer(
                    new UnregistrationMessage.Reject(request.requestSeqNum(), Reasons.URJ_NOT_CURRENTLY_REGISTERED),
                    now,
                    actions);
            return;
        }
        answer(new UnregistrationMessage.Confirm(request.requestSeqNum()), now, actions);
        actions.add(new ClientAction.Lost(request.reason()));
        if (!request.alternates().isEmpty()) {
            candidates.alternates(request.alternates());
        }
        startOver(now, actions);
    }

    private void answer(RasMessage message, Instant now, List<ClientAction> actions) {
        actions.add(new ClientAction.Send(Octets.of(encode(message, now)), gatekeeper));
    }

    private void dropped(DisengageMessage.Request request, Instant now, List<ClientAction> actions) {
        answer(new DisengageMessage.Confirm(request.requestSeqNum()), now, actions);
        calls.find(request.callIdentifier(), request.conferenceId()).ifPresent(call -> {
            calls.remove(call.callIdentifier());
            actions.add(new ClientAction.Drop(call));
        });
    }

    private void changeWanted(BandwidthMessage.Request request, Instant now, List<ClientAction> actions) {
        Optional<EndpointCall> call = calls.find(request.callIdentifier(), request.conferenceId());
        if (call.isEmpty()) {
            answer(
                    new BandwidthMessage.Reject(request.requestSeqNum(), Reasons.BRJ_INVALID_CONFERENCE_ID, 0),
                    now,
                    actions);
            return;
        }
        answer(new BandwidthMessage.Confirm(request.requestSeqNum(), request.bandWidth()), now, actions);
        change(call.get(), request.bandWidth(), actions);
    }

    private void change(EndpointCall call, long bandWidth, List<ClientAction> actions) {
        calls.change(call, bandWidth);
        actions.add(new ClientAction.BandwidthChanged(call.of(bandWidth)));
    }

    // Reports

    private void asked(InfoMessage.Request request, Instant now, List<ClientAction> actions) {
        if (state == State.REGISTERED) {
            answer(messages.response(request.requestSeqNum(), calls.wanted(request)), now, actions);
        }
    }

    // Time

    /** When {@link #expire} is to be called next. */
    public Optional<Instant> deadline() {
        Optional<Instant> report = state == State.REGISTERED ? calls.deadline() : Optional.empty();
        return Stream.of(pending.deadline(), wake, report)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    public List<ClientAction> expire(Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        PendingRequests.Expired<Subject> expired = pending.expire(now);
        expired.again().forEach(request -> actions.add(new ClientAction.Send(request.datagram(), request.to())));
        expired.inVain().forEach(request -> inVain(request.subject(), now, actions));
        if (wake.filter(at -> !at.isAfter(now)).isPresent()) {
            wake = Optional.empty();
            if (state == State.REGISTERED) {
                renew(now, actions);
            } else {
                startOver(now, actions);
            }
        }
        report(now, actions);
        return actions;
    }

    private void inVain(Subject subject, Instant now, List<ClientAction> actions) {
        switch (subject) {
            case Subject.Discovery _ -> tryNext(Optional.empty(), now, actions);
            case Subject.Registration(boolean light) -> {
                if (light) {
                    actions.add(new ClientAction.Lost(Optional.empty()));
                    startOver(now, actions);
                } else {
                    tryNext(Optional.empty(), now, actions);
                }
            }
            case Subject.Admission(EndpointCall call) -> actions.add(new ClientAction.Refused(call, Optional.empty()));
            case Subject.Change change ->
                actions.add(new ClientAction.BandwidthRefused(change.call, change.call.bandWidth()));
            case Subject.Farewell _ -> {}
        }
    }

    private void report(Instant now, List<ClientAction> actions) {
        if (state == State.REGISTERED) {
            calls.due(now).forEach(call -> answer(messages.report(pending.nextNumber(), call), now, actions));
        }
    }
}
