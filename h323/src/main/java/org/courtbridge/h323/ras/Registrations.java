package org.courtbridge.h323.ras;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.RasTypes;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureSet;

/** Decides who may register, and for how long: answers registration requests (H.225.0, clause 7.9), full and light ones. */
final class Registrations {

    /** Time by which a registration outlasts its time to live, so that one datagram may be lost. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final int MOST_ALIASES = 20;

    private final GatekeeperPolicy policy;
    private final Subscribers subscribers;
    private final Registry registry;
    private final Authenticator authenticator;
    private final Seals seals;
    private final Answers answers;
    private final Succession succession;
    private final Restorations restorations;

    Registrations(
            GatekeeperPolicy policy,
            Subscribers subscribers,
            Registry registry,
            Authenticator authenticator,
            Seals seals,
            Answers answers,
            Succession succession) {
        this.policy = policy;
        this.subscribers = subscribers;
        this.registry = registry;
        this.authenticator = authenticator;
        this.seals = seals;
        this.answers = answers;
        this.succession = succession;
        this.restorations = new Restorations(policy, subscribers, registry, succession);
    }

    /** As of {@link Restorations#restore}. */
    void restore(List<KeptRegistration> kept, Instant now, List<GatekeeperAction> actions) {
        restorations.restore(kept, now, actions);
    }

    void register(RegistrationMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        Asked back = asked.backTo(request.endpoint().rasAddresses().stream().findFirst());
        Optional<Registration> known = request.endpointIdentifier().flatMap(registry::identified);
        boolean forgotten = request.endpointIdentifier().isPresent() && known.isEmpty();
        if (forgotten && request.keepAlive()) {
            reject(request, back, Reasons.RRJ_FULL_REGISTRATION_REQUIRED, actions);
            return;
        }
        switch (authenticator.check(asked.received(), known, asked.now())) {
            case Authenticator.Verdict.Known proved ->
                registerAs(Optional.of(proved), request, back, asked.path(), known, actions);
            case Authenticator.Verdict.Denied(Denial why, Optional<String> _)
            when why == Denial.MISSING
                    && !policy.passwordRequired()
                    && known.flatMap(Registration::name).isEmpty() ->
                registerAs(Optional.empty(), request, back, asked.path(), known, actions);
            case Authenticator.Verdict.Denied(Denial why, Optional<String> subscriber) -> {
                actions.add(new GatekeeperAction.Denied(why, subscriber, asked.from(), known));
                // Whoever still goes by an identifier of before our restart is to begin from the beginning.
                reject(
                        request,
                        back,
                        forgotten ? Reasons.RRJ_DISCOVERY_REQUIRED : Reasons.RRJ_SECURITY_DENIAL,
                        actions);
            }
        }
    }

    /** @param source by which the request itself came: the sender's messages go there if the port that he names is another's */
    private void registerAs(
            Optional<Authenticator.Verdict.Known> proved,
            RegistrationMessage.Request request,
            Asked asked,
            RasPath source,
            Optional<Registration> known,
            List<GatekeeperAction> actions) {
        Optional<String> name = proved.map(Authenticator.Verdict.Known::name);
        Asked answered = succession.isAnothers(asked.path(), name) ? asked.by(source) : asked;
        if (request.keepAlive()) {
            renew(proved, request, answered, known, actions);
        } else {
            registerFully(proved, request, answered, actions);
        }
    }

    private void reject(
            RegistrationMessage.Request request, Asked asked, Choice reason, List<GatekeeperAction> actions) {
        Answers.answerStranger(
                asked,
                new RegistrationMessage.Reject(
                        request.requestSeqNum(),
                        reason,
                        Optional.of(policy.zone().gatekeeperIdentifier()),
                        reason.equals(Reasons.RRJ_RESOURCE_UNAVAILABLE)
                                ? policy.zone().alternates()
                                : List.of()),
                actions);
    }

