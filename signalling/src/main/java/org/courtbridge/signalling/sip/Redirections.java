package org.courtbridge.signalling.sip;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Response;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * Further addresses of a room, from redirections (RFC 3261, section 8.1.3.4): the likeliest first, each once, and a few at
 * most.
 */
final class Redirections {

    /** Places that are tried, besides the first. */
    private static final int LIMIT = 5;

    private final Set<String> known = new HashSet<>();
    private final List<Place> ahead = new ArrayList<>();
    private final boolean secure;
    private final BiPredicate<SipURI, InetAddress> allowed;

    /** @param source of the redirection that names it */
    private record Place(SipURI uri, InetAddress source) {}

    /**
     * @param first the URI that is called; who calls a {@code sips} one is not sent to another that is not
     * @param allowed whether a call may be led to a place by whoever is at an address; asked just before the place is called, as it may
     *     resolve a name
     */
    Redirections(String first, BiPredicate<SipURI, InetAddress> allowed) {
        this.allowed = allowed;
        known.add(first);
        secure = first.toLowerCase(Locale.ROOT).startsWith("sips:");
    }

    /** A 3xx; what it names goes before what others named. */
    void heard(Response redirection) {
        List<ContactHeader> contacts = new ArrayList<>();
        for (Iterator<?> i = redirection.getHeaders(ContactHeader.NAME); i.hasNext(); ) {
            contacts.add((ContactHeader) i.next());
        }
        InetAddress source = SipMessages.sourceOf(redirection).getAddress();
        contacts.sort(Comparator.comparing(Redirections::likelihood).reversed());
        int at = 0;
        for (ContactHeader contact : contacts) {
            if (contact.getAddress().getURI() instanceof SipURI uri
                    && (uri.isSecure() || !secure)
                    && known.size() <= LIMIT
                    && known.add(uri.toString())) {
                ahead.add(at++, new Place(uri, source));
            }
        }
    }

    /** The next place that a call may be led to; empty when every place has been tried. Blocks while a name is resolved. */
    Optional<String> next() {
        while (!ahead.isEmpty()) {
            Place place = ahead.removeFirst();
            if (allowed.test(place.uri(), place.source())) {
                return Optional.of(place.uri().toString());
            }
        }
        return Optional.empty();
    }

    /** 1 where nothing is said. */
    private static float likelihood(ContactHeader contact) {
        return contact.getQValue() < 0 ? 1 : contact.getQValue();
    }
}
