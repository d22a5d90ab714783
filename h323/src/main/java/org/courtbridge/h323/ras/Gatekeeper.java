package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h225.RasTypes;
import org.courtbridge.h323.h235.H235Oids;
import org.courtbridge.h323.h235.H235Types;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.per.PerException;

/**
 * A gatekeeper (H.323, clause 6.4) without sockets, threads or clock: it takes datagrams, wishes and time, and gives back
 * what is to be done. To be used by one thread at a time.
 *
 * <p>What is not proved leaves no trace but a bounded count of failures, unless the policy asks for no passwords. Answers go
 * to where a request came from, or to another port there if the sender says so: to no third party.
 */
public final class Gatekeeper {

    /** How long a registration outlasts its time to live, so that one datagram may be lost. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PATIENCE_WITH_NEIGHBOURS = Duration.ofSeconds(5);
    private static final int REPETITIONS = 2;

    /** A call that is not reported is asked for so often before it is given up. */
    private static final int MOST_INQUIRIES = 3;

    private static final int FEW_TIMERS = 1000;
    private static final int MOST_ALIASES = 20;
    private static final int MOST_SEARCHES = 1000;

    private final GatekeeperPolicy policy;
    private final Subscribers subscribers;
    private final RandomGenerator random;
    private final Authenticator authenticator;
    private final Registry registry = new Registry();
    private final PendingRequests<Subject> pending;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(Timer::at));
    private int timersToClear = FEW_TIMERS;
    private long bandWidth;
    private int searches;

    /** When something is to be looked at; whether it is due then, it knows itself. */
    private record Timer(Instant at, Object subject) {}

    /** What one of our own requests is about. */
    private sealed interface Subject {

        /** Nothing depends on the answer. */
        record Farewell() implements Subject {}

        record Inquiry(AdmittedCall call) implements Subject {}

        record Change(AdmittedCall call, long bandWidth) implements Subject {}

        /** Somebody waits for admission. @param left neighbours that were not asked yet */
        record Search(Asked asked, AdmissionMessage.Request request, List<InetSocketAddress> left) implements Subject {}
    }

    /** A request, whose it is if that is known, and how it is to be answered. */
    private record Asked(
            byte[] datagram,
            Sequence tree,
            InetSocketAddress from,
            Instant now,
            Optional<Registration> sender,
            Optional<Seal> seal) {

        Asked by(Optional<Registration> registration, Optional<Seal> proved) {
            return new Asked(datagram, tree, from, now, registration, proved);
        }

        Asked backTo(InetSocketAddress address) {
            return new Asked(datagram, tree, address, now, sender, seal);
        }

        Asked at(Instant later) {
            return new Asked(datagram, tree, from, later, sender, seal);
        }
    }

    /** @param random of which endpoint identifiers cannot be guessed */
    public Gatekeeper(GatekeeperPolicy policy, Subscribers subscribers, RandomGenerator random) {
        this.policy = policy;
        this.subscribers = subscribers;
        this.random = random;
        this.authenticator = new Authenticator(policy, subscribers);
        this.pending = new PendingRequests<>(random.nextInt(1 << 16));
    }

    public Collection<Registration> registrations() {
        return registry.all();
    }

    public Optional<Registration> find(AliasAddress alias) {
        return registry.called(alias);
    }

    /** Of all calls, in units of 100 bit/s. */
    public long bandWidth() {
        return bandWidth;
    }

    /** How often proofs were not taken, by why. */
    public Map<Denial, Long> denials() {
        return authenticator.denials();
    }

    /** @throws PerException if that is no RasMessage */
    public List<GatekeeperAction> receive(byte[] datagram, InetSocketAddress from, Instant now) {
        Choice message = (Choice) Ras.RAS_MESSAGE.decode(datagram);
        List<GatekeeperAction> actions = new ArrayList<>();
        Optional<Registration> sender = registry.sendingFrom(from);
        Optional<byte[]> repeated = sender.flatMap(known -> known.lastAnswerTo(Arrays.hashCode(datagram), now));
        if (repeated.isPresent()) {
            actions.add(new GatekeeperAction.Send(Octets.of(repeated.get()), from));
        } else if (message.value() instanceof Sequence tree) {
            handle(
                    RasMessage.of(message),
                    new Asked(datagram, tree, from, now, sender, Optional.empty()),
                    now,
                    actions);
        }
        return actions;
    }

    private void handle(RasMessage message, Asked asked, Instant now, List<GatekeeperAction> actions) {
        switch (message) {
            case DiscoveryMessage.Request request -> discover(request, asked, actions);
            case RegistrationMessage.Request request -> register(request, asked, now, actions);
            case UnregistrationMessage.Request request -> unregister(request, asked, now, actions);
            case AdmissionMessage.Request request -> admit(request, asked, now, actions);
            case BandwidthMessage.Request request -> change(request, asked, now, actions);
            case DisengageMessage.Request request -> disengage(request, asked, now, actions);
            case LocationMessage.Request request -> locate(request, asked, actions);
            case InfoMessage.Response response -> report(response, asked, now, actions);
            case UnregistrationMessage.Confirm confirm -> pending.answered(confirm.requestSeqNum(), asked.from);
            case UnregistrationMessage.Reject reject -> pending.answered(reject.requestSeqNum(), asked.from);
            case DisengageMessage.Confirm confirm -> pending.answered(confirm.requestSeqNum(), asked.from);
            case DisengageMessage.Reject reject -> pending.answered(reject.requestSeqNum(), asked.from);
            case BandwidthMessage.Confirm confirm -> changed(confirm, asked, actions);
            case BandwidthMessage.Reject reject -> pending.answered(reject.requestSeqNum(), asked.from);
            case LocationMessage.Confirm confirm -> found(confirm, asked, now, actions);
            case LocationMessage.Reject reject -> searchOn(reject.requestSeqNum(), asked.from, now, actions);
            case RequestInProgress progress ->
                pending.delay(progress.requestSeqNum(), asked.from, progress.delay(), now);
            case OtherMessage other -> answerOther(other, asked, actions);
            // What only a gatekeeper says.
            case DiscoveryMessage.Confirm _,
                    DiscoveryMessage.Reject _,
                    RegistrationMessage.Confirm _,
                    RegistrationMessage.Reject _,
                    AdmissionMessage.Confirm _,
                    AdmissionMessage.Reject _,
                    InfoMessage.Request _,
                    InfoMessage.Ack _,
                    InfoMessage.Nak _ -> {}
        }
    }

    // Answers

    private void answer(Asked asked, RasMessage answer, List<GatekeeperAction> actions) {
        byte[] octets = encode(answer, asked.seal);
        asked.sender
                .filter(this::isThere)
                .ifPresent(known -> known.answered(Arrays.hashCode(asked.datagram), octets, asked.now));
        actions.add(new GatekeeperAction.Send(Octets.of(octets), asked.from));
    }

    private static byte[] encode(RasMessage message, Optional<Seal> seal) {
        return seal.map(known -> known.encode(message)).orElseGet(message::encode);
    }

    private Optional<Seal> seal(Registration endpoint, Optional<String> password, Instant now) {
        return password.filter(_ -> endpoint.isHashed())
                .map(known -> new Seal(
                        policy.gatekeeperIdentifier(), Optional.of(endpoint.endpointIdentifier()), known, now, random));
    }

    /** Where the sender wants the answer, if that is where it came from. */
    private static Asked to(Optional<InetSocketAddress> wanted, Asked asked) {
        InetSocketAddress to = wanted.filter(
                        address -> address.getAddress().equals(asked.from.getAddress()) && address.getPort() > 0)
                .orElse(asked.from);
        return asked.backTo(to);
    }

    // Discovery

    private void discover(DiscoveryMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        Asked back = to(request.rasAddress(), asked);
        Optional<String> ours = Optional.of(policy.gatekeeperIdentifier());
        int number = request.requestSeqNum();
        if (!request.gatekeeperIdentifier()
                .orElse(policy.gatekeeperIdentifier())
                .equals(policy.gatekeeperIdentifier())) {
            send(
                    new DiscoveryMessage.Reject(number, ours, Reasons.GRJ_TERMINAL_EXCLUDED, policy.alternates()),
                    back.from,
                    actions);
            return;
        }
        Optional<ObjectIdentifier> algorithm = Stream.of(H235Oids.HMAC_SHA1_96, H235Oids.MD5, H235Oids.ACCESS_TOKEN)
                .filter(known -> offers(request, known))
                .findFirst();
        if (policy.passwordRequired() && !request.algorithms().isEmpty() && algorithm.isEmpty()) {
            send(
                    new DiscoveryMessage.Reject(number, ours, Reasons.GRJ_SECURITY_DENIAL, policy.alternates()),
                    back.from,
                    actions);
            return;
        }
        send(
                new DiscoveryMessage.Confirm(
                        number,
                        ours,
                        Optional.of(policy.rasAddress()),
                        policy.alternates(),
                        algorithm.map(Gatekeeper::mechanism),
                        algorithm),
                back.from,
                actions);
    }

    private static boolean offers(DiscoveryMessage.Request request, ObjectIdentifier algorithm) {
        return request.algorithms().contains(algorithm)
                && request.authenticationCapability().contains(mechanism(algorithm));
    }

    private static Choice mechanism(ObjectIdentifier algorithm) {
        return algorithm.equals(H235Oids.ACCESS_TOKEN)
                ? H235Types.AUTHENTICATION_MECHANISM.value(
                        "authenticationBES", H235Types.AUTHENTICATION_BES.value("radius"))
                : H235Types.AUTHENTICATION_MECHANISM.value("pwdHash");
    }

    /** To somebody whose answers are not kept. */
    private static void send(RasMessage message, InetSocketAddress to, List<GatekeeperAction> actions) {
        actions.add(new GatekeeperAction.Send(Octets.of(message.encode()), to));
    }

    // Registration

    private void register(
            RegistrationMessage.Request request, Asked asked, Instant now, List<GatekeeperAction> actions) {
        Asked back = to(request.rasAddresses().stream().findFirst(), asked);
        Optional<Registration> known = request.endpointIdentifier().flatMap(registry::identified);
        boolean forgotten = request.endpointIdentifier().isPresent() && known.isEmpty();
        if (forgotten && request.keepAlive()) {
            reject(request, back, Reasons.RRJ_FULL_REGISTRATION_REQUIRED, actions);
            return;
        }
        switch (authenticator.check(received(asked), known, now)) {
            case Authenticator.Verdict.Known proved -> {
                if (request.keepAlive()) {
                    renew(request, back, known, Optional.of(proved), now, actions);
                } else {
                    registerFully(request, back, Optional.of(proved), now, actions);
                }
            }
            case Authenticator.Verdict.Denied(Denial why)
            when why == Denial.MISSING
                    && !policy.passwordRequired()
                    && known.flatMap(Registration::name).isEmpty() -> {
                if (request.keepAlive()) {
                    renew(request, back, known, Optional.empty(), now, actions);
                } else {
                    registerFully(request, back, Optional.empty(), now, actions);
                }
            }
            case Authenticator.Verdict.Denied(Denial why) -> {
                actions.add(new GatekeeperAction.Denied(why, asked.from, known));
                // Whoever still goes by an identifier of before our restart is to begin from the beginning.
                reject(
                        request,
                        back,
                        forgotten ? Reasons.RRJ_DISCOVERY_REQUIRED : Reasons.RRJ_SECURITY_DENIAL,
                        actions);
            }
        }
    }

    private static Authenticator.Received received(Asked asked) {
        return new Authenticator.Received(asked.datagram, asked.tree, asked.from);
    }

    private void reject(
            RegistrationMessage.Request request, Asked asked, Choice reason, List<GatekeeperAction> actions) {
        send(
                new RegistrationMessage.Reject(
                        request.requestSeqNum(),
                        reason,
                        Optional.of(policy.gatekeeperIdentifier()),
                        reason.equals(Reasons.RRJ_RESOURCE_UNAVAILABLE) ? policy.alternates() : List.of()),
                asked.from,
                actions);
    }

    /** A light registration, of which there are very many. */
    private void renew(
            RegistrationMessage.Request request,
            Asked asked,
            Optional<Registration> known,
            Optional<Authenticator.Verdict.Known> proved,
            Instant now,
            List<GatekeeperAction> actions) {
        // Without a proof by H.235.1, it may be anybody who knows the endpoint's identifier.
        boolean mayMove = proved.filter(Authenticator.Verdict.Known::hashed).isPresent();
        Optional<Registration> endpoint =
                known.filter(there -> mayMove || there.rasAddress().equals(asked.from));
        if (endpoint.isEmpty()) {
            reject(request, asked, Reasons.RRJ_FULL_REGISTRATION_REQUIRED, actions);
            return;
        }
        Registration renewed = endpoint.get();
        Instant until = now.plus(renewed.timeToLive()).plus(GRACE);
        if (renewed.rasAddress().equals(asked.from)) {
            renewed.renew(asked.from, until);
        } else {
            registry.move(renewed, asked.from, until);
        }
        answer(
                asked.by(endpoint, proved.flatMap(by -> seal(renewed, Optional.of(by.password()), now))),
                confirm(request, renewed, List.of()),
                actions);
    }

    private RegistrationMessage.Confirm confirm(
            RegistrationMessage.Request request, Registration endpoint, List<AliasAddress> aliases) {
        return new RegistrationMessage.Confirm(
                request.requestSeqNum(),
                List.of(policy.callSignalAddress()),
                aliases,
                Optional.of(policy.gatekeeperIdentifier()),
                endpoint.endpointIdentifier(),
                policy.alternates(),
                Optional.of(endpoint.timeToLive()),
                true);
    }

    private void registerFully(
            RegistrationMessage.Request request,
            Asked asked,
            Optional<Authenticator.Verdict.Known> proved,
            Instant now,
            List<GatekeeperAction> actions) {
        Optional<String> name = proved.map(Authenticator.Verdict.Known::name);
        Optional<Choice> objection = objection(request, name);
        if (objection.isPresent()) {
            reject(request, asked, objection.get(), actions);
            return;
        }
        List<AliasAddress> aliases = request.aliases().isEmpty()
                ? name.map(known -> List.<AliasAddress>of(new AliasAddress.H323Id(known)))
                        .orElse(List.of())
                : request.aliases();
        InetSocketAddress callSignalAddress = request.callSignalAddresses().getFirst();
        List<AliasAddress> taken = aliases.stream()
                .filter(alias -> registry.called(alias)
                        .filter(other -> !isSame(other, name, callSignalAddress))
                        .isPresent())
                .toList();
        if (!taken.isEmpty()) {
            reject(
                    request,
                    asked,
                    RasTypes.REGISTRATION_REJECT_REASON.value(
                            "duplicateAlias",
                            taken.stream().map(AliasAddress::toChoice).toList()),
                    actions);
            return;
        }
        List<Registration> before = before(aliases, callSignalAddress, name, asked.from);
        if (name.isEmpty() && before.stream().anyMatch(other -> other.name().isPresent())) {
            reject(request, asked, Reasons.RRJ_SECURITY_DENIAL, actions);
            return;
        }
        if (before.isEmpty() && registry.size() >= policy.mostRegistrations()) {
            reject(request, asked, Reasons.RRJ_RESOURCE_UNAVAILABLE, actions);
            return;
        }
        Registration.Details details = details(request, asked, proved, aliases, now);
        Registration endpoint = replace(before, name, callSignalAddress, details, actions);
        answer(
                asked.by(Optional.of(endpoint), proved.flatMap(by -> seal(endpoint, Optional.of(by.password()), now))),
                confirm(request, endpoint, aliases),
                actions);
    }

    /** An endpoint that registers anew keeps its identifier and its calls. */
    private Registration replace(
            List<Registration> before,
            Optional<String> name,
            InetSocketAddress callSignalAddress,
            Registration.Details details,
            List<GatekeeperAction> actions) {
        Optional<Registration> same = before.stream()
                .filter(other -> other.name().equals(name) && isSame(other, name, callSignalAddress))
                .findFirst();
        before.stream().filter(other -> !Optional.of(other).equals(same)).forEach(other -> remove(other, actions));
        boolean changed = same.filter(known -> known.isLike(details)).isEmpty();
        Registration endpoint = same.orElseGet(() -> new Registration(newIdentifier(), name, details));
        same.ifPresent(registry::remove);
        endpoint.change(details);
        registry.add(endpoint);
        if (same.isEmpty()) {
            startTimer(endpoint.expires(), endpoint);
        }
        if (changed) {
            actions.add(new GatekeeperAction.Registered(endpoint));
        }
        return endpoint;
    }

    /** What is wrong with a request, whoever else is registered. */
    private Optional<Choice> objection(RegistrationMessage.Request request, Optional<String> name) {
        if (request.additive()) {
            return Optional.of(Reasons.RRJ_ADDITIVE_REGISTRATION_NOT_SUPPORTED);
        }
        if (request.callSignalAddresses().isEmpty()) {
            return Optional.of(Reasons.RRJ_INVALID_CALL_SIGNAL_ADDRESS);
        }
        if (request.rasAddresses().isEmpty()) {
            return Optional.of(Reasons.RRJ_INVALID_RAS_ADDRESS);
        }
        boolean allowed = request.aliases().size() <= MOST_ALIASES
                && request.aliases().stream()
                        .allMatch(alias -> !subscribers.isHere(alias) && subscribers.mayBeCalled(name, alias));
        return allowed ? Optional.empty() : Optional.of(Reasons.RRJ_INVALID_ALIAS);
    }

    /** Whom this registration takes the place of: the same endpoint, and whoever spoke from its address. */
    private List<Registration> before(
            List<AliasAddress> aliases,
            InetSocketAddress callSignalAddress,
            Optional<String> name,
            InetSocketAddress rasAddress) {
        Stream<Registration> byCall =
                registry.at(callSignalAddress).filter(other -> isSame(other, name, callSignalAddress)).stream();
        return Stream.concat(
                        aliases.stream().flatMap(alias -> registry.called(alias).stream()),
                        Stream.concat(byCall, registry.sendingFrom(rasAddress).stream()))
                .distinct()
                .toList();
    }

    /** Whether it is the same endpoint, started anew perhaps: by name, or without one by where it is called. */
    private static boolean isSame(Registration other, Optional<String> name, InetSocketAddress callSignalAddress) {
        return other.name().isPresent()
                ? other.name().equals(name)
                : other.callSignalAddress().equals(callSignalAddress);
    }

    private Registration.Details details(
            RegistrationMessage.Request request,
            Asked asked,
            Optional<Authenticator.Verdict.Known> proved,
            List<AliasAddress> aliases,
            Instant now) {
        Duration timeToLive = request.timeToLive()
                .filter(wanted -> wanted.compareTo(policy.timeToLive()) < 0)
                .orElse(policy.timeToLive());
        return new Registration.Details(
                aliases,
                request.callSignalAddresses().getFirst(),
                asked.from,
                Vendor.of(request.endpointVendor()),
                proved.filter(Authenticator.Verdict.Known::hashed).isPresent(),
                timeToLive,
                now.plus(timeToLive).plus(GRACE));
    }

    private String newIdentifier() {
        String identifier;
        do {
            identifier = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
        } while (registry.identified(identifier).isPresent());
        return identifier;
    }

    /** Forgets an endpoint and its calls. */
    private void remove(Registration endpoint, List<GatekeeperAction> actions) {
        List.copyOf(endpoint.openCalls()).forEach(call -> end(call, actions));
        registry.remove(endpoint);
        actions.add(new GatekeeperAction.Unregistered(endpoint));
    }

    // Unregistration

    private void unregister(
            UnregistrationMessage.Request request, Asked asked, Instant now, List<GatekeeperAction> actions) {
        int number = request.requestSeqNum();
        Optional<Registration> known = request.endpointIdentifier()
                .flatMap(registry::identified)
                .or(() -> request.endpointIdentifier().isPresent() ? Optional.empty() : asked.sender);
        if (known.isEmpty()) {
            send(new UnregistrationMessage.Reject(number, Reasons.URJ_NOT_CURRENTLY_REGISTERED), asked.from, actions);
            return;
        }
        Registration endpoint = known.get();
        Optional<Asked> proved = prove(endpoint, asked, now, actions);
        if (proved.isEmpty()) {
            send(new UnregistrationMessage.Reject(number, Reasons.URJ_SECURITY_DENIAL), asked.from, actions);
            return;
        }
        remove(endpoint, actions);
        answer(proved.get(), new UnregistrationMessage.Confirm(number), actions);
    }

    /** Whether a message is of that endpoint; if it is not, that is told. */
    private Optional<Asked> prove(Registration endpoint, Asked asked, Instant now, List<GatekeeperAction> actions) {
        Optional<Registration> known = Optional.of(endpoint);
        return switch (authenticator.check(received(asked), known, now)) {
            case Authenticator.Verdict.Known proved ->
                Optional.of(asked.by(known, seal(endpoint, Optional.of(proved.password()), now)));
            case Authenticator.Verdict.Denied(Denial why)
            when why == Denial.MISSING
                    && endpoint.name().isEmpty()
                    && endpoint.rasAddress().getAddress().equals(asked.from.getAddress()) ->
                Optional.of(asked.by(known, Optional.empty()));
            case Authenticator.Verdict.Denied(Denial why) -> {
                actions.add(new GatekeeperAction.Denied(why, asked.from, known));
                yield Optional.empty();
            }
        };
    }

    /** Tells an endpoint to go, and forgets it. @param reason such as {@link Reasons#URQ_MAINTENANCE} */
    public List<GatekeeperAction> unregister(Registration endpoint, Choice reason, Instant now) {
        List<GatekeeperAction> actions = new ArrayList<>();
        if (isThere(endpoint)) {
            dismiss(endpoint, reason, now, actions);
        }
        return actions;
    }

    private void dismiss(Registration endpoint, Choice reason, Instant now, List<GatekeeperAction> actions) {
        remove(endpoint, actions);
        ask(
                endpoint,
                number -> new UnregistrationMessage.Request(
                        number,
                        List.of(endpoint.callSignalAddress()),
                        endpoint.aliases(),
                        Optional.of(endpoint.endpointIdentifier()),
                        Optional.of(policy.gatekeeperIdentifier()),
                        Optional.of(reason),
                        policy.alternates()),
                new Subject.Farewell(),
                now,
                actions);
    }

    /** Sends a request of ours to an endpoint. */
    private void ask(
            Registration endpoint,
            IntFunction<RasMessage> request,
            Subject subject,
            Instant now,
            List<GatekeeperAction> actions) {
        if (pending.isFull()) {
            return;
        }
        int number = pending.nextNumber();
        Optional<String> password =
                endpoint.name().filter(_ -> endpoint.isHashed()).flatMap(subscribers::password);
        Octets datagram = Octets.of(encode(request.apply(number), seal(endpoint, password, now)));
        pending.add(number, datagram, endpoint.rasAddress(), PATIENCE, REPETITIONS, subject, now);
        actions.add(new GatekeeperAction.Send(datagram, endpoint.rasAddress()));
    }

    // Admission

    private void admit(AdmissionMessage.Request request, Asked asked, Instant now, List<GatekeeperAction> actions) {
        Optional<Registration> known = registry.identified(request.endpointIdentifier());
        if (known.isEmpty()) {
            refuse(request, asked, Reasons.ARJ_CALLER_NOT_REGISTERED, actions);
            return;
        }
        Optional<Asked> proved = prove(known.get(), asked, now, actions);
        if (proved.isEmpty()) {
            refuse(request, asked, Reasons.ARJ_SECURITY_DENIAL, actions);
        } else if (known.get().openCalls().size() >= policy.mostCallsEach()) {
            refuse(request, proved.get(), Reasons.ARJ_EXCEEDS_CALL_CAPACITY, actions);
        } else if (request.answerCall()) {
            admitAnswer(request, proved.get(), now, actions);
        } else {
            admitCaller(request, proved.get(), now, actions);
        }
    }

    private void refuse(AdmissionMessage.Request request, Asked asked, Choice reason, List<GatekeeperAction> actions) {
        answer(
                asked,
                new AdmissionMessage.Reject(
                        request.requestSeqNum(),
                        reason,
                        List.of(),
                        reason.equals(Reasons.ARJ_CALLER_NOT_REGISTERED) ? policy.alternates() : List.of()),
                actions);
    }

    /** A call that came to an endpoint: where from, its Setup says, and not the endpoint. */
    private void admitAnswer(
            AdmissionMessage.Request request, Asked asked, Instant now, List<GatekeeperAction> actions) {
        admitTo(wayTo(asked.sender.orElseThrow()), List.of(), request, asked, now, actions);
    }

    private void admitCaller(
            AdmissionMessage.Request request, Asked asked, Instant now, List<GatekeeperAction> actions) {
        if (request.destinationInfo().isEmpty()
                && request.destCallSignalAddress().isEmpty()) {
            refuse(request, asked, Reasons.ARJ_INCOMPLETE_ADDRESS, actions);
            return;
        }
        Optional<Way> destination = destination(request.destinationInfo(), request.destCallSignalAddress());
        if (destination.isPresent()) {
            admitTo(destination.get(), request.destinationInfo(), request, asked, now, actions);
        } else if (request.destinationInfo().isEmpty()
                || policy.neighbours().isEmpty()
                || searches >= MOST_SEARCHES
                || pending.isFull()) {
            refuse(request, asked, Reasons.ARJ_CALLED_PARTY_NOT_REGISTERED, actions);
        } else {
            answer(asked, new RequestInProgress(request.requestSeqNum(), patience()), actions);
            searches++;
            search(new Subject.Search(asked, request, policy.neighbours()), now, actions);
        }
    }

    /**
     * Where a call leads.
     *
     * @param told to the caller
     * @param real where it goes on to, if its signalling goes through us
     */
    private record Way(InetSocketAddress told, InetSocketAddress real) {}

    private Way way(InetSocketAddress real) {
        return new Way(policy.callModel() == CallModel.DIRECT ? real : policy.callSignalAddress(), real);
    }

    private Way wayTo(Registration endpoint) {
        return way(endpoint.callSignalAddress());
    }

    private Way wayHere() {
        return new Way(policy.callSignalAddress(), policy.callSignalAddress());
    }

    /** As far as it is known here. */
    private Optional<Way> destination(List<AliasAddress> aliases, Optional<InetSocketAddress> callSignalAddress) {
        return registeredDestination(aliases)
                .or(() -> aliases.stream()
                        .flatMap(alias -> alias instanceof AliasAddress.TransportId(InetSocketAddress address)
                                ? destination(address).stream()
                                : Stream.of())
                        .findFirst())
                .or(() -> aliases.isEmpty() || policy.unregisteredDestinations()
                        ? callSignalAddress.flatMap(this::destination)
                        : Optional.empty());
    }

    private Optional<Way> registeredDestination(List<AliasAddress> aliases) {
        if (aliases.stream().anyMatch(subscribers::isHere)) {
            return Optional.of(wayHere());
        }
        return aliases.stream()
                .flatMap(alias -> registry.called(alias).stream())
                .findFirst()
                .map(this::wayTo);
    }

    private Optional<Way> destination(InetSocketAddress address) {
        if (address.equals(policy.callSignalAddress())) {
            return Optional.of(wayHere());
        }
        return registry.at(address)
                .map(this::wayTo)
                .or(() -> Optional.of(address)
                        .filter(_ -> policy.unregisteredDestinations())
                        .map(this::way));
    }

    private void admitTo(
            Way way,
            List<AliasAddress> aliases,
            AdmissionMessage.Request request,
            Asked asked,
            Instant now,
            List<GatekeeperAction> actions) {
        Registration endpoint = asked.sender.orElseThrow();
        long granted = Math.min(request.bandWidth(), policy.mostBandwidthOfCall());
        Optional<AdmittedCall> again = endpoint.openCalls().stream()
                .filter(call -> call.answered() == request.answerCall()
                        && call.is(request.callIdentifier(), request.conferenceId()))
                .findFirst();
        again.ifPresent(call -> bandWidth -= call.bandWidth());
        if (bandWidth + granted > policy.mostBandwidth()) {
            again.ifPresent(call -> bandWidth += call.bandWidth());
            refuse(request, asked, Reasons.ARJ_RESOURCE_UNAVAILABLE, actions);
            return;
        }
        bandWidth += granted;
        if (again.isPresent()) {
            again.get().bandWidth(granted);
            again.get().heardOf(now);
        } else {
            AdmittedCall call = new AdmittedCall(endpoint, request, way.real, granted, now);
            endpoint.openCalls().add(call);
            startTimer(now.plus(silence()), call);
            actions.add(new GatekeeperAction.Admitted(call));
        }
        boolean toUs = way.told.equals(policy.callSignalAddress());
        answer(
                asked,
                new AdmissionMessage.Confirm(
                        request.requestSeqNum(),
                        granted,
                        toUs ? CallModel.GATEKEEPER_ROUTED : CallModel.DIRECT,
                        Optional.of(way.told),
                        Optional.of(policy.irrFrequency()),
                        request.canMapAlias() ? aliases : List.of(),
                        true),
                actions);
    }

    /** After how long nobody can be sure that a call goes on. */
    private Duration silence() {
        return policy.irrFrequency().multipliedBy(2).plus(PATIENCE);
    }

    // Location

    private static Duration patience() {
        return PATIENCE_WITH_NEIGHBOURS.multipliedBy(REPETITIONS + 1L);
    }

    /** Asks the next neighbour, or gives up. */
    private void search(Subject.Search search, Instant now, List<GatekeeperAction> actions) {
        if (search.left.isEmpty() || pending.isFull()) {
            searches--;
            refuse(search.request, search.asked, Reasons.ARJ_CALLED_PARTY_NOT_REGISTERED, actions);
            return;
        }
        InetSocketAddress neighbour = search.left.getFirst();
        int number = pending.nextNumber();
        Octets datagram = Octets.of(new LocationMessage.Request(
                        number,
                        Optional.empty(),
                        search.request.destinationInfo(),
                        Optional.of(policy.rasAddress()),
                        search.request.srcInfo(),
                        false,
                        Optional.of(policy.gatekeeperIdentifier()),
                        Optional.empty())
                .encode());
        List<InetSocketAddress> left = search.left.subList(1, search.left.size());
        pending.add(
                number,
                datagram,
                neighbour,
                PATIENCE_WITH_NEIGHBOURS,
                REPETITIONS,
                new Subject.Search(search.asked, search.request, left),
                now);
        actions.add(new GatekeeperAction.Send(datagram, neighbour));
    }

    private void found(LocationMessage.Confirm confirm, Asked asked, Instant now, List<GatekeeperAction> actions) {
        if (confirm.callSignalAddress().isEmpty()) {
            searchOn(confirm.requestSeqNum(), asked.from, now, actions);
        } else if (pending.answered(confirm.requestSeqNum(), asked.from).orElse(null)
                instanceof Subject.Search search) {
            searches--;
            if (isStillThere(search)) {
                Way way = way(confirm.callSignalAddress().get());
                admitTo(way, confirm.destinationInfo(), search.request, renewed(search, now), now, actions);
            }
        }
    }

    private boolean isStillThere(Subject.Search search) {
        return registry.identified(search.request.endpointIdentifier()).equals(search.asked.sender);
    }

    /** The answer comes later than the request, and says so. */
    private Asked renewed(Subject.Search search, Instant now) {
        Registration endpoint = search.asked.sender.orElseThrow();
        return search.asked
                .at(now)
                .by(search.asked.sender, seal(endpoint, endpoint.name().flatMap(subscribers::password), now));
    }

    private void searchOn(int number, InetSocketAddress from, Instant now, List<GatekeeperAction> actions) {
        if (pending.answered(number, from).orElse(null) instanceof Subject.Search search) {
            searchOn(search, now, actions);
        }
    }

    private void searchOn(Subject.Search search, Instant now, List<GatekeeperAction> actions) {
        if (isStillThere(search)) {
            search(new Subject.Search(renewed(search, now), search.request, search.left), now, actions);
        } else {
            searches--;
        }
    }

    /** Answers a neighbour; who is none is told nothing. */
    private void locate(LocationMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        Asked back = to(request.replyAddress(), asked);
        Optional<Way> destination = policy.isNeighbour(asked.from.getAddress())
                ? registeredDestination(request.destinationInfo())
                : Optional.empty();
        RasMessage answer = destination
                .<RasMessage>map(way -> new LocationMessage.Confirm(
                        request.requestSeqNum(),
                        Optional.of(way.told),
                        Optional.of(policy.rasAddress()),
                        request.destinationInfo()))
                .orElseGet(() -> new LocationMessage.Reject(request.requestSeqNum(), Reasons.LRJ_NOT_REGISTERED));
        send(answer, back.from, actions);
    }

    // Bandwidth

    private void change(BandwidthMessage.Request request, Asked asked, Instant now, List<GatekeeperAction> actions) {
        int number = request.requestSeqNum();
        Optional<Registration> known = registry.identified(request.endpointIdentifier());
        if (known.isEmpty()) {
            answer(asked, new BandwidthMessage.Reject(number, Reasons.BRJ_NOT_BOUND, 0), actions);
            return;
        }
        Optional<Asked> proved = prove(known.get(), asked, now, actions);
        if (proved.isEmpty()) {
            answer(asked, new BandwidthMessage.Reject(number, Reasons.BRJ_SECURITY_DENIAL, 0), actions);
            return;
        }
        Optional<AdmittedCall> found =
                call(known.get(), request.callIdentifier(), request.conferenceId(), request.answeredCall());
        if (found.isEmpty()) {
            answer(proved.get(), new BandwidthMessage.Reject(number, Reasons.BRJ_INVALID_CONFERENCE_ID, 0), actions);
            return;
        }
        AdmittedCall call = found.get();
        call.heardOf(now);
        long most = Math.min(policy.mostBandwidthOfCall(), policy.mostBandwidth() - bandWidth + call.bandWidth());
        if (request.bandWidth() > most) {
            answer(
                    proved.get(),
                    new BandwidthMessage.Reject(number, Reasons.BRJ_INSUFFICIENT_RESOURCES, most),
                    actions);
            return;
        }
        grant(call, request.bandWidth(), actions);
        answer(proved.get(), new BandwidthMessage.Confirm(number, request.bandWidth()), actions);
    }

    private void grant(AdmittedCall call, long granted, List<GatekeeperAction> actions) {
        bandWidth += granted - call.bandWidth();
        call.bandWidth(granted);
        actions.add(new GatekeeperAction.BandwidthChanged(call));
    }

    private static Optional<AdmittedCall> call(
            Registration endpoint, Optional<Octets> callIdentifier, Octets conferenceId, boolean answered) {
        List<AdmittedCall> calls = endpoint.openCalls().stream()
                .filter(call -> call.is(callIdentifier, conferenceId))
                .toList();
        return calls.stream()
                .filter(call -> call.answered() == answered)
                .findFirst()
                .or(() -> calls.stream().findFirst());
    }

    /** Asks an endpoint to make do with another bandwidth. @param wanted of both directions, in units of 100 bit/s */
    public List<GatekeeperAction> change(AdmittedCall call, long wanted, Instant now) {
        List<GatekeeperAction> actions = new ArrayList<>();
        if (!call.isOver()) {
            ask(
                    call.endpoint(),
                    number -> new BandwidthMessage.Request(
                            number,
                            call.endpoint().endpointIdentifier(),
                            call.conferenceId(),
                            call.callReferenceValue(),
                            wanted,
                            call.callIdentifier(),
                            call.answered(),
                            Optional.of(policy.gatekeeperIdentifier())),
                    new Subject.Change(call, wanted),
                    now,
                    actions);
        }
        return actions;
    }

    private void changed(BandwidthMessage.Confirm confirm, Asked asked, List<GatekeeperAction> actions) {
        if (pending.answered(confirm.requestSeqNum(), asked.from).orElse(null) instanceof Subject.Change change
                && !change.call.isOver()) {
            grant(change.call, change.bandWidth, actions);
        }
    }

    // The end of a call

    private void disengage(DisengageMessage.Request request, Asked asked, Instant now, List<GatekeeperAction> actions) {
        int number = request.requestSeqNum();
        Optional<Registration> known = registry.identified(request.endpointIdentifier());
        if (known.isEmpty()) {
            answer(asked, new DisengageMessage.Reject(number, Reasons.DRJ_NOT_REGISTERED), actions);
            return;
        }
        Optional<Asked> proved = prove(known.get(), asked, now, actions);
        if (proved.isEmpty()) {
            answer(asked, new DisengageMessage.Reject(number, Reasons.DRJ_SECURITY_DENIAL), actions);
            return;
        }
        // A call that is over already is over.
        call(known.get(), request.callIdentifier(), request.conferenceId(), request.answeredCall())
                .ifPresent(call -> end(call, actions));
        answer(proved.get(), new DisengageMessage.Confirm(number), actions);
    }

    private void end(AdmittedCall call, List<GatekeeperAction> actions) {
        call.end();
        call.endpoint().openCalls().remove(call);
        bandWidth -= call.bandWidth();
        actions.add(new GatekeeperAction.Ended(call));
    }

    /** Tells an endpoint to hang up. */
    public List<GatekeeperAction> disengage(AdmittedCall call, Instant now) {
        List<GatekeeperAction> actions = new ArrayList<>();
        if (!call.isOver()) {
            end(call, actions);
            ask(
                    call.endpoint(),
                    number -> new DisengageMessage.Request(
                            number,
                            call.endpoint().endpointIdentifier(),
                            call.conferenceId(),
                            call.callReferenceValue(),
                            Reasons.DRQ_FORCED_DROP,
                            call.callIdentifier(),
                            call.answered(),
                            Optional.of(policy.gatekeeperIdentifier())),
                    new Subject.Farewell(),
                    now,
                    actions);
        }
        return actions;
    }

    // Status

    private void report(InfoMessage.Response response, Asked asked, Instant now, List<GatekeeperAction> actions) {
        Optional<Subject> inquiry =
                response.unsolicited() ? Optional.empty() : pending.answered(response.requestSeqNum(), asked.from);
        Optional<Registration> known = registry.identified(response.endpointIdentifier())
                .filter(endpoint -> endpoint.rasAddress().equals(asked.from));
        known.ifPresent(endpoint -> endpoint.openCalls().stream()
                .filter(call -> response.calls().stream()
                        .anyMatch(status -> call.is(status.callIdentifier(), status.conferenceId())))
                .forEach(call -> call.heardOf(now)));
        if (inquiry.orElse(null) instanceof Subject.Inquiry(AdmittedCall call)
                && !call.isOver()
                && !call.heard().equals(now)) {
            end(call, actions);
        }
        if (response.needResponse()) {
            RasMessage answer = known.isPresent()
                    ? new InfoMessage.Ack(response.requestSeqNum())
                    : new InfoMessage.Nak(response.requestSeqNum(), Reasons.INAK_NOT_REGISTERED);
            answer(asked, answer, actions);
        }
    }

    /** A registered endpoint is told that nobody understood. */
    private void answerOther(OtherMessage other, Asked asked, List<GatekeeperAction> actions) {
        boolean isRequest = other.message().is("nonStandardMessage")
                || other.message().is("resourcesAvailableIndicate")
                || other.message().is("serviceControlIndication");
        if (asked.sender.isEmpty() || !isRequest) {
            return;
        }
        RasMessage answer = other.message().is("resourcesAvailableIndicate")
                ? new OtherMessage(Ras.RAS_MESSAGE.value(
                        "resourcesAvailableConfirm",
                        Ras.RESOURCES_AVAILABLE_CONFIRM
                                .build()
                                .set("requestSeqNum", other.requestSeqNum())
                                .set("protocolIdentifier", RasMessage.PROTOCOL)
                                .done()))
                : new OtherMessage(Ras.RAS_MESSAGE.value(
                        "unknownMessageResponse",
                        Ras.UNKNOWN_MESSAGE_RESPONSE
                                .build()
                                .set("requestSeqNum", other.requestSeqNum())
                                .set("messageNotUnderstood", Octets.of(asked.datagram))
                                .done()));
        answer(asked, answer, actions);
    }

    // Time

    /** When {@link #expire} is to be called next. */
    public Optional<Instant> deadline() {
        Optional<Instant> timer = Optional.ofNullable(timers.peek()).map(Timer::at);
        return Stream.concat(timer.stream(), pending.deadline().stream()).min(Comparator.naturalOrder());
    }

    /** Timers of what is no more are thrown away when there are more of them than of others. */
    private void startTimer(Instant at, Object subject) {
        timers.add(new Timer(at, subject));
        if (timers.size() > timersToClear) {
            timers.removeIf(timer -> !isThere(timer.subject));
            timersToClear = 2 * timers.size() + FEW_TIMERS;
        }
    }

    private boolean isThere(Object subject) {
        return switch (subject) {
            case Registration endpoint ->
                registry.identified(endpoint.endpointIdentifier()).equals(Optional.of(endpoint));
            case AdmittedCall call -> !call.isOver();
            default -> false;
        };
    }

    public List<GatekeeperAction> expire(Instant now) {
        List<GatekeeperAction> actions = new ArrayList<>();
        PendingRequests.Expired<Subject> expired = pending.expire(now);
        expired.again().forEach(request -> actions.add(new GatekeeperAction.Send(request.datagram(), request.to())));
        for (PendingRequests.Pending<Subject> request : expired.inVain()) {
            if (request.subject() instanceof Subject.Search search) {
                searchOn(search, now, actions);
            }
        }
        while (!timers.isEmpty() && !timers.element().at.isAfter(now)) {
            switch (timers.remove().subject) {
                case Registration endpoint -> expire(endpoint, now, actions);
                case AdmittedCall call -> expire(call, now, actions);
                case Object other -> throw new IllegalStateException("timer of " + other);
            }
        }
        return actions;
    }

    private void expire(Registration endpoint, Instant now, List<GatekeeperAction> actions) {
        if (!isThere(endpoint)) {
            return;
        }
        if (endpoint.expires().isAfter(now)) {
            timers.add(new Timer(endpoint.expires(), endpoint));
        } else {
            dismiss(endpoint, Reasons.URQ_TTL_EXPIRED, now, actions);
        }
    }

    private void expire(AdmittedCall call, Instant now, List<GatekeeperAction> actions) {
        if (call.isOver()) {
            return;
        }
        Instant silent = call.heard().plus(silence());
        if (silent.isAfter(now)) {
            timers.add(new Timer(silent, call));
        } else if (call.ask() > MOST_INQUIRIES) {
            end(call, actions);
        } else {
            timers.add(new Timer(now.plus(silence()), call));
            ask(
                    call.endpoint(),
                    number -> new InfoMessage.Request(
                            number, call.callReferenceValue(), Optional.of(policy.rasAddress()), call.callIdentifier()),
                    new Subject.Inquiry(call),
                    now,
                    actions);
        }
    }
}
