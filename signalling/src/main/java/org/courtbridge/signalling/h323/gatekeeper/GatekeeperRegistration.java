package org.courtbridge.signalling.h323.gatekeeper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h460.IncomingCall;
import org.courtbridge.h323.ras.ClientAction;
import org.courtbridge.h323.ras.EndpointCall;
import org.courtbridge.h323.ras.EndpointProfile;
import org.courtbridge.h323.ras.GatekeeperClient;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.h323.transport.TpktPorts;

/**
 * Our registration at the court's own gatekeeper (H.323, clause 7.2), which is asked about each call that our gatekeeper did
 * not admit. From any thread; what is said to the gatekeeper belongs to the port's.
 */
public final class GatekeeperRegistration implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(GatekeeperRegistration.class);

    /** Beyond what a gatekeeper has to answer. */
    private static final Duration ADMISSION = Duration.ofSeconds(30);

    /** 1.92 Mbit/s each way, in 100 bit/s. */
    public static final long WANTED_BANDWIDTH = 38_400;

    private final RasPort port;
    private final List<AliasAddress> aliases;
    private final GatekeeperClient client;
    private final Map<Octets, Known> calls = new HashMap<>();
    private final Consumer<IncomingCall> come;
    private volatile boolean registered;
    private volatile boolean traverses;

    /** A call that the gatekeeper was asked about. @param answer what it said, once it has */
    private record Known(CompletableFuture<Admission> answer, CallMailbox mailbox) {}

    private GatekeeperRegistration(
            GatekeeperAccount account,
            InetAddress bind,
            InetSocketAddress callSignalAddress,
            TpktPorts ports,
            InternalErrors errors,
            Consumer<IncomingCall> come,
            InstantSource clock)
            throws IOException {
        this.come = come;
        this.port = RasPort.open(clock, ports, errors, new InetSocketAddress(bind, 0));
        InetSocketAddress rasAddress = new InetSocketAddress(callSignalAddress.getAddress(), port.port());
        EndpointProfile profile = profile(account, rasAddress, callSignalAddress);
        this.aliases = profile.endpoint().aliases();
        this.client = new GatekeeperClient(profile, new SecureRandom());
        port.begin("gatekeeper-client", new Machine());
        port.wish(now -> does(client.start(now)));
    }

    /**
     * Begins to register.
     *
     * @param callSignalAddress of ours, as others are told
     * @param come hears of calls that wait for us at the gatekeeper; must return at once
     * @throws IOException if there is no port
     */
    public static GatekeeperRegistration open(
            GatekeeperAccount account,
            InetAddress bind,
            InetSocketAddress callSignalAddress,
            TpktPorts ports,
            InternalErrors errors,
            Consumer<IncomingCall> come,
            InstantSource clock)
            throws IOException {
        return new GatekeeperRegistration(account, bind, callSignalAddress, ports, errors, come, clock);
    }

    private static EndpointProfile profile(
            GatekeeperAccount account, InetSocketAddress rasAddress, InetSocketAddress callSignalAddress) {
        EndpointProfile reached = new EndpointProfile(
                new EndpointProfile.Gatekeepers(account.gatekeepers(), account.identifier()),
                new EndpointProfile.Endpoint(
                        rasAddress,
                        callSignalAddress,
                        Stream.concat(
                                        account.aliases().stream(),
                                        account.login().map(EndpointProfile.Login::name).stream())
                                .distinct()
                                .map(OwnEndpoint::alias)
                                .toList(),
                        OwnEndpoint.type(account.prefixes()),
                        OwnEndpoint.VENDOR),
                account.login(),
                account.timeToLive(),
                false);
        return account.traverses() ? reached.traversing() : reached;
    }

    public boolean isRegistered() {
        return registered;
    }

    /** Whether the gatekeeper has us come for calls, as we may be behind a NAT (H.460.18). */
    public boolean traverses() {
        return traverses;
    }

    /** Ours, at the gatekeeper. */
    public List<AliasAddress> aliases() {
        return aliases;
    }

    /** Datagrams of no message and too many of them, since the start. */
    public long malformed() {
        return port.malformed() + port.dropped();
    }

    /** Asks whether a call may be made, or answered, and waits for what comes of it. @param mailbox as of {@link #admit} */
    public Admission ask(EndpointCall call, CallMailbox mailbox) {
        CompletableFuture<Admission> answer = admit(call, mailbox);
        try {
            return answer.get(ADMISSION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.error("the gatekeeper was asked, and nobody says what came of it", e);
        }
        answer.thenAccept(Admission::close);
        return Admission.failed(ReleaseReason.TEMPORARY_FAILURE);
    }

    /**
     * Asks whether a call may be made, or answered.
     *
     * @param mailbox hears when the gatekeeper wants the call to end
     * @return completed within the time that the gatekeeper has to answer
     */
    CompletableFuture<Admission> admit(EndpointCall call, CallMailbox mailbox) {
        CompletableFuture<Admission> answer = new CompletableFuture<>();
        port.wish(now -> {
            if (!client.isRegistered()) {
                answer.complete(Admission.UNASKED);
            } else if (calls.putIfAbsent(call.callIdentifier(), new Known(answer, mailbox)) != null) {
                answer.complete(Admission.failed(ReleaseReason.REJECTED));
            } else {
                does(client.admit(call, now));
            }
        });
        return answer;
    }

    private void over(Octets callIdentifier) {
        port.wish(now -> {
            calls.remove(callIdentifier);
            does(client.disengage(callIdentifier, now));
        });
    }

    private void does(List<ClientAction> actions) {
        actions.forEach(this::act);
        registered = client.isRegistered();
        traverses = client.traverses();
    }

    private void act(ClientAction action) {
        switch (action) {
            case ClientAction.Send send -> port.send(send.octets(), send.to());
            case ClientAction.Registered done ->
                log.info(
                        "registered at gatekeeper={} as={}",
                        done.gatekeeper(),
                        done.confirm().endpointIdentifier());
            case ClientAction.Lost lost ->
                log.warn(
                        "not registered at a gatekeeper: {}",
                        lost.reason().map(Choice::name).orElse("none answers"));
            case ClientAction.Admitted admitted -> {
                Octets call = admitted.call().callIdentifier();
                answer(call, Admission.granted(admitted.confirm(), client.endpointIdentifier(), () -> over(call)));
            }
            case ClientAction.Refused refused -> {
                Octets call = refused.call().callIdentifier();
                answer(
                        call,
                        refused.reason()
                                .map(reason -> Admission.refused(reason, refused.callSignalAddresses()))
                                .orElse(Admission.UNASKED));
                calls.remove(call);
            }
            case ClientAction.Drop drop ->
                Optional.ofNullable(calls.get(drop.call().callIdentifier()))
                        .ifPresent(known -> known.mailbox.end(EndReason.REMOVED));
            // We send at most what was granted at first, and ask for no more.
            case ClientAction.BandwidthChanged _, ClientAction.BandwidthRefused _ -> {}
            case ClientAction.Invited invited -> come.accept(invited.call());
        }
    }

    private void answer(Octets callIdentifier, Admission admission) {
        Optional.ofNullable(calls.get(callIdentifier)).ifPresent(known -> known.answer.complete(admission));
    }

    /** Tells the gatekeeper that we go. */
    @Override
    public void close() {
        port.wish(now -> does(client.stop(now)));
        port.close();
    }

    private final class Machine implements RasPort.Machine {

        @Override
        public void received(byte[] datagram, RasPath by, Instant now) {
            does(client.receive(datagram, by.address(), now));
        }

        @Override
        public void timed(Instant now) {
            does(client.expire(now));
        }

        @Override
        public Optional<Instant> deadline() {
            return client.deadline();
        }
    }
}
