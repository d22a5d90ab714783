package org.courtbridge.media.network;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.courtbridge.devices.IpNetwork;

/**
 * Decides which address of ours a peer is told: in SIP, in session descriptions, in H.323, and as ICE candidates.
 *
 * <p>The first of these that there is, of the peer's version of IP:
 * <ol>
 *   <li>the address for the peer's network, by the narrowest of those that are configured
 *   <li>the one for everybody
 *   <li>the one that the ports are bound to
 *   <li>the local address of the route to the peer, which packets to it have as their source
 * </ol>
 * The last is asked of the operating system and kept for {@value #FRESH_SECONDS} s, of {@value #MOST_ROUTES} peers at most. From any
 * thread.
 */
public final class AdvertisedAddresses {

    static final int MOST_ROUTES = 4_096;
    static final int FRESH_SECONDS = 10;

    private static final Duration FRESH = Duration.ofSeconds(FRESH_SECONDS);

    /** Nothing is sent there: a socket for datagrams chooses its local address when it is connected. */
    private static final int ANY_PORT = 9;

    private final Settings settings;
    private final Function<InetAddress, Optional<InetAddress>> route;
    private final InstantSource clock;
    private final Map<InetAddress, Known> routes = new Recent();

    /**
     * The configured addresses.
     *
     * @param bind that ports are opened on; a wildcard for all
     * @param everywhere what peers are told wherever they are; empty for what their route says
     * @param networks what peers of some networks are told instead
     * @param otherwise for a peer whose address or route nobody knows; never a wildcard
     */
    public record Settings(
            InetAddress bind, Optional<InetAddress> everywhere, List<Rule> networks, InetAddress otherwise) {

        public Settings {
            networks = networks.stream()
                    .sorted(Comparator.comparingInt((Rule rule) -> rule.peers().bits())
                            .reversed())
                    .toList();
        }
    }

    /** Peers of a network are told an address. */
    public record Rule(IpNetwork peers, InetAddress address) {

        /**
         * @param text such as {@code 10.0.0.0/8=10.1.2.3}
         * @throws IllegalArgumentException if it is no network with an address of the same version of IP, which others can reach
         */
        public static Rule parse(String text) {
            String[] sides = text.split("=", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException(text);
            }
            IpNetwork peers = IpNetwork.parse(sides[0].strip());
            InetAddress address = InetAddress.ofLiteral(sides[1].strip());
            if (!areAlike(peers.address(), address) || address.isAnyLocalAddress() || address.isMulticastAddress()) {
                throw new IllegalArgumentException(text);
            }
            return new Rule(peers, address);
        }
    }

    private record Known(Optional<InetAddress> address, Instant until) {}

    /** The routes that were asked for last. */
    private static final class Recent extends LinkedHashMap<InetAddress, Known> {

        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Known> eldest) {
            return size() > MOST_ROUTES;
        }
    }

    AdvertisedAddresses(Settings settings, Function<InetAddress, Optional<InetAddress>> route, InstantSource clock) {
        this.settings = settings;
        this.route = route;
        this.clock = clock;
    }

    public static AdvertisedAddresses of(Settings settings, InstantSource clock) {
        return new AdvertisedAddresses(settings, AdvertisedAddresses::routeTo, clock);
    }

    /** Everybody is told one address. */
    public static AdvertisedAddresses always(InetAddress address) {
        return of(new Settings(address, Optional.empty(), List.of(), address), InstantSource.system());
    }

    /** The address that a peer is told. @param peer a wildcard if nobody knows where it is */
    public InetAddress towards(InetAddress peer) {
        if (peer.isAnyLocalAddress()) {
            return usual();
        }
        return settings.networks().stream()
                .filter(rule -> rule.peers().contains(peer))
                .map(Rule::address)
                .findFirst()
                .or(() -> settings.everywhere().filter(address -> areAlike(address, peer)))
                .or(() -> Optional.of(settings.bind()).filter(bind -> !bind.isAnyLocalAddress()))
                .or(() -> onRoute(peer))
                .orElseGet(this::usual);
    }

    /** The address for who has no place yet: on paper, and in a certificate. */
    public InetAddress usual() {
        return settings.everywhere().orElse(settings.otherwise());
    }

    /** All that are told by configuration, and the usual one. */
    public List<InetAddress> configured() {
        return Stream.concat(Stream.of(usual()), settings.networks().stream().map(Rule::address))
                .distinct()
                .toList();
    }

    /** All that a peer may be told of which nobody knows where it will come from; that is, as an ICE agent's host candidates. */
    public List<InetAddress> candidates() {
        Stream<InetAddress> everywhere = settings.everywhere().isPresent()
                ? settings.everywhere().stream()
                : ofInterfaces(settings.bind()).stream();
        return Stream.concat(settings.networks().stream().map(Rule::address), everywhere)
                .distinct()
                .toList();
    }

    /** The bound address; if that is the wildcard, those of this machine that others can reach, or loopback without any. */
    public static List<InetAddress> ofInterfaces(InetAddress bind) {
        if (!bind.isAnyLocalAddress()) {
            return List.of(bind);
        }
        try {
            List<InetAddress> all = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .toList();
            return all.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : all;
        } catch (SocketException e) {
            return List.of(InetAddress.getLoopbackAddress());
        }
    }

    private Optional<InetAddress> onRoute(InetAddress peer) {
        Instant now = clock.instant();
        synchronized (routes) {
            Known known = routes.get(peer);
            if (known == null || !known.until().isAfter(now)) {
                known = new Known(route.apply(peer), now.plus(FRESH));
                routes.put(peer, known);
            }
            return known.address();
        }
    }

    private static Optional<InetAddress> routeTo(InetAddress peer) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(peer, ANY_PORT));
            return Optional.of(socket.getLocalAddress())
                    .filter(address -> !address.isAnyLocalAddress() && areAlike(address, peer));
        } catch (IOException noRoute) {
            return Optional.empty();
        }
    }

    private static boolean areAlike(InetAddress one, InetAddress other) {
        return one.getAddress().length == other.getAddress().length;
    }
}
