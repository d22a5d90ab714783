package org.courtbridge.signalling.sip.registrar;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.UserAgentHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.courtbridge.signalling.sip.stack.SipMessages;
import org.courtbridge.signalling.sip.stack.TrustedProxies;

/** Answers REGISTER (RFC 3261, section 10.3). */
public final class Registrar {

    private static final Logger log = LogManager.getLogger(Registrar.class);

    /** RFC 5626, section 6. */
    private static final int NO_OUTBOUND = 439;

    /** Seconds within which we want to hear from a connection (RFC 5626, section 5.4). */
    private static final int FLOW_TIMER = 120;

    private final DigestAuthenticator authenticator;
    private final Registrations registrations;
    private final SipConfig.Limits limits;
    private final TrustedProxies proxies;
    private final SipMessages messages;
    private final ContactCheck contactCheck;
    private final InstantSource clock;

    public Registrar(
            DigestAuthenticator authenticator,
            Registrations registrations,
            SipConfig config,
            SipMessages messages,
            InstantSource clock) {
        this.authenticator = authenticator;
        this.registrations = registrations;
        this.limits = config.limits();
        this.proxies = config.proxies();
        this.messages = messages;
        this.contactCheck = new ContactCheck(messages, registrations);
        this.clock = clock;
    }

    public Response answer(Request request) {
        InetSocketAddress source = SipMessages.sourceOf(request);
        long asOf = registrations.revocations();
        InetAddress origin = proxies.originOf(request);
        return switch (authenticator.check(request, origin)) {
            case DigestAuthenticator.Verdict.Answer answer -> answer.response();
            case DigestAuthenticator.Verdict.Known known -> register(request, known.device(), source, origin, asOf);
        };
    }

    /**
     * Why a call for a device may not be redirected to a place; empty if it may.
     *
     * @param source of whoever redirects it
     */
    public Optional<String> complaintOfRedirection(SipURI place, Device device, InetAddress source) {
        return contactCheck.complaintOfRedirection(place, device, source);
    }

    /**
     * Why a registered device may not be called where a name leads that it has registered; empty if it may. Asks for the name's
     * address, so not for threads that must not wait.
     *
     * @param contact that is called; one that it has not registered is left to whoever gave it
     * @param path the proxies on the way
     */
    public Optional<String> complaintOfCall(Device device, String contact, List<String> path) {
        return registrations.of(device.id()).stream()
                .filter(known -> known.contact().equals(contact) && known.path().equals(path))
                .findFirst()
                .flatMap(known -> uri(path.isEmpty() ? "<" + contact + ">" : path.getFirst())
                        .flatMap(hop -> contactCheck.complaintOfRegisteredName(
                                hop, !path.isEmpty(), device, known.source().getAddress())));
    }

