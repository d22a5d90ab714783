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
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.IncomingCall;
import org.courtbridge.h323.per.PerException;

/**
 * An endpoint of somebody else's gatekeeper (H.323, clause 7.2), without sockets, threads or clock: it finds one that
 * answers, stays registered there, and asks it about calls. To be used by one thread at a time.
 */
public final class GatekeeperClient {

    private final EndpointProfile profile;
    private final Optional<Prover> prover;
    private final EndpointMessages messages;
    private final EndpointRequests requests;
    private final Candidates candidates;
    private final EndpointCalls calls;

    /** Calls about which a gatekeeper is asked as soon as the endpoint is registered. */
    private final List<Application> waiting = new ArrayList<>();

    private State state = State.OFF;
    private boolean traverses;

    /** Call signal addresses of the gatekeeper. */
    private List<InetSocketAddress> signalling = List.of();

    /** Time at which to register anew, or to look for a gatekeeper anew. */
    private Optional<Instant> wake = Optional.empty();

    private enum State {
        OFF,
        DISCOVERING,
        REGISTERING,
        REGISTERED,
        /** All candidates failed. */
        PAUSING
    }

    public GatekeeperClient(EndpointProfile profile, RandomGenerator random) {
        this.profile = profile;
        this.prover = profile.login().map(login -> new Prover(login, random));
        this.messages = new EndpointMessages(profile);
        this.requests = new EndpointRequests(
                prover, messages, profile.gatekeepers().rasAddresses().getFirst(), random.nextInt(1 << 16));
        this.candidates = new Candidates(profile.gatekeepers().rasAddresses());
        this.calls = new EndpointCalls(messages, requests);
    }

    public boolean isRegistered() {
        return state == State.REGISTERED;
    }

    /** Identifier that the gatekeeper has given the endpoint; empty while it is not registered. */
    public Optional<String> endpointIdentifier() {
        return isRegistered() ? messages.endpointIdentifier() : Optional.empty();
    }

    /** Whether the gatekeeper has the endpoint come for its calls (H.460.18). */
    public boolean traverses() {
        return isRegistered() && traverses;
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
        giveUpAdmissions(actions);
        giveUpWaiting(actions);
        calls.clear();
        if (wasRegistered) {
            requests.ask(
                    messages::unregistration,
                    EndpointRequests.PATIENCE,
                    new EndpointRequests.Subject.Farewell(),
                    now,
                    actions);
        }
        return actions;
    }

    /** Asks whether a call may be made, or answered. */
    public List<ClientAction> admit(EndpointCall call, Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        if (state == State.REGISTERED) {
            requests.ask(Application.of(call), now, actions);
        } else {
            actions.add(new ClientAction.Refused(call, Optional.empty(), List.of()));
        }
        return actions;
    }

    /** Asks for another bandwidth. @param wanted of both directions, in units of 100 bit/s */
    public List<ClientAction> change(Octets callIdentifier, long wanted, Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        if (state == State.REGISTERED) {
            calls.change(callIdentifier, wanted, now, actions);
        }
        return actions;
    }

    /** Tells that a call is over. */
    public List<ClientAction> disengage(Octets callIdentifier, Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        calls.forget(callIdentifier)
                .filter(_ -> state == State.REGISTERED)
                .ifPresent(call -> calls.disengage(call, now, actions));
        return actions;
    }

    // Finding a gatekeeper

    private void startOver(Instant now, List<ClientAction> actions) {
        candidates.startOver();
        tryNext(Optional.empty(), now, actions);
    }

    /** To others, where the gatekeeper of now sends the endpoint. */
    private void turnTo(List<AlternateGatekeeper> others, Instant now, List<ClientAction> actions) {
        candidates.redirect(others, requests.gatekeeper());
        tryNext(Optional.empty(), now, actions);
    }

    private void tryNext(Optional<Choice> reason, Instant now, List<ClientAction> actions) {
        giveUpAdmissions(actions);
        messages.forgetNames();
        Optional<InetSocketAddress> next = candidates.next();
        if (next.isEmpty()) {
            state = State.PAUSING;
            wake = Optional.of(now.plus(candidates.pause()));
            giveUpWaiting(actions);
            actions.add(new ClientAction.Lost(reason));
            return;
        }
        state = State.DISCOVERING;
        wake = Optional.empty();
        requests.turnTo(next.get());
        requests.discover(now, actions);
    }

