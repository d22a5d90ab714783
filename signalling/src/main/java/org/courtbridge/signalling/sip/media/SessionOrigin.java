package org.courtbridge.signalling.sip.media;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.signalling.sdp.Connection;
import org.courtbridge.signalling.sdp.Origin;

/**
 * Our end in the descriptions of one session: the origin (RFC 8866, section 5.2), with a version that counts on from one to the
 * next, the addresses that the party is told for its media, and whether our offers have ICE.
 */
final class SessionOrigin {

    private static final int MOST_ADDRESSES = 4;

    private final AdvertisedAddresses advertised;
    private final long sessionId = ThreadLocalRandom.current().nextLong(1, 1L << 62);
    private int version;

    /** Stays as it is when the party moves to another network: all but the version must (RFC 3264, section 8). */
    private Optional<Connection> first = Optional.empty();

    private boolean ice;

    /** A wildcard while nobody knows. */
    private InetAddress party = InetAddress.ofLiteral("0.0.0.0");

    SessionOrigin(AdvertisedAddresses advertised) {
        this.advertised = advertised;
    }

    /** Says where the party is, as far as its signalling shows. */
    void party(InetAddress place) {
        party = place;
    }

    /** From now on our offers have ICE. */
    void offersIce() {
        ice = true;
    }

    boolean hasIce() {
        return ice;
    }

    /** The address for the party's media, of the next description. */
    Connection connection() {
        return Connection.of(advertised.towards(party));
    }

    /** That address, and those by which the party reaches us from other places where it may be; few, as descriptions shall be short. */
    List<InetAddress> addresses(List<InetAddress> places) {
        return Stream.concat(Stream.of(party), places.stream())
                .map(advertised::towards)
                .distinct()
                .limit(MOST_ADDRESSES)
                .toList();
    }

    /** Of the next description. */
    Origin next() {
        version++;
        Connection address = first.orElseGet(this::connection);
        first = Optional.of(address);
        return new Origin("-", Long.toString(sessionId), Integer.toString(version), address);
    }
}