    private Response register(Request request, Device device, InetSocketAddress source, InetAddress origin, long asOf) {
        ToHeader to = (ToHeader) request.getHeader(ToHeader.NAME);
        if (!(to.getAddress().getURI() instanceof SipURI address)
                || !device.username().equalsIgnoreCase(address.getUser())) {
            return messages.response(request, Response.FORBIDDEN);
        }
        RegisterSequence sequence = new RegisterSequence(
                ((CallIdHeader) request.getHeader(CallIdHeader.NAME)).getCallId(), SipMessages.sequence(request));
        if (registrations.isOutdated(device.id(), sequence)) {
            return messages.response(request, Response.SERVER_INTERNAL_ERROR);
        }
        List<ContactHeader> contacts = contacts(request);
        List<String> path = SipMessages.list(request, "Path").stream()
                .flatMap(value -> Arrays.stream(value.split(",(?![^<]*>)")))
                .map(String::strip)
                .toList();
        Optional<String> astray = path.stream()
                .findFirst()
                .flatMap(this::uri)
                .flatMap(proxy -> contactCheck.complaintOfPath(proxy, device, source));
        if (astray.isPresent()) {
            log.warn("device={} registers a path that is refused: {}", device.id(), astray.get());
            return messages.warned(request, Response.FORBIDDEN, astray.get());
        }
        boolean outbound = SipMessages.hasOption(request, "Supported", "outbound")
                && contacts.stream().anyMatch(contact -> contact.getParameter("reg-id") != null);
        if (outbound && !path.isEmpty() && !path.getLast().matches("(?i).*;ob\\b.*")) {
            return messages.response(request, NO_OUTBOUND, "First Hop Lacks Outbound Support");
        }
        boolean wildcard =
                contacts.stream().anyMatch(contact -> contact.getAddress().isWildcard());
        if (wildcard) {
            if (contacts.size() != 1 || seconds(request, contacts.getFirst()) != 0) {
                return messages.response(request, Response.BAD_REQUEST);
            }
            registrations.removeAll(device.id());
            log.info("device={} unregistered", device.id());
            return granted(request, device);
        }
        List<Registration> added = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (ContactHeader contact : contacts) {
            String uri = contact.getAddress().getURI().toString();
            long seconds = seconds(request, contact);
            if (!(contact.getAddress().getURI() instanceof SipURI place)) {
                return messages.response(request, Response.BAD_REQUEST);
            }
            if (seconds == 0) {
                removed.add(uri);
                continue;
            }
            Optional<String> complaint = contactCheck.complaintOfContact(place, device, source);
            if (complaint.isPresent()) {
                log.warn("device={} registers a contact that is refused: {}", device.id(), complaint.get());
                return messages.warned(request, Response.FORBIDDEN, complaint.get());
            }
            if (seconds < limits.shortestRegistration().toSeconds()) {
                Response brief = messages.response(request, Response.INTERVAL_TOO_BRIEF);
                messages.add(
                        brief,
                        "Min-Expires",
                        Long.toString(limits.shortestRegistration().toSeconds()));
                return brief;
            }
            Instant expires = clock.instant()
                    .plusSeconds(Math.min(seconds, limits.longestRegistration().toSeconds()));
            added.add(new Registration(
                    device,
                    uri,
                    SipMessages.transportOf(request),
                    source,
                    origin,
                    true,
                    expires,
                    sequence,
                    userAgent(request),
                    outbound ? flow(contact) : "",
                    Registration.placeOf(place),
                    path));
        }
        if (!registrations.replace(device.id(), added, removed, limits.contactsPerDevice(), asOf)) {
            return messages.response(request, Response.SERVER_INTERNAL_ERROR);
        }
        log.debug("device={} registered={} unregistered={}", device.id(), added.size(), removed.size());
        Response granted = granted(request, device);
        if (outbound && !added.isEmpty()) {
            messages.add(granted, "Require", "outbound");
            messages.add(granted, "Flow-Timer", Integer.toString(FLOW_TIMER));
        }
        if (SipMessages.hasOption(request, "Supported", "path")) {
            path.forEach(hop -> messages.add(granted, "Path", hop));
        }
        return granted;
    }

    private Optional<SipURI> uri(String hop) {
        try {
            return messages.addresses().createAddress(hop).getURI() instanceof SipURI uri
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** Of which device, and which of its connections (RFC 5626, section 4.2). */
    private static String flow(ContactHeader contact) {
        String instance = contact.getParameter("+sip.instance");
        String number = contact.getParameter("reg-id");
        return instance == null || number == null ? "" : instance + " " + number;
    }

    private Response granted(Request request, Device device) {
        Response response = messages.response(request, Response.OK);
        for (Registration registration : registrations.of(device.id())) {
            long left =
                    Duration.between(clock.instant(), registration.expires()).toSeconds();
            messages.add(
                    response,
                    "Contact",
                    "<" + registration.contact() + ">;expires=" + Math.max(1, left) + named(registration.flow()));
        }
        return response;
    }

    private static String named(String flow) {
        int space = flow.lastIndexOf(' ');
        return space < 0
                ? ""
                : ";reg-id=%s;+sip.instance=\"%s\""
                        .formatted(
                                flow.substring(space + 1),
                                flow.substring(0, space).replace("\"", ""));
    }

    private static List<ContactHeader> contacts(Request request) {
        List<ContactHeader> contacts = new ArrayList<>();
        for (Iterator<?> i = request.getHeaders(ContactHeader.NAME); i.hasNext(); ) {
            contacts.add((ContactHeader) i.next());
        }
        return contacts;
    }

    /** The requested lifetime in seconds: the contact's, else the request's, else the longest. */
    private long seconds(Request request, ContactHeader contact) {
        if (!contact.getAddress().isWildcard() && contact.getParameter("expires") != null) {
            return Math.max(0, contact.getExpires());
        }
        ExpiresHeader expires = request.getExpires();
        return expires == null ? limits.longestRegistration().toSeconds() : Math.max(0, expires.getExpires());
    }

    private static String userAgent(Request request) {
        UserAgentHeader header = (UserAgentHeader) request.getHeader(UserAgentHeader.NAME);
        if (header == null) {
            return "";
        }
        StringBuilder name = new StringBuilder();
        header.getProduct()
                .forEachRemaining(
                        product -> name.append(name.isEmpty() ? "" : " ").append(product));
        return name.length() > 200 ? name.substring(0, 200) : name.toString();
    }
}