    /** Nobody answers what the gatekeeper of before was asked. */
    private void giveUpAdmissions(List<ClientAction> actions) {
        for (EndpointRequests.Subject subject : requests.clear()) {
            if (subject instanceof EndpointRequests.Subject.Admission(Application application)) {
                actions.add(application.inVain());
            }
        }
    }

    private void giveUpWaiting(List<ClientAction> actions) {
        waiting.forEach(application -> actions.add(application.inVain()));
        waiting.clear();
    }

    private void register(Instant now, List<ClientAction> actions) {
        state = State.REGISTERING;
        register(messages::registration, false, now, actions);
    }

    private void renew(Instant now, List<ClientAction> actions) {
        register(messages::lightRegistration, true, now, actions);
    }

    private void register(IntFunction<RasMessage> request, boolean light, Instant now, List<ClientAction> actions) {
        requests.ask(
                request, EndpointRequests.PATIENCE, new EndpointRequests.Subject.Registration(light), now, actions);
    }

    // What the gatekeeper says

    /** @throws PerException if that is no RasMessage */
    public List<ClientAction> receive(byte[] datagram, InetSocketAddress from, Instant now) {
        Choice message = (Choice) Ras.RAS_MESSAGE.decode(datagram);
        List<ClientAction> actions = new ArrayList<>();
        if (message.value() instanceof Sequence tree && requests.isCredible(datagram, tree, from)) {
            if (from.equals(requests.gatekeeper())) {
                handle(RasMessage.of(message), now, actions);
            } else {
                handleAnswer(RasMessage.of(message), from, now, actions);
            }
        }
        return actions;
    }

    private void handle(RasMessage message, Instant now, List<ClientAction> actions) {
        switch (message) {
            case UnregistrationMessage.Request request -> dismissed(request, now, actions);
            case DisengageMessage.Request request -> calls.dropped(request, now, actions);
            case BandwidthMessage.Request request -> calls.changeWanted(request, now, actions);
            case InfoMessage.Request request -> {
                if (state == State.REGISTERED) {
                    calls.asked(request, now, actions);
                }
            }
            case ServiceControlMessage.Indication request -> told(request, now, actions);
            default -> handleAnswer(message, requests.gatekeeper(), now, actions);
        }
    }

    /** Of a call, if it is that, and one that we can come for. */
    private void told(ServiceControlMessage.Indication indication, Instant now, List<ClientAction> actions) {
        Optional<IncomingCall> call = state == State.REGISTERED && traverses
                ? indication.features().stream()
                        .flatMap(feature -> IncomingCall.of(feature).stream())
                        .filter(one -> isGatekeepers(one.callSignalAddress()))
                        .findFirst()
                : Optional.empty();
        requests.answer(call.isPresent() ? indication.heard() : indication.refusal(), now, actions);
        call.ifPresent(waiting -> actions.add(new ClientAction.Invited(waiting)));
    }

    /** Whoever forges an address has us connect to nobody else. */
    private boolean isGatekeepers(InetSocketAddress address) {
        return Stream.concat(Stream.of(requests.gatekeeper()), signalling.stream())
                .anyMatch(known -> known.getAddress().equals(address.getAddress()));
    }

    private void handleAnswer(RasMessage message, InetSocketAddress from, Instant now, List<ClientAction> actions) {
        if (message instanceof RequestInProgress progress) {
            requests.delay(progress, from, now);
        } else {
            requests.answered(message.requestSeqNum(), from)
                    .ifPresent(subject -> answered(message, subject, now, actions));
        }
    }

