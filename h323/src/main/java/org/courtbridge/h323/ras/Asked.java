package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.courtbridge.h323.asn1.Sequence;

/**
 * A request, whose it is if that is known, and how it is to be answered.
 *
 * @param tree what the datagram holds
 * @param path by which it came, and the answer goes
 * @param now when it is answered
 */
record Asked(
        byte[] datagram, Sequence tree, RasPath path, Instant now, Optional<Registration> sender, Optional<Seal> seal) {

    Asked by(Optional<Registration> registration, Optional<Seal> proved) {
        return new Asked(datagram, tree, path, now, registration, proved);
    }

    /** To be answered by another way. */
    Asked by(RasPath way) {
        return new Asked(datagram, tree, way, now, sender, seal);
    }

    Asked at(Instant later) {
        return new Asked(datagram, tree, path, later, sender, seal);
    }

    /** Address that it came from. */
    InetSocketAddress from() {
        return path.address();
    }

    /** To be answered where the sender wants it, if that is where it came from: to no third party. */
    Asked backTo(Optional<InetSocketAddress> wanted) {
        return switch (path) {
            case RasPath.Tunnel _ -> this;
            case RasPath.Datagrams(InetSocketAddress from) -> {
                InetSocketAddress to = wanted.filter(
                                address -> address.getAddress().equals(from.getAddress()) && address.getPort() > 0)
                        .orElse(from);
                yield new Asked(datagram, tree, new RasPath.Datagrams(to), now, sender, seal);
            }
        };
    }

    Authenticator.Received received() {
        return new Authenticator.Received(datagram, tree, path);
    }
}
