package org.courtbridge.signalling.sip.stack;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.Require;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Judges a message before the stack sees it: the stack drops in silence what lacks a part that it needs, where RFC 3261
 * wants to be told (sections 8.2, 16.3, 18.3, 21.4.1).
 */
final class MessageCheck {

    private static final Pattern REQUEST_LINE = Pattern.compile("([!-~]+) ([^\\s<>]+) SIP/([0-9]+\\.[0-9]+)");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,64}");

    /** These are named once in a request (RFC 3261, section 7.3.1). */
    private static final List<String> SINGLE =
            List.of("from", "to", "call-id", "cseq", "max-forwards", "content-length", "content-type");

    /** Parts without which a request cannot be understood at all; any other that is unreadable is ignored. */
    private static final Set<Class<?>> VITAL = Set.of(
            From.class,
            To.class,
            CSeq.class,
            CallID.class,
            Via.class,
            MaxForwards.class,
            Contact.class,
            Route.class,
            RecordRoute.class,
            Require.class,
            RequestLine.class,
            StatusLine.class);

    private MessageCheck() {}

    sealed interface Verdict {

        record Pass() implements Verdict {}

        /** Nobody could be told. */
        record Drop() implements Verdict {}

        /** @param phrase the reason phrase, which says what is wrong */
        record Refuse(int status, String phrase) implements Verdict {}
    }

    private static final Verdict PASS = new Verdict.Pass();
    private static final Verdict DROP = new Verdict.Drop();

    /** @param message with as much body as it says, at most */
    static Verdict check(RawMessage message) {
        if (message.isResponse()) {
            return understood(message).isEmpty() ? PASS : DROP;
        }
        boolean addressed = message.value("via").filter(via -> !via.isEmpty()).isPresent();
        if (!addressed || !message.startLine().contains(" SIP/")) {
            return DROP;
        }
        Optional<Verdict> complaint = complaint(message);
        return message.method().equals(Request.ACK) && complaint.isPresent() ? DROP : complaint.orElse(PASS);
    }

    private static Optional<Verdict> complaint(RawMessage message) {
        Matcher line = REQUEST_LINE.matcher(message.startLine());
        if (!line.matches() || !TOKEN.matcher(line.group(1)).matches()) {
            return bad("Malformed Request-Line");
        }
        if (!line.group(3).equals("2.0")) {
            return Optional.of(new Verdict.Refuse(Response.VERSION_NOT_SUPPORTED, "Version Not Supported"));
        }
        if (!message.isWhole()) {
            return bad("Header Section Does Not End");
        }
        String uri = line.group(2);
        int colon = uri.indexOf(':');
        if (colon < 1) {
            return bad("Malformed Request-URI");
        }
        if (!uri.substring(0, colon).matches("(?i)sips?")) {
            return Optional.of(new Verdict.Refuse(Response.UNSUPPORTED_URI_SCHEME, "Unsupported URI Scheme"));
        }
        if (uri.indexOf('?', uri.lastIndexOf('@') + 1) >= 0) {
            return bad("Header Fields in Request-URI");
        }
        for (String name : List.of("from", "to", "call-id", "cseq")) {
            if (message.value(name).orElse("").isEmpty()) {
                return bad("Missing " + RawMessage.capitalised(name) + " Header Field");
            }
        }
        if (line.group(1).equals(Request.INVITE) && message.tag("to").isEmpty()) {
            // Without one nothing could be sent within the call (RFC 3261, section 8.1.1.8).
            String contact = message.value("contact").orElse("");
            if (contact.isEmpty() || contact.equals("*")) {
                return bad(contact.isEmpty() ? "Missing Contact Header Field" : "Malformed Contact Header Field");
            }
        }
        for (String name : SINGLE) {
            if (message.values(name).size() > 1) {
                return bad("Repeated " + RawMessage.capitalised(name) + " Header Field");
            }
        }
        // The stack would take one of them, and which, the sender must not choose (RFC 3261, section 7.3.1).
        if (message.vias().stream().anyMatch(TrustedProxies::isAmbiguous)) {
            return bad("Repeated received Parameter");
        }
        return numbers(message, line.group(1)).or(() -> understood(message));
    }

    private static Optional<Verdict> numbers(RawMessage message, String method) {
        String[] sequence = message.value("cseq").orElse("").split("\\s+");
        if (sequence.length != 2 || !isBelow(sequence[0], 1L << 31)) {
            return bad("Malformed CSeq Header Field");
        }
        if (!sequence[1].equals(method)) {
            return bad("CSeq Method Differs");
        }
        if (message.value("max-forwards").filter(hops -> !isBelow(hops, 256)).isPresent()) {
            return bad("Malformed Max-Forwards Header Field");
        }
        int length = message.contentLength().orElse(message.bodyLength());
        return length < 0 || length > message.bodyLength()
                ? bad("Content-Length Is Not the Length of the Content")
                : Optional.empty();
    }

    private static boolean isBelow(String number, long limit) {
        return number.matches("[0-9]{1,10}") && Long.parseLong(number) < limit;
    }

    /** The verdict on a message that the stack's own parser cannot read; empty if it can. */
    private static Optional<Verdict> understood(RawMessage message) {
        List<String> vital = new ArrayList<>();
        try {
            new StringMsgParser().parseSIPMessage(message.write(), false, false, (fault, sip, type, header, text) -> {
                if (type != null && VITAL.contains(type)) {
                    vital.add(type.getSimpleName());
                }
            });
        } catch (ParseException | RuntimeException e) { // it stumbles over some input
            return bad("Malformed Message");
        }
        return vital.isEmpty() ? Optional.empty() : bad("Malformed " + vital.getFirst());
    }

    private static Optional<Verdict> bad(String phrase) {
        return Optional.of(new Verdict.Refuse(Response.BAD_REQUEST, phrase));
    }
}
