package org.courtbridge.signalling.sip;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.ResponseEventExt;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionUnavailableException;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.access.ClientCertificates;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.certificates.DeviceCertificates;
import org.courtbridge.provisioning.inventory.CredentialListener;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.signalling.ivr.Entrance;
import org.courtbridge.signalling.ivr.Reception;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.rooms.RoomCaller;
import org.courtbridge.signalling.sip.media.FloorControl;
import org.courtbridge.signalling.sip.registrar.CertifiedDevices;
import org.courtbridge.signalling.sip.registrar.DigestAuthenticator;
import org.courtbridge.signalling.sip.registrar.Doorkeeper;
import org.courtbridge.signalling.sip.registrar.Registrar;
import org.courtbridge.signalling.sip.registrar.Registration;
import org.courtbridge.signalling.sip.registrar.Registrations;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.MessageFilter;
import org.courtbridge.signalling.sip.stack.OverloadGuard;
import org.courtbridge.signalling.sip.stack.ProvenSources;
import org.courtbridge.signalling.sip.stack.SignallingTrace;
import org.courtbridge.signalling.sip.stack.SipCallEvent;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.courtbridge.signalling.sip.stack.SipMessages;
import org.courtbridge.signalling.sip.stack.SipStackFactory;
import org.courtbridge.signalling.sip.stack.TrustedProxies;
import org.jspecify.annotations.Nullable;

/**
 * SIP for rooms: their registrar, the calls that they make, and the calls that we make to them.
 *
 * <p>The stack's callbacks only make server transactions, so that a repeated request finds its transaction, and put into
 * mailboxes; everything else happens on a virtual thread for each call or request.
 */
public final class SipEndpoint implements RoomCaller, CredentialListener, AutoCloseable {

    private static final Logger log = LogManager.getLogger(SipEndpoint.class);

    private static final Duration GOODBYE = Duration.ofSeconds(3);

    /** Callers and registrations that are being checked, at one time; a hundred take a few milliseconds each. */
    private static final int AT_ONCE = 256;

    private final TrustedProxies proxies;
    private final ProvenSources sources;
    private final MessageFilter screen;
    private final SipStackFactory.Opened opened;
    private final SipProvider provider;
    private final SipMessages messages;
    private final Registrations registrations;
    private final Registrar registrar;
    private final DigestAuthenticator authenticator;
    private final DeviceCalls calls;
    private final InviteServer server;
    private final InviteClient client;
    private final Pings pings;

    /**
     * The services that the endpoint works with.
     *
     * @param certificates by which devices that connect over TLS may prove who they are; empty if nobody is asked for one
     * @param reception takes calls that have no hearing yet
     * @param floors floor control, by which rooms ask to present; empty if they cannot
     * @param errors receives faults of the gateway itself
     */
    public record Parts(
            Devices devices,
            Optional<DeviceCertificates> certificates,
            Conferences conferences,
            Reception reception,
            UdpPorts ports,
            Optional<FloorControl> floors,
            SignallingTrace trace,
            InternalErrors errors,
            InstantSource clock) {}

    private SipEndpoint(SipConfig config, Parts parts) throws IOException {
        StackListener listener = new StackListener();
        this.sources = new ProvenSources(System::nanoTime);
        int perSource = config.limits().requestsPerSource();
        OverloadGuard guard = new OverloadGuard(perSource, AT_ONCE, sources, System::nanoTime);
        this.proxies = config.proxies();
        this.screen = new MessageFilter(guard, proxies, perSource, sources, System::nanoTime);
        this.opened = SipStackFactory.open(
                config,
                parts.certificates().map(known -> new ClientCertificates(known::issuers)),
                listener,
                parts.trace(),
                screen);
        this.provider = opened.provider();
        this.messages = new SipMessages(config.advertised(), opened.port(), opened.tlsPort());
        this.calls = new DeviceCalls(
                parts.ports(),
                config.advertised(),
                config.mediaTimeout(),
                parts.floors(),
                config.limits().calls());
        this.registrations = new Registrations(parts.clock(), calls::moved);
        this.authenticator = new DigestAuthenticator(
                parts.devices(),
                new CertifiedDevices(parts.certificates()),
                config.realm(),
                messages,
                sources,
                parts.clock());
        this.registrar = new Registrar(authenticator, registrations, config, messages, parts.clock());
        ClientDigest digest = new ClientDigest(parts.devices(), config.realm(), messages);
        SessionTimer.Settings session = new SessionTimer.Settings(
                config.limits().sessionInterval(), config.limits().shortestSession());
        Doorkeeper doorkeeper = new Doorkeeper(
                config,
                messages,
                authenticator,
                guard,
                sources,
                new Entrance(parts.conferences(), parts.reception()),
                registrations::isFrom);
        this.server = new InviteServer(provider, messages, doorkeeper, parts.reception(), calls, digest, session);
        this.client = new InviteClient(
                provider, messages, digest, registrar, calls, config.limits().answer(), session);
        this.pings =
                Pings.start(provider, messages, registrations, config.limits().ping(), parts.errors());
        opened.stack().onLost(registrations::lost);
        opened.stack().strangers().judgedBy((request, origin, call) -> isParty(doorkeeper, request, origin, call));
        listener.owner(this);
    }