    private void answered(
            RasMessage message, EndpointRequests.Subject subject, Instant now, List<ClientAction> actions) {
        switch (subject) {
            case EndpointRequests.Subject.Discovery _ -> discoveryAnswered(message, now, actions);
            case EndpointRequests.Subject.Registration(boolean light) ->
                registrationAnswered(message, light, now, actions);
            case EndpointRequests.Subject.Admission(Application application) ->
                admissionAnswered(message, application, now, actions);
            case EndpointRequests.Subject.Change(EndpointCall call, long _) ->
                changeAnswered(message, call, now, actions);
            case EndpointRequests.Subject.Farewell _ -> {
                if (message instanceof DisengageMessage.Reject reject) {
                    referred(reject.referral(), now, actions);
                }
            }
        }
    }

    /** Keeps in mind whom the gatekeeper names in its place, and turns to them if it says so. */
    private void referred(Referral referral, Instant now, List<ClientAction> actions) {
        if (state != State.REGISTERED || referral.alternates().isEmpty()) {
            return;
        }
        candidates.alternates(referral.alternates());
        if (referral.permanent()) {
            turnTo(referral.alternates(), now, actions);
        }
    }

    private void discoveryAnswered(RasMessage message, Instant now, List<ClientAction> actions) {
        if (message instanceof DiscoveryMessage.Confirm confirm) {
            discovered(confirm, now, actions);
        } else if (message instanceof DiscoveryMessage.Reject reject) {
            candidates.add(reject.alternates(), requests.gatekeeper());
            tryNext(Optional.of(reject.reason()), now, actions);
        }
    }

    private void registrationAnswered(RasMessage message, boolean light, Instant now, List<ClientAction> actions) {
        if (message instanceof RegistrationMessage.Confirm confirm) {
            registered(confirm, now, actions);
        } else if (message instanceof RegistrationMessage.Reject reject) {
            refused(light, reject, now, actions);
        }
    }

    private void admissionAnswered(
            RasMessage message, Application application, Instant now, List<ClientAction> actions) {
        if (message instanceof AdmissionMessage.Confirm confirm) {
            calls.admitted(application.call(), confirm, now, actions);
        } else if (message instanceof AdmissionMessage.Reject reject) {
            admissionRefused(application.refused(reject), reject, now, actions);
        }
    }

    private void admissionRefused(
            Application application, AdmissionMessage.Reject reject, Instant now, List<ClientAction> actions) {
        if (Reasons.isUnknown(reject.reason()) && !application.isAnew()) {
            waiting.add(application.anew());
            if (state == State.REGISTERED) {
                register(now, actions);
            }
            return;
        }
        if (application.isPermanent() && application.next().isPresent()) {
            candidates.alternates(reject.referral().alternates());
        }
        askNext(application, now, actions);
    }

    /**
     * Asks the alternate whose turn it is about a call. Where an alternate does not know the endpoint, the endpoint moves to
     * it, also for a single call, as it is registered at one gatekeeper at a time.
     */
    private void askNext(Application application, Instant now, List<ClientAction> actions) {
        Optional<AlternateGatekeeper> next = application.next();
        if (next.isEmpty()) {
            actions.add(application.inVain());
        } else if (next.get().needToRegister()) {
            requests.takeAdmissions().forEach(other -> waiting.add(other.anew()));
            waiting.add(application.anew());
            turnTo(application.left(), now, actions);
        } else if (application.isPermanent()) {
            requests.turnTo(next.get().rasAddress());
            messages.turnTo(next.get().gatekeeperIdentifier());
            candidates.succeeded(requests.gatekeeper());
            requests.ask(application, now, actions);
        } else {
            requests.ask(application, next.get(), now, actions);
        }
    }

    private void changeAnswered(RasMessage message, EndpointCall call, Instant now, List<ClientAction> actions) {
        if (message instanceof BandwidthMessage.Confirm confirm) {
            calls.changed(call, confirm.bandWidth(), actions);
        } else if (message instanceof BandwidthMessage.Reject reject) {
            actions.add(new ClientAction.BandwidthRefused(call, reject.allowedBandWidth()));
            referred(reject.referral(), now, actions);
        }
    }

    private void discovered(DiscoveryMessage.Confirm confirm, Instant now, List<ClientAction> actions) {
        candidates.alternates(confirm.alternates());
        messages.learn(confirm);
        confirm.rasAddress()
                .filter(address -> !address.getAddress().isAnyLocalAddress())
                .ifPresent(requests::turnTo);
        prover.ifPresent(known -> known.choose(confirm.algorithm()));
        candidates.add(confirm.alternates(), requests.gatekeeper());
        register(now, actions);
    }

