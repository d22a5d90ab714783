package org.courtbridge.h323.dissect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.dissect.DissectedMessage.Protocol;
import org.courtbridge.h323.h225.generic.Addresses;

/**
 * Addresses at which H.323 is spoken: the well-known ports, and all addresses that messages have named. An address in a
 * component whose name speaks of RAS or H.245 is one of these, all others are of call signalling.
 */
final class SignallingAddresses {

    private static final int RAS_MULTICAST = 1718;
    private static final int RAS = 1719;
    private static final int CALL_SIGNALLING = 1720;

    /** Addresses of each kind that are remembered. */
    private static final int MANY = 50_000;

    private final Set<Endpoint> ras = new LinkedHashSet<>();
    private final Set<Endpoint> callSignalling = new LinkedHashSet<>();
    private final Set<Endpoint> h245 = new LinkedHashSet<>();

    boolean isRas(Endpoint endpoint) {
        return endpoint.port() == RAS || endpoint.port() == RAS_MULTICAST || ras.contains(endpoint);
    }

    /**
     * Protocol on a TCP connection, if it is call signalling or H.245. An address of H.245 counts for more than another of call
     * signalling: a Setup may name the port that it comes from, which a later connection of H.245 may come from, too.
     */
    Optional<Protocol> between(Endpoint one, Endpoint other) {
        if (one.port() == CALL_SIGNALLING || other.port() == CALL_SIGNALLING) {
            return Optional.of(Protocol.CALL_SIGNALLING);
        }
        if (h245.contains(one) || h245.contains(other)) {
            return Optional.of(Protocol.H245);
        }
        return callSignalling.contains(one) || callSignalling.contains(other)
                ? Optional.of(Protocol.CALL_SIGNALLING)
                : Optional.empty();
    }

    private static void add(Set<Endpoint> known, Endpoint endpoint) {
        if (known.add(endpoint) && known.size() > MANY) {
            known.remove(known.iterator().next());
        }
    }

    /** Remembers all addresses in a message of H.225.0. */
    void learn(Object message) {
        learn("", message);
    }

    private void learn(String component, Object value) {
        switch (value) {
            case Choice choice
            when choice.type() == Addresses.TRANSPORT_ADDRESS ->
                endpoint(choice).ifPresent(endpoint -> add(kind(component), endpoint));
            case Choice choice -> learn(component, choice.value());
            case List<?> list -> list.forEach(item -> learn(component, item));
            case Sequence sequence -> {
                for (int i = 0; i < sequence.type().components().size(); i++) {
                    Object part = sequence.value(i);
                    if (part != null) {
                        learn(sequence.type().components().get(i).name(), part);
                    }
                }
            }
            default -> {
                // Numbers and names.
            }
        }
    }

    private Set<Endpoint> kind(String component) {
        return switch (component) {
            case "h245Address", "h245" -> h245;
            case "rasAddress", "replyAddress", "alternateGatekeeper" -> ras;
            default -> callSignalling;
        };
    }

    private static Optional<Endpoint> endpoint(Choice address) {
        return switch (address.name()) {
            case "ipAddress", "ipSourceRoute", "ip6Address" -> {
                Sequence ip = (Sequence) address.value();
                yield Optional.of(Endpoint.of(ip.get("ip", Octets.class).toArray(), (int) ip.number("port")));
            }
            default -> Optional.empty();
        };
    }
}
