package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h460.IncomingCall;
import org.courtbridge.h323.per.PerException;

/**
 * A gatekeeper (H.323, clause 6.4) without sockets, threads or clock: it takes datagrams, wishes and time, and gives back
 * what is to be done. To be used by one thread at a time.
 *
 * <p>What is not proved leaves no trace but a bounded count of failures, unless the policy asks for no passwords. Answers go
 * to where a request came from, or to another port there if the sender says so: to no third party.
 *
 * <p>Each kind of request has its own class; here is only who gets what.
 */
public final class Gatekeeper {

    private final Registry registry = new Registry();
    private final Timers timers = new Timers(registry);
    private final Authenticator authenticator;
    private final OutgoingRequests requests;
    private final CallWatch watch;
    private final Discovery discovery;
    private final Registrations registrations;
    private final Unregistrations unregistrations;
    private final Admissions admissions;
    private final BandwidthChanges bandwidthChanges;
    private final Disengagements disengagements;
    private final Searches searches;
    private final Locations locations;
    private final Invitations invitations;
    private final OtherRequests others;

    /** @param random of which endpoint identifiers cannot be guessed */
    public Gatekeeper(GatekeeperPolicy policy, Subscribers subscribers, RandomGenerator random) {
        authenticator = new Authenticator(policy, subscribers);
        Seals seals = new Seals(policy, subscribers, random);
        Proofs proofs = new Proofs(authenticator, seals);
        Answers answers = new Answers(registry);
        requests = new OutgoingRequests(seals, random.nextInt(1 << 16));

        Calls calls = new Calls(policy);
        watch = new CallWatch(policy, registry, timers, proofs, answers, requests, calls);
        Endpoints endpoints = new Endpoints(registry, proofs, answers);
        bandwidthChanges = new BandwidthChanges(policy, endpoints, answers, requests, calls);
        disengagements = new Disengagements(policy, endpoints, answers, requests, calls);

        discovery = new Discovery(policy);
        unregistrations = new Unregistrations(policy, registry, timers, proofs, answers, requests, calls);
        Succession succession = new Succession(subscribers, registry, timers, unregistrations, random);
        registrations = new Registrations(policy, subscribers, registry, authenticator, seals, answers, succession);

        Destinations destinations = new Destinations(policy, subscribers, registry);
        AdmissionAnswers admissionAnswers = new AdmissionAnswers(policy, answers, calls, watch);
        searches = new Searches(policy, registry, seals, answers, requests, destinations, admissionAnswers);
        admissions = new Admissions(policy, registry, proofs, destinations, admissionAnswers, searches);
        locations = new Locations(policy, destinations);
        invitations = new Invitations(registry, requests);
        others = new OtherRequests(answers);
    }

    public Collection<Registration> registrations() {
        return registry.all();
    }

    public Optional<Registration> find(AliasAddress alias) {
        return registry.called(alias);
    }

    public Optional<Registration> identified(String endpointIdentifier) {
        return registry.identified(endpointIdentifier);
    }

    /** Of all calls, in units of 100 bit/s. */
    public long bandWidth() {
        return bandwidthChanges.granted();
    }

    /** Number of proofs that were not taken, by the reason. */
    public Map<Denial, Long> denials() {
        return authenticator.denials();
    }

    // What others say

    /** @throws PerException if that is no RasMessage */
    public List<GatekeeperAction> receive(byte[] datagram, InetSocketAddress from, Instant now) {
        return receive(datagram, new RasPath.Datagrams(from), now);
    }

    /**
     * The same by another way.
     *
     * @throws PerException if that is no RasMessage
     */
    public List<GatekeeperAction> receive(byte[] datagram, RasPath path, Instant now) {
        Choice message = (Choice) Ras.RAS_MESSAGE.decode(datagram);
        List<GatekeeperAction> actions = new ArrayList<>();
        Optional<Registration> sender = registry.sendingBy(path);
        Optional<Octets> before = Answers.before(sender, datagram, now);
        if (before.isPresent()) {
            actions.add(path.send(before.get()));
        } else if (message.value() instanceof Sequence tree) {
            Asked asked = new Asked(datagram, tree, path, now, sender, Optional.empty());
            handle(RasMessage.of(message), asked, actions);
        }
        return actions;
    }

