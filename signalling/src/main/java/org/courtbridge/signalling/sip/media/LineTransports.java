package org.courtbridge.signalling.sip.media;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.media.transport.PortsExhaustedException;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.UdpRtpTransport;

/**
 * Opens the ports of one call's lines. All that is known of the way to the party holds for lines that are open and for those to come.
 * Belongs to the call's thread.
 */
final class LineTransports {

    private final UdpPorts ports;
    private Optional<InetAddress> signalledFrom = Optional.empty();
    private Optional<Consumer<InetAddress>> follower = Optional.empty();

    LineTransports(UdpPorts ports) {
        this.ports = ports;
    }

    /** @throws PortsExhaustedException if there is none */
    UdpRtpTransport open() {
        UdpRtpTransport transport = ports.open();
        signalledFrom.ifPresent(transport::signalledFrom);
        follower.ifPresent(transport::followElsewhere);
        return transport;
    }

    /** For sound, which may come without compression. @throws PortsExhaustedException if there is none */
    UdpRtpTransport openForSound() {
        UdpRtpTransport sound = open();
        sound.takeLongPackets();
        return sound;
    }

    /** As {@link UdpRtpTransport#signalledFrom}. @param open the lines that there are already */
    void signalledFrom(InetAddress address, List<RoomLine> open) {
        signalledFrom = Optional.of(address);
        open.forEach(line -> line.transport().signalledFrom(address));
    }

    /** As {@link UdpRtpTransport#followElsewhere}. @param open the lines that there are already */
    void followElsewhere(Consumer<InetAddress> followed, List<RoomLine> open) {
        follower = Optional.of(followed);
        open.forEach(line -> line.transport().followElsewhere(followed));
    }
}
