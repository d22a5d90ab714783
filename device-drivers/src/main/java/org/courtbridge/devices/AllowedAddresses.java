package org.courtbridge.devices;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The addresses that a driver may connect to: those at which a device may be. Where the gateway itself is, and what answers only
 * to its machine (loopback, link-local, metadata of a cloud, its own addresses), is no such place, whoever typed it; nor is what is no
 * single host. From any thread.
 */
public final class AllowedAddresses {

    /** A change of the machine's own addresses is seen after so long. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** Networks that are no single host's or nobody's (RFC 6890), and metadata services of clouds that are not link-local. */
    private static final List<IpNetwork> REFUSED = Stream.of(
                    "0.0.0.0/8",
                    "240.0.0.0/4",
                    "100.100.100.200",
                    "168.63.129.16",
                    "192.0.0.192",
                    "fd00:ec2::/32",
                    "fd20:ce::254")
            .map(IpNetwork::parse)
            .toList();

    /** Addresses of IPv6 that lead to one of IPv4, by how many bytes before it: RFC 4291, 2.5.5; 6052; 3056. */
    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding(IpNetwork.parse("::/96"), 12),
            new Embedding(IpNetwork.parse("64:ff9b::/96"), 12),
            new Embedding(IpNetwork.parse("64:ff9b:1::/48"), 12),
            new Embedding(IpNetwork.parse("2002::/16"), 2));

    private final List<IpNetwork> besides;
    private final InstantSource clock;
    private volatile Own own = new Own(Set.of(), Instant.MIN);

    private record Embedding(IpNetwork prefix, int offset) {}

    private record Own(Set<InetAddress> addresses, Instant until) {}

    private AllowedAddresses(List<IpNetwork> besides, InstantSource clock) {
        this.besides = List.copyOf(besides);
        this.clock = clock;
    }

    /** Everywhere that a device may be. */
    public static AllowedAddresses usual() {
        return besides(List.of());
    }

    /** @param networks where devices may be although they would not: a simulator's, on this machine */
    public static AllowedAddresses besides(List<IpNetwork> networks) {
        return new AllowedAddresses(networks, InstantSource.system());
    }

    public boolean allows(InetAddress address) {
        return besides.stream().anyMatch(network -> network.contains(address))
                || isHost(address)
                        && !isOwn(address)
                        && !embedded(address).map(this::isOwn).orElse(false);
    }

    private static boolean isHost(InetAddress address) {
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && REFUSED.stream().noneMatch(network -> network.contains(address))
                && embedded(address).map(AllowedAddresses::isHost).orElse(true);
    }

    /** The address of IPv4 within one of IPv6. */
    private static Optional<InetAddress> embedded(InetAddress address) {
        return EMBEDDINGS.stream()
                .filter(embedding -> embedding.prefix.contains(address))
                .findFirst()
                .map(embedding -> ipv4(address.getAddress(), embedding.offset));
    }

    private static InetAddress ipv4(byte[] address, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address, offset, offset + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private boolean isOwn(InetAddress address) {
        Own known = own;
        if (!known.until.isAfter(clock.instant())) {
            known = new Own(ownAddresses(), clock.instant().plus(FRESH));
            own = known;
        }
        return known.addresses.contains(address);
    }

    private static Set<InetAddress> ownAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(AllowedAddresses::withoutScope)
                    .collect(Collectors.toSet());
        } catch (SocketException e) {
            throw new IllegalStateException("the machine does not tell its addresses", e);
        }
    }

    /** The address alone, without a name or an interface. */
    static InetAddress withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has as many bytes as one has", e);
        }
    }
}