    private void confirm(
            RegistrationMessage.Request request,
            Asked asked,
            Registration endpoint,
            Optional<Authenticator.Verdict.Known> proved,
            List<AliasAddress> aliases,
            List<GatekeeperAction> actions) {
        Optional<Seal> seal = proved.flatMap(by -> seals.seal(endpoint, by.password(), asked.now()));
        answers.answer(
                asked.by(Optional.of(endpoint), seal),
                new RegistrationMessage.Confirm(
                        request.requestSeqNum(),
                        endpoint.tunnel().isPresent()
                                ? List.of()
                                : List.of(policy.zone().callSignalAddress(asked.from())),
                        aliases,
                        Optional.of(policy.zone().gatekeeperIdentifier()),
                        endpoint.endpointIdentifier(),
                        policy.zone().alternates(),
                        Optional.of(endpoint.timeToLive()),
                        true,
                        endpoint.tunnel().isPresent(),
                        features(endpoint).and(QosReports.wantedOf(request.features()))),
                actions);
    }

    private static FeatureSet features(Registration endpoint) {
        return endpoint.tunnel().isPresent()
                ? FeatureSet.supporting(Feature.of(Feature.RAS_TUNNELLING))
                : GatekeeperPolicy.features(endpoint.traverses());
    }

    /** A light registration, of which there are very many. */
    private void renew(
            Optional<Authenticator.Verdict.Known> proved,
            RegistrationMessage.Request request,
            Asked asked,
            Optional<Registration> known,
            List<GatekeeperAction> actions) {
        // Without a proof by H.235.1, it may be anybody who knows the endpoint's identifier.
        boolean mayMove = isHashed(proved);
        Optional<Registration> endpoint =
                known.filter(there -> there.path().equals(asked.path()) || mayMove && isByDatagrams(there, asked));
        if (endpoint.isEmpty()) {
            reject(request, asked, Reasons.RRJ_FULL_REGISTRATION_REQUIRED, actions);
            return;
        }
        Registration renewed = endpoint.get();
        Instant until = asked.now().plus(renewed.timeToLive()).plus(GRACE);
        if (renewed.path().equals(asked.path())) {
            renewed.renew(asked.path(), until);
        } else {
            registry.move(renewed, asked.path(), until);
        }
        confirm(request, asked, renewed, proved, List.of(), actions);
    }

    /** Whoever comes by another connection, or by none any more, is called there, which a light registration does not say. */
    private static boolean isByDatagrams(Registration endpoint, Asked asked) {
        return endpoint.tunnel().isEmpty() && asked.path() instanceof RasPath.Datagrams;
    }

    private static boolean isHashed(Optional<Authenticator.Verdict.Known> proved) {
        return proved.filter(Authenticator.Verdict.Known::hashed).isPresent();
    }

    private void registerFully(
            Optional<Authenticator.Verdict.Known> proved,
            RegistrationMessage.Request request,
            Asked asked,
            List<GatekeeperAction> actions) {
        Optional<String> name = proved.map(Authenticator.Verdict.Known::name);
        Optional<Choice> objection = objection(request, asked.path());
        if (objection.isPresent()) {
            reject(request, asked, objection.get(), actions);
            return;
        }
        ClaimedAliases claimed = ClaimedAliases.of(request.endpoint().aliases(), name, subscribers);
        if (!claimed.of(AliasOwner.GATEKEEPER).isEmpty()) {
            reject(request, asked, Reasons.RRJ_INVALID_ALIAS, actions);
            return;
        }
        Registration.Details details = details(request, asked, aliases(claimed, proved), isHashed(proved));
        List<AliasAddress> taken = Stream.concat(
                        claimed.of(AliasOwner.ANOTHER).stream(), succession.taken(name, details).stream())
                .toList();
        if (!taken.isEmpty()) {
            actions.add(new GatekeeperAction.AliasesRefused(name, asked.from(), AliasOwner.ANOTHER, taken));
            reject(
                    request,
                    asked,
                    RasTypes.REGISTRATION_REJECT_REASON.value(
                            "duplicateAlias",
                            taken.stream().map(AliasAddress::toChoice).toList()),
                    actions);
            return;
        }
        if (succession.isCalledElsewhere(name, details)) {
            reject(request, asked, Reasons.RRJ_INVALID_CALL_SIGNAL_ADDRESS, actions);
            return;
        }
        List<Registration> before = succession.before(name, details);
        if (name.isEmpty() && before.stream().anyMatch(other -> other.name().isPresent())) {
            reject(request, asked, Reasons.RRJ_SECURITY_DENIAL, actions);
            return;
        }
        if (before.isEmpty() && registry.size() >= policy.limits().mostRegistrations()) {
            reject(request, asked, Reasons.RRJ_RESOURCE_UNAVAILABLE, actions);
            return;
        }
        Registration endpoint = succession.replace(before, name, request.endpointIdentifier(), details, actions);
        List<AliasAddress> leftOut = claimed.of(AliasOwner.NOBODY);
        if (!leftOut.isEmpty() && actions.stream().anyMatch(GatekeeperAction.Registered.class::isInstance)) {
            actions.add(new GatekeeperAction.AliasesRefused(name, asked.from(), AliasOwner.NOBODY, leftOut));
        }
        confirm(request, asked, endpoint, proved, details.aliases(), actions);
        proved.ifPresent(by -> subscribers.registered(by.name(), by.password()));
    }