    private void handle(RasMessage message, Asked asked, List<GatekeeperAction> actions) {
        switch (message) {
            case DiscoveryMessage.Request request -> discovery.discover(request, asked, actions);
            case RegistrationMessage.Request request -> registrations.register(request, asked, actions);
            case UnregistrationMessage.Request request -> unregistrations.unregister(request, asked, actions);
            case AdmissionMessage.Request request -> admissions.admit(request, asked, actions);
            case BandwidthMessage.Request request -> bandwidthChanges.change(request, asked, actions);
            case DisengageMessage.Request request -> disengagements.disengage(request, asked, actions);
            case LocationMessage.Request request -> locations.locate(request, asked, actions);
            case ServiceControlMessage.Indication indication -> others.answer(indication, asked, actions);
            case OtherMessage other -> others.answer(other, asked, actions);

            case InfoMessage.Response response -> watch.report(response, asked, actions);
            case BandwidthMessage.Confirm confirm -> bandwidthChanges.confirmed(confirm, asked, actions);
            case LocationMessage.Confirm confirm -> searches.found(confirm, asked, actions);
            case LocationMessage.Reject reject -> searches.notFound(reject, asked, actions);
            case RequestInProgress progress -> requests.delay(progress, asked);
            case ServiceControlMessage.Response response -> invitations.answered(response, asked, actions);
            case UnregistrationMessage.Confirm _,
                    UnregistrationMessage.Reject _,
                    DisengageMessage.Confirm _,
                    DisengageMessage.Reject _,
                    BandwidthMessage.Reject _ -> requests.answered(message.requestSeqNum(), asked.path());

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

    /** A connection is gone, and whoever was registered by it (H.460.17) is not any more. */
    public List<GatekeeperAction> lost(RasPath.Tunnel connection) {
        List<GatekeeperAction> actions = new ArrayList<>();
        registry.sendingBy(connection).ifPresent(endpoint -> unregistrations.forget(endpoint, actions));
        return actions;
    }

    // Restarts

    /** Registrations that are to outlast a restart. */
    public List<KeptRegistration> kept() {
        return registry.all().stream()
                .flatMap(endpoint -> endpoint.kept().stream())
                .toList();
    }

    /**
     * Takes registrations up that were kept over a restart: those that have not expired, of endpoints that may still register by
     * the same aliases and have not done so since. To be told at once who is registered, before anything else.
     */
    public List<GatekeeperAction> restore(List<KeptRegistration> kept, Instant now) {
        List<GatekeeperAction> actions = new ArrayList<>();
        registrations.restore(kept, now, actions);
        return actions;
    }

    // Wishes

    /** Tells an endpoint to go, and forgets it. @param reason such as {@link Reasons#URQ_MAINTENANCE} */
    public List<GatekeeperAction> unregister(Registration endpoint, Choice reason, Instant now) {
        List<GatekeeperAction> actions = new ArrayList<>();
        unregistrations.dismiss(endpoint, reason, now, actions);
        return actions;
    }

    /** Asks an endpoint to make do with another bandwidth. @param wanted of both directions, in units of 100 bit/s */
    public List<GatekeeperAction> change(AdmittedCall call, long wanted, Instant now) {
        List<GatekeeperAction> actions = new ArrayList<>();
        bandwidthChanges.ask(call, wanted, now, actions);
        return actions;
    }

    /** Tells an endpoint to hang up. */
    public List<GatekeeperAction> disengage(AdmittedCall call, Instant now) {
        List<GatekeeperAction> actions = new ArrayList<>();
        disengagements.drop(call, now, actions);
        return actions;
    }

    /**
     * Tells an endpoint behind a NAT that a call waits for it (H.460.18): it connects to us, and names the call in a Facility,
     * after which it is sent the Setup.
     *
     * @param call where it is to connect to, and the call's identifier
     */
    public List<GatekeeperAction> invite(Registration endpoint, IncomingCall call, Instant now) {
        List<GatekeeperAction> actions = new ArrayList<>();
        invitations.invite(endpoint, call, now, actions);
        return actions;
    }

    /** A call whose signalling we route is over, whether its endpoint says so or not. */
    public List<GatekeeperAction> ended(AdmittedCall call) {
        List<GatekeeperAction> actions = new ArrayList<>();
        disengagements.ended(call, actions);
        return actions;
    }

    // Time

    /** Time at which {@link #expire} is due next; empty if no timer runs. */
    public Optional<Instant> deadline() {
        return Stream.concat(timers.deadline().stream(), requests.deadline().stream())
                .min(Comparator.naturalOrder());
    }

    public List<GatekeeperAction> expire(Instant now) {
        List<GatekeeperAction> actions = new ArrayList<>();
        for (OutgoingRequests.Subject inVain : requests.expire(now, actions)) {
            switch (inVain) {
                case OutgoingRequests.Subject.Search search -> searches.goOn(search, now, actions);
                case OutgoingRequests.Subject.Invitation(Octets call) ->
                    actions.add(new GatekeeperAction.Uninvited(call));
                case OutgoingRequests.Subject.Farewell _,
                        OutgoingRequests.Subject.Inquiry _,
                        OutgoingRequests.Subject.Change _ -> {}
            }
        }
        Optional<Timers.Timer> due = timers.next(now);
        while (due.isPresent()) {
            switch (due.get()) {
                case Timers.Timer.Expiry(Instant _, Registration endpoint) ->
                    unregistrations.expire(endpoint, now, actions);
                case Timers.Timer.Silence(Instant _, AdmittedCall call) -> watch.expire(call, now, actions);
            }
            due = timers.next(now);
        }
        return actions;
    }
}
