package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Before the same gatekeepers are tried once more; twice as long after each failure. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final EndpointProfile profile;
    private final Optional<Prover> prover;
    private final PendingRequests<Subject> pending;
    private final Map<Octets, Report> calls = new LinkedHashMap<>();
    private final List<InetSocketAddress> candidates = new ArrayList<>();

    private State state = State.OFF;
    private InetSocketAddress gatekeeper;
    private Optional<String> gatekeeperIdentifier;
    private Optional<String> endpointIdentifier = Optional.empty();
    private List<AlternateGatekeeper> alternates = List.of();
    private Optional<Instant> wake = Optional.empty();
    private Duration timeToLive;
    private int failures;

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

    /** An admitted call. @param every how often the gatekeeper wants to hear of it */
    private record Report(EndpointCall call, CallModel model, Optional<Duration> every, Instant next) {}

    public GatekeeperClient(EndpointProfile profile, RandomGenerator random) {
        this.profile = profile;
        this.prover = profile.login().map(login -> new Prover(login, random));
        this.pending = new PendingRequests<>(random.nextInt(1 << 16));
        this.gatekeeper = profile.gatekeepers().getFirst();
        this.gatekeeperIdentifier = profile.gatekeeperIdentifier();
        this.timeToLive = profile.timeToLive();
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
            request(
                    number -> new UnregistrationMessage.Request(
                            number,
                            List.of(profile.callSignalAddress()),
                            List.of(),
                            endpointIdentifier,
                            gatekeeperIdentifier,
                            Optional.empty(),
                            List.of()),
                    PATIENCE,
                    new Subject.Farewell(),
                    now,
                    actions);
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
                number -> new AdmissionMessage.Request(
                        number,
                        Optional.empty(),
                        endpointIdentifier.orElseThrow(),
                        call.destination(),
                        Optional.empty(),
                        call.source(),
                        call.sourceAddress(),
                        call.bandWidth(),
                        call.conferenceId(),
                        call.callReferenceValue(),
                        Optional.of(call.callIdentifier()),
                        call.answered(),
                        gatekeeperIdentifier,
                        true),
                PATIENCE_ADMISSION,
                new Subject.Admission(call),
                now,
                actions);
        return actions;
    }

    /** Asks for another bandwidth. @param wanted of both directions, in units of 100 bit/s */
    public List<ClientAction> change(Octets callIdentifier, long wanted, Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        Report report = calls.get(callIdentifier);
        if (report != null && state == State.REGISTERED) {
            EndpointCall call = report.call;
            request(
                    number -> new BandwidthMessage.Request(
                            number,
                            endpointIdentifier.orElseThrow(),
                            call.conferenceId(),
                            call.callReferenceValue(),
                            wanted,
                            Optional.of(callIdentifier),
                            call.answered(),
                            gatekeeperIdentifier),
                    PATIENCE,
                    new Subject.Change(call, wanted),
                    now,
                    actions);
        }
        return actions;
    }

    /** Tells that a call is over. */
    public List<ClientAction> disengage(Octets callIdentifier, Instant now) {
        List<ClientAction> actions = new ArrayList<>();
        Report report = calls.remove(callIdentifier);
        if (report != null && state == State.REGISTERED) {
            EndpointCall call = report.call;
            request(
                    number -> new DisengageMessage.Request(
                            number,
                            endpointIdentifier.orElseThrow(),
                            call.conferenceId(),
                            call.callReferenceValue(),
                            Reasons.DRQ_NORMAL_DROP,
                            Optional.of(callIdentifier),
                            call.answered(),
                            gatekeeperIdentifier),
                    PATIENCE,
                    new Subject.Farewell(),
                    now,
                    actions);
        }
        return actions;
    }

    // Finding a gatekeeper

    private void startOver(Instant now, List<ClientAction> actions) {
        candidates.clear();
        Stream.concat(
                        profile.gatekeepers().stream(),
                        alternates.stream()
                                .sorted(Comparator.comparing(AlternateGatekeeper::priority))
                                .map(AlternateGatekeeper::rasAddress))
                .distinct()
                .forEach(candidates::add);
        tryNext(Optional.empty(), now, actions);
    }

    private void tryNext(Optional<Choice> reason, Instant now, List<ClientAction> actions) {
        pending.clear();
        endpointIdentifier = Optional.empty();
        if (candidates.isEmpty()) {
            state = State.PAUSING;
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, 10));
            wake = Optional.of(now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
            actions.add(new ClientAction.Lost(reason));
            return;
        }
        state = State.DISCOVERING;
        wake = Optional.empty();
        gatekeeper = candidates.removeFirst();
        gatekeeperIdentifier = profile.gatekeeperIdentifier();
        int number = pending.nextNumber();
        send(
                number,
                new DiscoveryMessage.Request(
                                number,
                                Optional.of(profile.rasAddress()),
                                profile.endpointType(),
                                gatekeeperIdentifier,
                                profile.aliases(),
                                prover.map(_ -> Prover.MECHANISMS).orElse(List.of()),
                                prover.map(_ -> Prover.ALGORITHMS).orElse(List.of()),
                                true)
                        .encode(),
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
        return prover.map(known -> known.encode(message, endpointIdentifier, gatekeeperIdentifier, now))
                .orElseGet(message::encode);
    }

    private void send(
            int number, byte[] datagram, Duration patience, Subject subject, Instant now, List<ClientAction> actions) {
        Octets octets = Octets.of(datagram);
        pending.add(number, octets, gatekeeper, patience, REPETITIONS, subject, now);
        actions.add(new ClientAction.Send(octets, gatekeeper));
    }

    private void register(boolean light, Instant now, List<ClientAction> actions) {
        state = light ? State.REGISTERED : State.REGISTERING;
        request(
                number -> new RegistrationMessage.Request(
                        number,
                        !light,
                        List.of(profile.callSignalAddress()),
                        List.of(profile.rasAddress()),
                        profile.endpointType(),
                        light ? List.of() : profile.aliases(),
                        gatekeeperIdentifier,
                        profile.vendor(),
                        Optional.of(profile.timeToLive()),
                        light,
                        endpointIdentifier,
                        false),
                PATIENCE,
                new Subject.Registration(light),
                now,
                actions);
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
                addCandidates(reject.alternates());
                tryNext(Optional.of(reject.reason()), now, actions);
            }
            case RegistrationMessage.Confirm confirm
            when subject instanceof Subject.Registration -> registered(confirm, now, actions);
            case RegistrationMessage.Reject reject
            when subject instanceof Subject.Registration registration -> refused(registration, reject, now, actions);
            case AdmissionMessage.Confirm confirm
            when subject instanceof Subject.Admission(EndpointCall call) -> {
                EndpointCall granted = call.of(confirm.bandWidth());
                calls.put(
                        call.callIdentifier(),
                        new Report(
                                granted,
                                confirm.callModel(),
                                confirm.irrFrequency(),
                                confirm.irrFrequency().map(now::plus).orElse(Instant.MAX)));
                actions.add(new ClientAction.Admitted(granted, confirm));
            }
            case AdmissionMessage.Reject reject
            when subject instanceof Subject.Admission(EndpointCall call) -> {
                actions.add(new ClientAction.Refused(call, Optional.of(reject.reason())));
                if (reject.reason().equals(Reasons.ARJ_CALLER_NOT_REGISTERED)) {
                    register(false, now, actions);
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

    private void addCandidates(List<AlternateGatekeeper> others) {
        others.stream()
                .sorted(Comparator.comparing(AlternateGatekeeper::priority))
                .map(AlternateGatekeeper::rasAddress)
                .filter(address -> !address.equals(gatekeeper) && !candidates.contains(address))
                .limit(8)
                .forEach(candidates::add);
    }

    private void discovered(DiscoveryMessage.Confirm confirm, Instant now, List<ClientAction> actions) {
        alternates = confirm.alternates();
        gatekeeperIdentifier = confirm.gatekeeperIdentifier().or(() -> gatekeeperIdentifier);
        gatekeeper = confirm.rasAddress()
                .filter(address -> !address.getAddress().isAnyLocalAddress())
                .orElse(gatekeeper);
        prover.ifPresent(known -> known.choose(confirm.algorithm()));
        addCandidates(alternates);
        register(false, now, actions);
    }

    private void registered(RegistrationMessage.Confirm confirm, Instant now, List<ClientAction> actions) {
        boolean isNew = state != State.REGISTERED;
        state = State.REGISTERED;
        failures = 0;
        gatekeeperIdentifier = confirm.gatekeeperIdentifier().or(() -> gatekeeperIdentifier);
        endpointIdentifier = Optional.of(confirm.endpointIdentifier());
        alternates = confirm.alternates().isEmpty() ? alternates : confirm.alternates();
        timeToLive = confirm.timeToLive().orElse(profile.timeToLive());
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
        addCandidates(reject.alternates());
        boolean otherWriting = reject.reason().equals(Reasons.RRJ_SECURITY_DENIAL)
                && prover.filter(Prover::tryOtherWriting).isPresent();
        if (otherWriting || registration.light && Reasons.wantsFullRegistration(reject.reason())) {
            endpointIdentifier = Optional.empty();
            register(false, now, actions);
        } else {
            tryNext(Optional.of(reject.reason()), now, actions);
        }
    }

    private void dismissed(UnregistrationMessage.Request request, Instant now, List<ClientAction> actions) {
        boolean ours = state == State.REGISTERED
                && request.endpointIdentifier()
                        .filter(other -> !endpointIdentifier.equals(Optional.of(other)))
                        .isEmpty();
        if (!ours) {
            answer(
                    new UnregistrationMessage.Reject(request.requestSeqNum(), Reasons.URJ_NOT_CURRENTLY_REGISTERED),
                    now,
                    actions);
            return;
        }
        answer(new UnregistrationMessage.Confirm(request.requestSeqNum()), now, actions);
        actions.add(new ClientAction.Lost(request.reason()));
        alternates = request.alternates().isEmpty() ? alternates : request.alternates();
        startOver(now, actions);
    }

    private void answer(RasMessage message, Instant now, List<ClientAction> actions) {
        actions.add(new ClientAction.Send(Octets.of(encode(message, now)), gatekeeper));
    }

    private Optional<EndpointCall> call(Optional<Octets> callIdentifier, Octets conferenceId) {
        return calls.values().stream()
                .map(Report::call)
                .filter(call -> callIdentifier
                        .map(call.callIdentifier()::equals)
                        .orElseGet(() -> call.conferenceId().equals(conferenceId)))
                .findFirst();
    }

    private void dropped(DisengageMessage.Request request, Instant now, List<ClientAction> actions) {
        answer(new DisengageMessage.Confirm(request.requestSeqNum()), now, actions);
        call(request.callIdentifier(), request.conferenceId()).ifPresent(call -> {
            calls.remove(call.callIdentifier());
            actions.add(new ClientAction.Drop(call));
        });
    }

    private void changeWanted(BandwidthMessage.Request request, Instant now, List<ClientAction> actions) {
        Optional<EndpointCall> call = call(request.callIdentifier(), request.conferenceId());
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
        calls.computeIfPresent(
                call.callIdentifier(),
                (_, report) -> new Report(call.of(bandWidth), report.model, report.every, report.next));
        actions.add(new ClientAction.BandwidthChanged(call.of(bandWidth)));
    }

    // Reports

    private void asked(InfoMessage.Request request, Instant now, List<ClientAction> actions) {
        if (state != State.REGISTERED) {
            return;
        }
        List<Report> wanted = calls.values().stream()
                .filter(report -> request.callReferenceValue() == 0
                        || request.callIdentifier()
                                .map(report.call.callIdentifier()::equals)
                                .orElseGet(() -> report.call.callReferenceValue() == request.callReferenceValue()))
                .toList();
        answer(response(request.requestSeqNum(), wanted, false), now, actions);
    }

    private InfoMessage.Response response(int number, List<Report> reports, boolean unsolicited) {
        return new InfoMessage.Response(
                number,
                profile.endpointType(),
                endpointIdentifier.orElseThrow(),
                Optional.of(profile.rasAddress()),
                List.of(profile.callSignalAddress()),
                profile.aliases(),
                reports.stream()
                        .map(report -> new CallStatus(
                                report.call.callReferenceValue(),
                                report.call.conferenceId(),
                                Optional.of(report.call.callIdentifier()),
                                Optional.of(!report.call.answered()),
                                report.call.bandWidth(),
                                report.model))
                        .toList(),
                false,
                unsolicited);
    }

    // Time

    /** When {@link #expire} is to be called next. */
    public Optional<Instant> deadline() {
        Stream<Instant> reports = calls.values().stream()
                .filter(report -> state == State.REGISTERED && report.every.isPresent())
                .map(Report::next);
        return Stream.of(pending.deadline().stream(), wake.stream(), reports)
                .flatMap(some -> some)
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
                register(true, now, actions);
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
        if (state != State.REGISTERED) {
            return;
        }
        List<Report> due = calls.values().stream()
                .filter(report -> report.every.isPresent() && !report.next.isAfter(now))
                .toList();
        for (Report report : due) {
            answer(response(pending.nextNumber(), List.of(report), true), now, actions);
            calls.put(
                    report.call.callIdentifier(),
                    new Report(report.call, report.model, report.every, now.plus(report.every.orElseThrow())));
        }
    }
}
