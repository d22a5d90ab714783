package org.courtbridge.signalling.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import javax.sip.Dialog;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests of strangers out of calls. The identifiers of a dialog are no secret: whoever has read them could end the call by
 * a BYE, dial in it by INFO or draw its media to himself by an INVITE (RFC 3261, section 26.1.4).
 *
 * <p>A request counts as the party's where it comes from a place that the party has sent from, or that it has named as its own by
 * number ({@code Contact}, or a proxy on its route that is not trusted: of one that is, the address that it reports counts). In a call that has gone by TLS alone nothing else counts. From anywhere else
 * the sender has to prove by its password that it is the device; from then on it is known there. A stranger without a device has
 * nothing to prove it by. The stack sees none of the rest, as it would take a CSeq or a {@code Contact} from it.
 */
public final class StrangersInCalls {

    private static final Logger log = LogManager.getLogger(StrangersInCalls.class);

    /** Proofs that are looked at by one time; of what comes beyond that the sender's repetition is. */
    private static final int AT_ONCE = 16;

    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final LongAdder refused = new LongAdder();
    private volatile Judge judge = (_, _, _) -> false;

    /** Asks whoever sends from elsewhere for a proof. */
    public interface Judge {

        /**
         * On a thread that may wait.
         *
         * @param origin where the request comes from, as far as it is known
         * @return whether it is the party's; otherwise it has been answered
         */
        boolean isParty(Request request, InetAddress origin, CallMailbox call);
    }

    /** Sets who is asked; until then nobody proves anything. */
    public void judgedBy(Judge asked) {
        judge = asked;
    }

    /** Requests within calls that came from elsewhere than their parties, since the start. */
    public long refused() {
        return refused.sum();
    }

    /**
     * Whether the stack may take a request at once. One whose sender proves himself is taken later: over UDP when he repeats it, over
     * a connection at once.
     *
     * @param dialog that it names; null if it names none that there is
     * @param later takes the request then
     */
    boolean takes(
            SIPRequest request,
            MessageChannel channel,
            @Nullable Dialog dialog,
            TrustedProxies proxies,
            Runnable later) {
        if (dialog == null
                || request.getToTag() == null
                || !(dialog.getApplicationData() instanceof CallMailbox call)) {
            return true;
        }
        InetAddress origin = proxies.originOf(request);
        String transport = channel.getTransport().toUpperCase(Locale.ROOT);
        if (call.isParty(origin, transport) || call.takes(transport) && isNamed(dialog, origin)) {
            return true;
        }
        refused.increment();
        if (!request.getMethod().equals(Request.ACK) && turns.tryAcquire()) {
            request.setMessageChannel(channel);
            Thread.ofVirtual().name("sip-stranger").start(() -> {
                try {
                    if (judge.isParty(request, origin, call)) {
                        call.sendsFrom(origin, transport);
                        if (channel.isReliable()) {
                            later.run();
                        }
                    }
                } catch (RuntimeException bug) {
                    log.error("a request of a stranger within a call", bug);
                } finally {
                    turns.release();
                }
            });
        }
        return false;
    }

    /** Whether the party has said by number that it, or a proxy before it, is there. */
    private static boolean isNamed(Dialog dialog, InetAddress place) {
        InetAddress network = ProvenSources.network(place);
        return Stream.concat(Optional.ofNullable(dialog.getRemoteTarget()).map(Address::getURI).stream(), route(dialog))
                .flatMap(uri -> literal(uri).stream())
                .anyMatch(named -> ProvenSources.network(named).equals(network));
    }

    private static Stream<URI> route(Dialog dialog) {
        Stream.Builder<URI> hops = Stream.builder();
        for (Iterator<?> each = dialog.getRouteSet(); each.hasNext(); ) {
            if (each.next() instanceof RouteHeader hop) {
                hops.add(hop.getAddress().getURI());
            }
        }
        return hops.build();
    }

    private static Optional<InetAddress> literal(URI uri) {
        try {
            return uri instanceof SipURI sip
                    ? Optional.of(InetAddress.ofLiteral(sip.getHost().replaceAll("[\\[\\]]", "")))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