    /** Reason to reject a request, whoever sends it and whoever else is registered; empty if there is none. */
    private static Optional<Choice> objection(RegistrationMessage.Request request, RasPath path) {
        if (request.additive()) {
            return Optional.of(Reasons.RRJ_ADDITIVE_REGISTRATION_NOT_SUPPORTED);
        }
        // Whose messages and calls all come by one connection has no addresses to name (H.460.17).
        boolean addressed = path instanceof RasPath.Datagrams;
        if (addressed && request.endpoint().callSignalAddresses().isEmpty()) {
            return Optional.of(Reasons.RRJ_INVALID_CALL_SIGNAL_ADDRESS);
        }
        if (addressed && request.endpoint().rasAddresses().isEmpty()) {
            return Optional.of(Reasons.RRJ_INVALID_RAS_ADDRESS);
        }
        return request.endpoint().aliases().size() > MOST_ALIASES
                ? Optional.of(Reasons.RRJ_INVALID_ALIAS)
                : Optional.empty();
    }

    private Registration.Details details(
            RegistrationMessage.Request request, Asked asked, List<AliasAddress> aliases, boolean hashed) {
        boolean traverses = asked.path() instanceof RasPath.Datagrams
                && policy.traverses(
                        request.features(),
                        Stream.concat(
                                        request.endpoint().rasAddresses().stream(),
                                        request.endpoint().callSignalAddresses().stream())
                                .toList(),
                        asked.from());
        boolean inside = traverses || asked.path() instanceof RasPath.Tunnel;
        Duration most = inside ? policy.timeToLiveInside() : policy.times().timeToLive();
        Duration timeToLive = request.timeToLive()
                .filter(wanted -> wanted.compareTo(most) < 0)
                .orElse(most);
        return new Registration.Details(
                aliases,
                switch (asked.path()) {
                    case RasPath.Datagrams(InetSocketAddress from) ->
                        nearest(request.endpoint().callSignalAddresses(), from.getAddress());
                    case RasPath.Tunnel tunnel -> tunnel.address();
                },
                asked.path(),
                Vendor.of(request.endpoint().vendor()),
                hashed,
                traverses,
                timeToLive,
                asked.now().plus(timeToLive).plus(GRACE));
    }

    /**
     * Of an endpoint with several networks, its address in the one that it comes from, if it names that. An address that means
     * another host to each who uses it, such as that of the loopback, is taken for the one that it comes from.
     */
    private static InetSocketAddress nearest(List<InetSocketAddress> named, InetAddress from) {
        return named.stream()
                .filter(address -> from.equals(address.getAddress()))
                .findFirst()
                .orElseGet(() -> {
                    InetSocketAddress first = named.getFirst();
                    return isRelative(first.getAddress()) ? new InetSocketAddress(from, first.getPort()) : first;
                });
    }

    private static boolean isRelative(InetAddress address) {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress();
    }

    /** Those of the request that are its sender's; if there are none, the name that he has proved. */
    private static List<AliasAddress> aliases(ClaimedAliases claimed, Optional<Authenticator.Verdict.Known> proved) {
        List<AliasAddress> own = claimed.of(AliasOwner.OWN);
        return own.isEmpty()
                ? proved.map(known -> List.<AliasAddress>of(new AliasAddress.H323Id(known.name())))
                        .orElse(List.of())
                : own;
    }
}
