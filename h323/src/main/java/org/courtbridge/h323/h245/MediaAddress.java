package org.courtbridge.h323.h245;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;

/** TransportAddress (H.245, B.3.1), of which only unicast IP means anything to us. */
public final class MediaAddress {

    private static final int IPV4_OCTETS = 4;

    private MediaAddress() {}

    /** Empty for any other kind of address. */
    public static Optional<InetSocketAddress> of(Choice address) {
        return address.find("unicastAddress", Choice.class).flatMap(MediaAddress::unicast);
    }

    private static Optional<InetSocketAddress> unicast(Choice unicast) {
        if (!unicast.is("iPAddress") && !unicast.is("iP6Address")) {
            return Optional.empty();
        }
        Sequence ip = (Sequence) unicast.value();
        try {
            InetAddress host =
                    InetAddress.getByAddress(ip.get("network", Octets.class).toArray());
            return Optional.of(new InetSocketAddress(host, Tree.number(ip, "tsapIdentifier")));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 octets", e);
        }
    }

    /** @throws IllegalArgumentException if it is a name that was not looked up */
    public static Choice toChoice(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("unresolved: " + address);
        }
        byte[] octets = address.getAddress().getAddress();
        String alternative = octets.length == IPV4_OCTETS ? "iPAddress" : "iP6Address";
        ChoiceType unicast = AddressTypes.UNICAST_ADDRESS;
        return AddressTypes.TRANSPORT_ADDRESS.value(
                "unicastAddress",
                unicast.value(
                        alternative,
                        Tree.sequenceIn(unicast, alternative)
                                .build()
                                .set("network", Octets.of(octets))
                                .set("tsapIdentifier", address.getPort())
                                .done()));
    }
}
