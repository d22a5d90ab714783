package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import org.courtbridge.devices.IpNetwork;

/**
 * Proxies before the gateway that are believed when they say where a request comes from, so that those behind one do not
 * share one source's limits, and the media of a room behind a NAT are known by its address. A proxy says so in the Via of
 * whoever it heard: in {@code received}, or if that is not there by leaving the address as it is (RFC 3261, section 18.2.1).
 */
public final class TrustedProxies {

    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final Pattern SENT_BY = Pattern.compile("\\S+\\s+(\\[[^]]*]|[^\\s:;]+)");
    private static final Pattern RECEIVED = Pattern.compile("(?i);\\s*received\\s*=\\s*([^\\s;]+)");

    private final List<IpNetwork> networks;

    private TrustedProxies(List<IpNetwork> networks) {
        this.networks = networks;
    }

    /**
     * @param text addresses, or networks as {@code 192.0.2.0/24}, with commas between them
     * @throws IllegalArgumentException if one is neither
     */
    public static TrustedProxies parse(String text) {
        return new TrustedProxies(Arrays.stream(text.split(","))
                .map(String::strip)
                .map(IpNetwork::parse)
                .toList());
    }

    /** Address that a request originates from, as far as it is known. */
    public InetAddress originOf(Request request) {
        return originOf(
                SipMessages.list(request, ViaHeader.NAME),
                SipMessages.sourceOf(request).getAddress());
    }

    /**
     * As above.
     *
     * @param vias one value each, the latest first
     * @param neighbour from which the request has come to us
     */
    public InetAddress originOf(List<String> vias, InetAddress neighbour) {
        InetAddress origin = neighbour;
        for (int i = 1; i < vias.size() && isTrusted(origin); i++) {
            Optional<InetAddress> before = heardFrom(vias.get(i));
            if (before.isEmpty()) {
                break;
            }
            origin = before.get();
        }
        return origin;
    }

    /** Whether a proxy is there that is believed. */
    public boolean isTrusted(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** Whether a Via has two values of {@code received}: its sender has made one up. */
    static boolean isAmbiguous(String via) {
        return received(via).size() > 1;
    }

    private static List<String> received(String via) {
        return RECEIVED.matcher(via)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static Optional<InetAddress> heardFrom(String via) {
        List<String> received = received(via);
        Matcher sentBy = SENT_BY.matcher(via.strip());
        return switch (received.size()) {
            case 0 -> sentBy.lookingAt() ? literal(sentBy.group(1)) : Optional.empty();
            case 1 -> literal(received.getFirst());
            default -> Optional.empty();
        };
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text.replaceAll("[\\[\\]]", "")));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