    /** @throws IOException if a port is taken */
    public static SipEndpoint open(SipConfig config, Parts parts) throws IOException {
        SipEndpoint endpoint = new SipEndpoint(config, parts);
        log.info("sip port={} tlsPort={}", endpoint.port(), endpoint.tlsPort());
        return endpoint;
    }

    /** Of UDP and TCP. */
    public int port() {
        return opened.port();
    }

    /** Empty without TLS. */
    public OptionalInt tlsPort() {
        return opened.tlsPort();
    }

    public Registrations registrations() {
        return registrations;
    }

    /** Calls of now, both ways. */
    public int calls() {
        return calls.count();
    }

    /** Since the start. */
    public long wrongPasswords() {
        return authenticator.wrongPasswords();
    }

    /** Devices at whose password far too many guesses were made within an hour, since the start. */
    public long guessAlarms() {
        return authenticator.guessAlarms();
    }

    /** Whether somebody has given a wrong password for the device in the last hours, and nobody the right one since. */
    public boolean hasWrongPassword(Device device) {
        return authenticator.wrongOfLate().knows(device.id());
    }

    /** Messages that could not be understood, since the start. */
    public long malformed() {
        return screen.malformed();
    }

    /** Requests that were refused because there was too much to do, since the start. */
    public long turnedAway() {
        return screen.turnedAway();
    }

    @Override
    public boolean isRegistered(Device device) {
        return registrations.isRegistered(device.id());
    }

    @Override
    public boolean isSilent(Device device) {
        return registrations.isSilent(device.id());
    }

    @Override
    public boolean isInCall(Device device) {
        return calls.isWith(device);
    }

    @Override
    public void hangUp(Device device, EndReason reason) {
        calls.endOf(device, reason);
    }

    /**
     * Takes registrations up that were kept over a restart, as {@link Registrations#restore} does. Whoever has registered has shown that
     * it receives there, and does not wait for those who forge addresses.
     *
     * @return how many were taken up
     */
    public int restore(List<Registration> kept) {
        int restored = registrations.restore(kept);
        registrations.all().forEach(one -> {
            sources.add(one.source().getAddress());
            sources.add(one.origin());
        });
        return restored;
    }

    /** Calls the room at its latest registration, then at its other contacts if it is not reached there. */
    @Override
    public CompletionStage<LegId> call(Device device, Destination destination) {
        return client.call(
                device,
                destination,
                registrations.of(device.id()).stream().map(CallTarget::of).toList());
    }

    /** As {@link #call(Device, Destination)}, at a SIP URI. */
    public CompletionStage<LegId> call(Device device, Destination destination, String uri) {
        return client.call(device, destination, List.of(CallTarget.direct(uri)));
    }

    @Override
    public void lapsed(Device device) {
        registrations.revoke(device.id());
        log.info("device={} unregistered: its credentials have lapsed", device.id());
    }

    @Override
    public void withdrawn(Device device) {
        registrations.revoke(device.id());
        calls.endOf(device, EndReason.REFUSED);
        log.info("device={} unregistered: its credentials were withdrawn", device.id());
    }

    /** Answers over UDP that would have been more than an unknown source is sent, since the start. */
    public long withheld() {
        return screen.withheld();
    }

