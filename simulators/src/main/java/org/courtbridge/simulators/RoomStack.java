package org.courtbridge.simulators;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TooManyListenersException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.signalling.sip.stack.MessageLog;
import org.courtbridge.signalling.sip.stack.StackLog;

/**
 * The room's SIP messages: makes and sends them over UDP, and hands on what comes as {@link RoomPhone.Event}s. The room's
 * own thread alone sends.
 */
final class RoomStack implements SipListener, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(RoomStack.class);
    private static final int ATTEMPTS = 20;
    private static final int REGISTRATION_SECONDS = 60;

    private final InetSocketAddress server;
    private final InetAddress local;
    private final String user;
    private final Consumer<RoomPhone.Event> events;
    private final SipStack stack;
    private final SipProvider provider;
    private final AddressFactory addresses;
    private final HeaderFactory headers;
    private final MessageFactory messages;
    private final DigestAnswer digest;
    private final CallIdHeader registration;
    private final AtomicLong sequence = new AtomicLong(1);
    private final Set<ClientTransaction> unanswered = new HashSet<>();

    /** @param local where to listen; port 0 for any free one */
    RoomStack(
            InetSocketAddress server,
            InetSocketAddress local,
            String user,
            String password,
            Consumer<RoomPhone.Event> events)
            throws SipException, SocketException {
        this.server = server;
        this.local = local.getAddress();
        this.user = user;
        this.events = events;
        SipFactory factory = SipFactory.getInstance();
        stack = factory.createSipStack(properties());
        addresses = factory.createAddressFactory();
        headers = factory.createHeaderFactory();
        messages = factory.createMessageFactory();
        digest = new DigestAnswer(headers, user, password);
        provider = stack.createSipProvider(listen(local.getPort()));
        registration = provider.getNewCallId();
        try {
            provider.addSipListener(this);
        } catch (TooManyListenersException e) {
            throw new SipException("a new provider has no listener yet", e);
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "room-" + UUID.randomUUID());
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", StackLog.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", MessageLog.class.getName());
        // One callback at a time keeps messages in the order in which they came.
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "1");
        return properties;
    }

    /** The stack refuses port 0, so that a free one must be found first; it may be taken in between. */
    private ListeningPoint listen(int wanted) throws SipException, SocketException {
        SipException last = new SipException("no free port");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                int port = wanted == 0 ? freePort() : wanted;
                return stack.createListeningPoint(local.getHostAddress(), port, ListeningPoint.UDP);
            } catch (SipException | InvalidArgumentException e) {
                last = new SipException("no free port", e);
            }
        }
        throw last;
    }

    private int freePort() throws SocketException {
        try (DatagramSocket socket = new DatagramSocket(0, local)) {
            return socket.getLocalPort();
        }
    }

    void register() throws SipException, ParseException, InvalidArgumentException {
        register(REGISTRATION_SECONDS);
    }

    void unregister() throws SipException, ParseException, InvalidArgumentException {
        register(0);
    }

    private void register(int seconds) throws SipException, ParseException, InvalidArgumentException {
        Request request = request(Request.REGISTER, serverUri(""), serverUri(user), registration);
        request.addHeader(headers.createExpiresHeader(seconds));
        send(request);
    }

    void invite(String number, String offer) throws SipException, ParseException, InvalidArgumentException {
        Request request = request(Request.INVITE, serverUri(number), serverUri(number), provider.getNewCallId());
        request.addHeader(headers.createAllowHeader("INVITE, ACK, BYE, CANCEL, OPTIONS, INFO"));
        request.setContent(
                offer.getBytes(StandardCharsets.UTF_8), headers.createContentTypeHeader("application", "sdp"));
        send(request);
    }

    /**
     * Sends a challenged request anew with the proof that was asked for.
     *
     * @return whether there was any to give: not if the last one was refused
     */
    boolean authenticate(Response challenge, Request challenged)
            throws SipException, ParseException, InvalidArgumentException {
        Optional<AuthorizationHeader> proof = digest.to(challenge, challenged);
        boolean refused =
                challenged.getHeader("Authorization") != null || challenged.getHeader("Proxy-Authorization") != null;
        if (proof.isEmpty() || refused) {
            return false;
        }
        Request again = (Request) challenged.clone();
        CSeqHeader number = (CSeqHeader) again.getHeader(CSeqHeader.NAME);
        number.setSeqNumber(sequence.incrementAndGet());
        again.removeHeader(ViaHeader.NAME);
        again.addFirst(via());
        again.addHeader(proof.get());
        send(again);
        return true;
    }

    /** @param sequenceNumber of the INVITE that was answered */
    void acknowledge(Dialog dialog, long sequenceNumber) throws SipException, InvalidArgumentException {
        dialog.sendAck(dialog.createAck(sequenceNumber));
    }

    void bye(Dialog dialog) throws SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(dialog.createRequest(Request.BYE));
        dialog.sendRequest(transaction);
        unanswered.add(transaction);
    }

    /** Takes note that a request has its last answer, or will get none. */
    void answered(ClientTransaction transaction) {
        unanswered.remove(transaction);
    }

    /** Whether an answer to a request may still come. */
    boolean awaitsAnswers() {
        return !unanswered.isEmpty();
    }

    void respond(ServerTransaction transaction, int status)
            throws SipException, ParseException, InvalidArgumentException {
        transaction.sendResponse(messages.createResponse(status, transaction.getRequest()));
    }

    void accept(ServerTransaction transaction, String description)
            throws SipException, ParseException, InvalidArgumentException {
        Response response = messages.createResponse(Response.OK, transaction.getRequest());
        response.addHeader(contact());
        response.setContent(
                description.getBytes(StandardCharsets.UTF_8), headers.createContentTypeHeader("application", "sdp"));
        transaction.sendResponse(response);
    }

    private Request request(String method, SipURI target, SipURI to, CallIdHeader callId)
            throws ParseException, InvalidArgumentException {
        FromHeader from = headers.createFromHeader(addresses.createAddress(serverUri(user)), tag());
        ToHeader toHeader = headers.createToHeader(addresses.createAddress(to), null);
        CSeqHeader number = headers.createCSeqHeader(sequence.incrementAndGet(), method);
        Request request = messages.createRequest(
                target, method, callId, number, from, toHeader, List.of(via()), headers.createMaxForwardsHeader(70));
        request.addHeader(contact());
        request.addHeader(headers.createUserAgentHeader(List.of("Courtbridge-demo-room")));
        return request;
    }

    private void send(Request request) throws SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        transaction.sendRequest();
        unanswered.add(transaction);
    }

    private SipURI serverUri(String userPart) throws ParseException {
        SipURI uri = addresses.createSipURI(
                userPart.isEmpty() ? null : userPart, server.getAddress().getHostAddress());
        uri.setPort(server.getPort());
        return uri;
    }

    private ViaHeader via() throws ParseException, InvalidArgumentException {
        ViaHeader via = headers.createViaHeader(local.getHostAddress(), port(), ListeningPoint.UDP, null);
        via.setRPort();
        return via;
    }

    private ContactHeader contact() throws ParseException {
        SipURI uri = addresses.createSipURI(user, local.getHostAddress());
        uri.setPort(port());
        Address address = addresses.createAddress(uri);
        return headers.createContactHeader(address);
    }

    private int port() {
        return provider.getListeningPoint(ListeningPoint.UDP).getPort();
    }

    private static String tag() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** The server transaction is made here: a retransmission must meet it, not begin another. */
    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        if (request.getMethod().equals(Request.ACK)) {
            events.accept(new RoomPhone.Acknowledged(request));
            return;
        }
        try {
            ServerTransaction transaction = event.getServerTransaction() == null
                    ? provider.getNewServerTransaction(request)
                    : event.getServerTransaction();
            events.accept(new RoomPhone.Asked(request, transaction));
        } catch (SipException e) {
            LOG.debug("{} is a retransmission or came too late: {}", request.getMethod(), e.getMessage());
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        ClientTransaction transaction = event.getClientTransaction();
        if (transaction != null) {
            events.accept(
                    new RoomPhone.Replied(event.getResponse(), transaction, Optional.ofNullable(event.getDialog())));
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            events.accept(new RoomPhone.Unanswered(event.getClientTransaction()));
        }
    }

    /** The stack's source of such an event is the transaction, of which nothing more is heard. */
    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.debug("cannot reach {}:{}", event.getHost(), event.getPort());
        if (event.getSource() instanceof ClientTransaction transaction) {
            events.accept(new RoomPhone.Unanswered(transaction));
        }
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}

    /** To be called when no more answers are awaited: the stack prints what it interrupts at its work to the terminal. */
    @Override
    public void close() {
        stack.stop();
    }
}
