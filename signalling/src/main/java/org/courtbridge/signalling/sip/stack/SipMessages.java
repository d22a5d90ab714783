package org.courtbridge.signalling.sip.stack;

import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TransactionState;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.RouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.media.network.AdvertisedAddresses;

/** Makes and sends messages; what JAIN-SIP declares as checked but cannot happen with our own words ends here. */
public final class SipMessages {

    private static final int LONGEST_PROGRAM = 100;
    private static final int SALT_SIZE = 32;

    private static final Logger log = LogManager.getLogger(SipMessages.class);

    /** Of a peer whose place nobody knows. */
    private static final InetAddress NOWHERE = InetAddress.ofLiteral("0.0.0.0");

    private static final Set<String> KNOWN_METHODS = Set.of(
            Request.REGISTER,
            Request.OPTIONS,
            Request.INFO,
            Request.UPDATE,
            Request.MESSAGE,
            Request.SUBSCRIBE,
            Request.NOTIFY,
            Request.PUBLISH,
            Request.PRACK,
            Request.REFER);

    /** RFC 3262, RFC 4028, RFC 3327 and RFC 5626. */
    private static final List<String> EXTENSIONS = List.of("100rel", "timer", "path", "outbound");

    private final HeaderFactory headers = new HeaderFactoryImpl();
    private final AddressFactory addresses = new AddressFactoryImpl();
    private final MessageFactory messages = new MessageFactoryImpl();
    private final String salt = salt();
    private final AdvertisedAddresses advertised;
    private final int port;
    private final OptionalInt tlsPort;

