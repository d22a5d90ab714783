package org.courtbridge.h323.h225;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.h225.generic.Addresses;

/** The transport addresses that we can send to: those of IP. */
public final class TransportAddress {

    private static final int IPV4_OCTETS = 4;

    private TransportAddress() {}

    /** @return empty if it is no address of IP */
    public static Optional<InetSocketAddress> of(Choice address) {
        return address.find("ipAddress", Sequence.class)
                .or(() -> address.find("ip6Address", Sequence.class))
                .map(TransportAddress::ofIp);
    }

    /** Those of IP among them. */
    public static List<InetSocketAddress> ofAll(List<Choice> addresses) {
        return addresses.stream().flatMap(address -> of(address).stream()).toList();
    }

    private static InetSocketAddress ofIp(Sequence address) {
        try {
            byte[] ip = address.get("ip", Octets.class).toArray();
            return new InetSocketAddress(InetAddress.getByAddress(ip), (int) address.number("port"));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Choice toChoice(InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        String alternative = ip.length == IPV4_OCTETS ? "ipAddress" : "ip6Address";
        return Addresses.TRANSPORT_ADDRESS.value(
                alternative,
                type(alternative)
                        .build()
                        .set("ip", Octets.of(ip))
                        .set("port", address.getPort())
                        .done());
    }

    private static SequenceType type(String alternative) {
        return Addresses.TRANSPORT_ADDRESS.alternatives().stream()
                .filter(component -> component.name().equals(alternative))
                .map(component -> (SequenceType) component.type())
                .findFirst()
                .orElseThrow();
    }
}