    /** Responses to nothing that we asked, since the start. */
    public long unsolicited() {
        return screen.unsolicited();
    }

    /** Ends every call with a BYE, and closes the ports. */
    @Override
    public void close() {
        pings.close();
        calls.endAll(GOODBYE);
        opened.stack().stop();
    }

    void request(RequestEvent event) {
        Request request = event.getRequest();
        Dialog dialog = event.getDialog();
        if (request.getMethod().equals(Request.ACK)) {
            if (dialog != null && dialog.getApplicationData() instanceof CallMailbox mailbox) {
                mailbox.put(new SipCallEvent.Acknowledged(request));
            }
            return;
        }
        ServerTransaction transaction = transaction(event);
        if (transaction == null) {
            return;
        }
        switch (request.getMethod()) {
            case Request.CANCEL -> cancel(transaction);
            case Request.INVITE -> invite(transaction, request);
            case Request.PRACK -> within(transaction, request);
            default -> {
                if (((ToHeader) request.getHeader(ToHeader.NAME)).getTag() != null) {
                    within(transaction, request);
                } else {
                    outside(transaction, request);
                }
            }
        }
    }

    /** Null if this is a repetition, or there are too many transactions. */
    private @Nullable ServerTransaction transaction(RequestEvent event) {
        if (event.getServerTransaction() != null) {
            return event.getServerTransaction();
        }
        try {
            return provider.getNewServerTransaction(event.getRequest());
        } catch (TransactionAlreadyExistsException e) {
            return null;
        } catch (TransactionUnavailableException e) {
            log.debug("{} dropped: {}", event.getRequest().getMethod(), e.getMessage());
            return null;
        }
    }