    public SipMessages(AdvertisedAddresses advertised, int port, OptionalInt tlsPort) {
        this.advertised = advertised;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    public AddressFactory addresses() {
        return addresses;
    }

    public HeaderFactory headers() {
        return headers;
    }

    public MessageFactory messages() {
        return messages;
    }

    public Response response(Request request, int status) {
        try {
            Response response = messages.createResponse(status, request);
            ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (status > 100 && to.getTag() == null) {
                to.setTag(tagFor(request));
            }
            if (status == Response.METHOD_NOT_ALLOWED || status == Response.NOT_IMPLEMENTED) {
                allow(response);
            }
            return response;
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With a reason phrase of its own, for what the stack has never heard of. */
    public Response response(Request request, int status, String phrase) {
        try {
            Response response = response(request, status);
            response.setReasonPhrase(phrase);
            return response;
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    public String newTag() {
        return Utils.getInstance().generateTag();
    }

    /** Whoever has seen some of our tags must not be able to find out others: a tag that comes back shows who receives. */
    private static String salt() {
        byte[] salt = new byte[SALT_SIZE];
        new SecureRandom().nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    /**
     * The same for every response to a request, as a dialog's tag must not change; never the same for two, and known to none
     * but who receives it.
     */
    private String tagFor(Request request) {
        ViaHeader via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        CallIdHeader callId = (CallIdHeader) request.getHeader(CallIdHeader.NAME);
        FromHeader from = (FromHeader) request.getHeader(FromHeader.NAME);
        String text = salt + callId.getCallId() + "|" + from.getTag() + "|" + via.getBranch();
        return DigestCredentials.Algorithm.SHA_256.hash(text).substring(0, 16);
    }

    /** Sends, or notes that the transaction is gone; the peer will have given up by then. */
    public void send(ServerTransaction transaction, Response response) {
        try {
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException | IllegalStateException e) {
            log.debug("{} not sent: {}", response.getStatusCode(), e.getMessage());
        }
    }

    public void answer(ServerTransaction transaction, int status) {
        send(transaction, response(transaction.getRequest(), status));
    }

    /** As {@link #answer}, after a fault, when it may be that the transaction has had its final answer. */
    public void answerIfDue(ServerTransaction transaction, int status) {
        TransactionState state = transaction.getState();
        if (state == null || state == TransactionState.TRYING || state == TransactionState.PROCEEDING) {
            answer(transaction, status);
        }
    }

    public Header header(String name, String value) {
        try {
            return headers.createHeader(name, value);
        } catch (ParseException e) {
            throw new IllegalStateException(name + " cannot be " + value, e);
        }
    }

    public void add(Message message, String name, String value) {
        message.addHeader(header(name, value));
    }

    public void sdp(Message message, String description) {
        content(message, "application", "sdp", description);
    }

    public void content(Message message, String type, String subtype, String text) {
        try {
            ContentTypeHeader contentType = headers.createContentTypeHeader(type, subtype);
            message.setContent(text.getBytes(StandardCharsets.UTF_8), contentType);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The first Via of a request of ours, with a port that the stack may be told to answer to (RFC 3581).
     *
     * @param hop where the request goes to next, as of {@link #place(String)}
     */
    public ViaHeader via(InetAddress hop, String transport) {
        try {
            ViaHeader via = headers.createViaHeader(
                    SipStackFactory.host(advertised.towards(hop)), portOf(transport), transport, null);
            via.setRPort();
            return via;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where an address leads to, with or without angle brackets; a wildcard if nobody knows. */
    public InetAddress place(String address) {
        try {
            return addresses.createAddress(address).getURI() instanceof SipURI uri ? place(uri) : NOWHERE;
        } catch (ParseException e) {
            return NOWHERE;
        }
    }

    /** Where a URI leads to: its {@code maddr}, or its host; a wildcard if that is a name that nobody has. */
    public static InetAddress place(SipURI uri) {
        String host = Optional.ofNullable(uri.getMAddrParam()).orElse(uri.getHost());
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return NOWHERE;
        }
    }

    /** Where a request of ours goes to next, by its way or as RFC 3261, section 8.1.2, has it; a wildcard if nobody knows. */
    public InetAddress nextHop(Optional<Flow> flow, Request request) {
        if (flow.isPresent()) {
            return flow.get().address().getAddress();
        }
        URI next = request.getHeader(RouteHeader.NAME) instanceof RouteHeader route
                ? route.getAddress().getURI()
                : request.getRequestURI();
        return next instanceof SipURI uri ? place(uri) : NOWHERE;
    }

    /**
     * Says in the Via of a request within a call by what it really goes, where the stack believes the party's Contact, from
     * which address of ours, and that its answer may come back to where it came from (RFC 3581).
     */
    public void goBy(Optional<Flow> flow, Request request) {
        if (!(request.getHeader(ViaHeader.NAME) instanceof ViaHeader via)) {
            return;
        }
        try {
            via.setRPort();
            via.setHost(SipStackFactory.host(advertised.towards(nextHop(flow, request))));
            if (flow.isPresent()) {
                via.setTransport(flow.get().transport());
                via.setPort(portOf(flow.get().transport()));
            }
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As above, by the way of the call that the dialog belongs to. */
    public void goBy(Dialog dialog, Request request) {
        goBy(dialog.getApplicationData() instanceof CallMailbox mailbox ? mailbox.flow() : Optional.empty(), request);
    }

    private int portOf(String transport) {
        return transport.equalsIgnoreCase("TLS") && tlsPort.isPresent() ? tlsPort.getAsInt() : port;
    }

    /** Whether that is a port of ours, on any address of this machine. */
    public boolean isOurs(InetSocketAddress place) {
        boolean ourPort = place.getPort() == port || tlsPort.isPresent() && place.getPort() == tlsPort.getAsInt();
        return ourPort && (advertised.configured().contains(place.getAddress()) || isOfThisMachine(place.getAddress()));
    }

    /** Whether an interface of this machine has the address. */
    public static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            log.debug("{} may be of this machine: {}", address, e.getMessage());
            return false;
        }
    }

    /** Our Contact over a transport. @param peer whom it is told to, as of {@link #place(String)} */
    public ContactHeader contact(InetAddress peer, String transport) {
        return headers.createContactHeader(address("gateway", peer, transport));
    }

    /** Our Contact in a response to a request. */
    public ContactHeader contact(Request request, String transport) {
        return contact(sourceOf(request).getAddress(), transport);
    }

    public Address address(String user, InetAddress peer, String transport) {
        try {
            SipURI uri = addresses.createSipURI(user, SipStackFactory.host(advertised.towards(peer)));
            uri.setPort(portOf(transport));
            uri.setTransportParam(transport.toLowerCase(Locale.ROOT));
            return addresses.createAddress(uri);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says which methods we answer, and which extensions we have. */
    public void allow(Message message) {
        try {
            message.setHeader(headers.createAllowHeader(SipStackFactory.allowed()));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
        message.removeHeader("Supported");
        EXTENSIONS.forEach(option -> add(message, "Supported", option));
    }

    /** As {@link #allow}, with one extension less. */
    public void allowWithout(String extension, Message message) {
        allow(message);
        message.removeHeader("Supported");
        EXTENSIONS.stream()
                .filter(option -> !option.equals(extension))
                .forEach(option -> add(message, "Supported", option));
    }

    /** A refusal that says what is wrong (RFC 3261, section 20.43). */
    public Response warned(Request request, int status, RuntimeException complaint) {
        return warned(request, status, String.valueOf(complaint.getMessage()));
    }

    /** As above. @param why in English */
    public Response warned(Request request, int status, String why) {
        Response response = response(request, status);
        add(
                response,
                "Warning",
                "399 %s \"%s\""
                        .formatted(
                                SipStackFactory.host(
                                        advertised.towards(sourceOf(request).getAddress())),
                                why.replaceAll("[^ -~]|[\"\\\\]", "?")));
        return response;
    }

    /** 420 if the request requires what we do not have (RFC 3261, section 8.2.2.3). */
    public Optional<Response> unsupportedExtension(Request request) {
        List<String> unknown = list(request, "Require").stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(option -> !EXTENSIONS.contains(option.toLowerCase(Locale.ROOT)))
                .toList();
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        Response bad = response(request, Response.BAD_EXTENSION);
        unknown.forEach(option -> add(bad, "Unsupported", option));
        return Optional.of(bad);
    }

    /**
     * The refusal of a request whose body has to be understood and is not: 415 with what we take instead, or 400 (RFC 3261,
     * section 8.2.3, RFC 5621); empty if it is understood, or there is none.
     */
    public Optional<Response> strangeContent(Request request) {
        return switch (MessageBody.of(request)) {
            case MessageBody.Empty _, MessageBody.Description _ -> Optional.empty();
            case MessageBody.Malformed malformed -> Optional.of(warned(request, Response.BAD_REQUEST, malformed.why()));
            case MessageBody.Unknown _ -> Optional.of(unsupportedMediaType(request));
            case MessageBody.Encoded _ -> {
                Response response = unsupportedMediaType(request);
                add(response, "Accept-Encoding", "identity");
                yield Optional.of(response);
            }
        };
    }

    private Response unsupportedMediaType(Request request) {
        Response response = response(request, Response.UNSUPPORTED_MEDIA_TYPE);
        MessageBody.TYPES.forEach(type -> add(response, "Accept", type));
        return response;
    }

    /** The response to OPTIONS, with our capabilities (RFC 3261, section 11.2). */
    public Response capabilities(Request request) {
        Response response = response(request, Response.OK);
        allow(response);
        MessageBody.TYPES.forEach(type -> add(response, "Accept", type));
        return response;
    }

    /** The answer to a method that we do not take: known to SIP, or not at all. */
    public static int unsupported(String method) {
        return KNOWN_METHODS.contains(method) ? Response.METHOD_NOT_ALLOWED : Response.NOT_IMPLEMENTED;
    }

    public static String transportOf(Message message) {
        ViaHeader via = (ViaHeader) message.getHeader(ViaHeader.NAME);
        return via.getTransport().toUpperCase(Locale.ROOT);
    }

    /** The method in CSeq. */
    public static String method(Message message) {
        return ((CSeqHeader) message.getHeader(CSeqHeader.NAME)).getMethod();
    }

    /** The number in CSeq. */
    public static long sequence(Message message) {
        return ((CSeqHeader) message.getHeader(CSeqHeader.NAME)).getSeqNumber();
    }

    /** The other side's program, by its User-Agent or Server (RFC 3261, sections 20.35 and 20.41), shortened for people. */
    public static Optional<String> program(Message message) {
        return Stream.of("User-Agent", "Server")
                .flatMap(name -> Stream.ofNullable(message.getHeader(name)))
                .map(Header::toString)
                .map(line -> line.substring(line.indexOf(':') + 1)
                        .replaceAll("\\p{Cntrl}", "")
                        .strip())
                .filter(program -> !program.isEmpty())
                .map(program -> program.substring(0, Math.min(LONGEST_PROGRAM, program.length())))
                .findFirst();
    }

    public static String text(Message message) {
        byte[] content = message.getRawContent();
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }

    /** The session description of a message, of whatever is around it; empty if it has none that can be read. */
    public static String description(Message message) {
        return switch (MessageBody.of(message)) {
            case MessageBody.Description description -> description.text();
            case MessageBody.Unknown unknown when unknown.type().isEmpty() -> text(message);
            case MessageBody.Empty _, MessageBody.Unknown _, MessageBody.Encoded _, MessageBody.Malformed _ -> "";
        };
    }

    /** Whether an option is in {@code Supported}, {@code Require} or the like. */
    public static boolean hasOption(Message message, String name, String option) {
        return list(message, name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(word -> word.strip().equalsIgnoreCase(option));
    }

    /** Empty if there is none. */
    public static String toTag(Message message) {
        String tag = ((ToHeader) message.getHeader(ToHeader.NAME)).getTag();
        return tag == null ? "" : tag;
    }

    /** The type and subtype of the content in lower case, or an empty string. */
    public static String contentType(Message message) {
        ContentTypeHeader type = (ContentTypeHeader) message.getHeader(ContentTypeHeader.NAME);
        return type == null ? "" : (type.getContentType() + "/" + type.getContentSubType()).toLowerCase(Locale.ROOT);
    }

    /** Source address of a message's packet, whatever the message says of itself. */
    public static InetSocketAddress sourceOf(Message message) {
        SIPMessage sip = (SIPMessage) message;
        InetAddress packet = sip.getPeerPacketSourceAddress();
        if (packet != null) {
            return new InetSocketAddress(packet, Math.max(0, sip.getPeerPacketSourcePort()));
        }
        return new InetSocketAddress(sip.getRemoteAddress(), Math.max(0, sip.getRemotePort()));
    }

    /** Transport of the packets in which a request came, "UDP", "TCP" or "TLS", whatever it says of itself. */
    public static String receivedOver(Request request) {
        return request instanceof SIPRequest sip && sip.getMessageChannel() instanceof MessageChannel channel
                ? channel.getTransport().toUpperCase(Locale.ROOT)
                : transportOf(request);
    }

    public static List<String> list(Message message, String name) {
        List<String> values = new ArrayList<>();
        message.getHeaders(name).forEachRemaining(header -> {
            String line = header.toString();
            values.add(line.substring(line.indexOf(':') + 1).trim());
        });
        return values;
    }
}