    private void registered(RegistrationMessage.Confirm confirm, Instant now, List<ClientAction> actions) {
        boolean isNew = state != State.REGISTERED;
        state = State.REGISTERED;
        candidates.succeeded(requests.gatekeeper());
        messages.learn(confirm);
        if (!confirm.callSignalAddresses().isEmpty()) {
            signalling = confirm.callSignalAddresses();
        }
        // An answer to a light request need not say it again.
        traverses = profile.traverses()
                && (confirm.features().find(Feature.SIGNALLING_TRAVERSAL).isPresent() || !isNew && traverses);
        if (!confirm.alternates().isEmpty()) {
            candidates.alternates(confirm.alternates());
        }
        Duration timeToLive = confirm.timeToLive().orElse(profile.timeToLive());
        wake = Optional.of(now.plus(timeToLive.dividedBy(2)));
        if (isNew) {
            actions.add(new ClientAction.Registered(requests.gatekeeper(), confirm));
        }
        List<Application> applications = List.copyOf(waiting);
        waiting.clear();
        applications.forEach(application -> requests.ask(application, now, actions));
    }

    private void refused(boolean light, RegistrationMessage.Reject reject, Instant now, List<ClientAction> actions) {
        candidates.add(reject.alternates(), requests.gatekeeper());
        boolean otherWriting = reject.reason().equals(Reasons.RRJ_SECURITY_DENIAL)
                && prover.filter(Prover::tryOtherWriting).isPresent();
        if (otherWriting || light && Reasons.wantsFullRegistration(reject.reason())) {
            messages.forgetEndpointIdentifier();
            register(now, actions);
        } else {
            tryNext(Optional.of(reject.reason()), now, actions);
        }
    }

    private void dismissed(UnregistrationMessage.Request request, Instant now, List<ClientAction> actions) {
        if (state != State.REGISTERED || !messages.isFor(request.endpointIdentifier())) {
            requests.answer(
                    new UnregistrationMessage.Reject(request.requestSeqNum(), Reasons.URJ_NOT_CURRENTLY_REGISTERED),
                    now,
                    actions);
            return;
        }
        requests.answer(new UnregistrationMessage.Confirm(request.requestSeqNum()), now, actions);
        actions.add(new ClientAction.Lost(request.reason()));
        if (!request.alternates().isEmpty()) {
            candidates.alternates(request.alternates());
        }
        turnTo(request.alternates(), now, actions);
    }

    // Time

    /** Time at which {@link #expire} is due next; empty if no timer runs. */
    public Optional<Instant> deadline() {
        Optional<Instant> report = state == State.REGISTERED ? calls.deadline() : Optional.empty();
        return Stream.of(requests.deadline(), wake, report)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    public List<ClientAction> expire(Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        requests.expire(now, actions).forEach(subject -> inVain(subject, now, actions));
        if (wake.filter(at -> !at.isAfter(now)).isPresent()) {
            wake = Optional.empty();
            if (state == State.REGISTERED) {
                renew(now, actions);
            } else {
                startOver(now, actions);
            }
        }
        if (state == State.REGISTERED) {
            calls.report(now, actions);
        }
        return actions;
    }

    private void inVain(EndpointRequests.Subject subject, Instant now, List<ClientAction> actions) {
        switch (subject) {
            case EndpointRequests.Subject.Discovery _ -> tryNext(Optional.empty(), now, actions);
            case EndpointRequests.Subject.Registration(boolean light) -> {
                if (light) {
                    actions.add(new ClientAction.Lost(Optional.empty()));
                    startOver(now, actions);
                } else {
                    tryNext(Optional.empty(), now, actions);
                }
            }
            case EndpointRequests.Subject.Admission(Application application) -> askNext(application, now, actions);
            case EndpointRequests.Subject.Change(EndpointCall call, long _) ->
                actions.add(new ClientAction.BandwidthRefused(call, call.bandWidth()));
            case EndpointRequests.Subject.Farewell _ -> {}
        }
    }
}