    private void cancel(ServerTransaction transaction) {
        ServerTransaction invite =
                (ServerTransaction) ((SIPServerTransaction) transaction).getCanceledInviteTransaction();
        if (invite == null) {
            messages.answer(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        if (invite.getApplicationData() instanceof CallMailbox mailbox) {
            Request request = transaction.getRequest();
            if (!isFromParty(request, mailbox)) {
                messages.answer(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
                return;
            }
            mailbox.put(new SipCallEvent.Cancelled()); // first: whoever has our 200 gets no call any more
        }
        messages.answer(transaction, Response.OK);
    }

    /** A CANCEL cannot be challenged (RFC 3261, section 22.1): it comes from where its INVITE came from. */
    private boolean isFromParty(Request request, CallMailbox mailbox) {
        String transport = SipMessages.receivedOver(request);
        return mailbox.isParty(proxies.originOf(request), transport);
    }

    /** Whether whoever sends within a call from elsewhere has proved to be its device; otherwise he is answered. */
    private boolean isParty(Doorkeeper doorkeeper, Request request, InetAddress origin, CallMailbox call) {
        Optional<Response> doubt = calls.deviceOf(call)
                .map(device -> doorkeeper.doubt(request, origin, device))
                .orElseGet(() -> Optional.of(messages.response(request, Response.FORBIDDEN)));
        try {
            if (doubt.isPresent()) {
                provider.sendResponse(doubt.get());
            }
        } catch (SipException e) {
            log.debug("a stranger's request within a call is not answered: {}", e.getMessage());
        }
        return doubt.isEmpty();
    }

    private void invite(ServerTransaction transaction, Request request) {
        if (((ToHeader) request.getHeader(ToHeader.NAME)).getTag() != null) {
            within(transaction, request);
            return;
        }
        MaxForwardsHeader hops = (MaxForwardsHeader) request.getHeader(MaxForwardsHeader.NAME);
        if (hops != null && hops.getMaxForwards() == 0) {
            messages.answer(transaction, Response.TOO_MANY_HOPS); // it has been going round (RFC 7332, section 4)
            return;
        }
        Dialog dialog = transaction.getDialog();
        if (dialog == null) {
            messages.answer(transaction, Response.SERVER_INTERNAL_ERROR);
            return;
        }
        CallMailbox mailbox = new CallMailbox();
        mailbox.sendsFrom(proxies.originOf(request), SipMessages.receivedOver(request));
        transaction.setApplicationData(mailbox);
        dialog.setApplicationData(mailbox);
        // What others are sent is limited. Without this they repeat their INVITE, and get the answer again if it was
        // lost.
        if (sources.isSenderOf(request) || request.getHeader(AuthorizationHeader.NAME) != null) {
            messages.answer(transaction, Response.TRYING);
        }
        Thread.ofVirtual().name("sip-call").start(() -> server.run(transaction, request, mailbox));
    }

    private void within(ServerTransaction transaction, Request request) {
        Dialog dialog = transaction.getDialog();
        if (dialog != null && dialog.getApplicationData() instanceof CallMailbox mailbox) {
            transaction.setApplicationData(mailbox);
            mailbox.request(new SipCallEvent.Requested(transaction, request, proxies.originOf(request)), messages);
        } else {
            messages.answer(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        }
    }

    private void outside(ServerTransaction transaction, Request request) {
        Optional<Response> unknown = messages.unsupportedExtension(request);
        if (unknown.isPresent()) {
            messages.send(transaction, unknown.get());
            return;
        }
        switch (request.getMethod()) {
            case Request.REGISTER ->
                Thread.ofVirtual().name("sip-register").start(() -> register(transaction, request));
            case Request.OPTIONS -> messages.send(transaction, messages.capabilities(request));
            case Request.BYE, Request.INFO, Request.UPDATE, Request.PRACK ->
                messages.answer(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            default -> messages.answer(transaction, SipMessages.unsupported(request.getMethod()));
        }
    }

    private void register(ServerTransaction transaction, Request request) {
        screen.guard().began();
        try {
            messages.send(transaction, registrar.answer(request));
        } catch (RuntimeException bug) {
            log.error("REGISTER ended by a fault", bug);
            messages.answer(transaction, Response.SERVER_INTERNAL_ERROR);
        } finally {
            screen.guard().finished();
        }
    }

    void response(ResponseEvent event) {
        ClientTransaction transaction = event.getClientTransaction();
        if (transaction == null && event instanceof ResponseEventExt extended) {
            transaction = extended.getOriginalTransaction();
        }
        if (transaction != null && transaction.getApplicationData() instanceof Pings.Ping ping) {
            ping.answered();
            return;
        }
        if (transaction == null || !(transaction.getApplicationData() instanceof CallMailbox mailbox)) {
            return;
        }
        Response response = event.getResponse();
        InetAddress source = SipMessages.sourceOf(response).getAddress();
        if (SipMessages.method(response).equals(Request.INVITE) && !proxies.isTrusted(source)) {
            mailbox.sendsFrom(source, SipMessages.transportOf(response));
        }
        Dialog dialog = event.getDialog();
        if (dialog != null && isPickedUp(response)) {
            if (!mailbox.isFirst(dialog.getDialogId())) {
                Thread.ofVirtual().name("sip-fork").start(new Pickup(provider, messages, dialog, response)::turnDown);
                return;
            }
            dialog.setApplicationData(mailbox);
        }
        mailbox.put(new SipCallEvent.Responded(transaction, response));
    }

    /** True of a 2xx to an INVITE, of which there may be several where a proxy forks it (RFC 3261, section 13.2.2.4). */
    private static boolean isPickedUp(Response response) {
        return response.getStatusCode() / 100 == 2
                && SipMessages.method(response).equals(Request.INVITE);
    }

    static void timeout(TimeoutEvent event) {
        if (event.isServerTransaction()) {
            if (event.getServerTransaction().getApplicationData() instanceof CallMailbox mailbox
                    && event.getServerTransaction().getRequest().getMethod().equals(Request.INVITE)) {
                mailbox.put(new SipCallEvent.Unacknowledged());
            }
        } else if (event.getClientTransaction().getApplicationData() instanceof CallMailbox mailbox) {
            mailbox.put(new SipCallEvent.Unanswered(event.getClientTransaction()));
        } else if (event.getClientTransaction().getApplicationData() instanceof Pings.Ping ping) {
            ping.unanswered();
        }
    }

    static void dialogTimeout(DialogTimeoutEvent event) {
        if (event.getDialog() != null && event.getDialog().getApplicationData() instanceof CallMailbox mailbox) {
            mailbox.put(new SipCallEvent.Unacknowledged());
        }
    }
}
