package org.courtbridge.gateway;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/** The addresses of this machine that others can reach. */
final class LocalAddresses {

    /** An address for documentation (RFC 5737): routed like any other on the Internet, and nothing is sent to it. */
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("192.0.2.1", 9);

    private LocalAddresses() {}

    /** The address to advertise: the bound one, or the one on the default route, or any, or loopback if there is no other. */
    static InetAddress preferred(InetAddress bind) {
        if (!bind.isAnyLocalAddress()) {
            return bind;
        }
        return onDefaultRoute().or(() -> reachable().stream().findFirst()).orElseGet(InetAddress::getLoopbackAddress);
    }

    private static Optional<InetAddress> onDefaultRoute() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(ELSEWHERE);
            return Optional.of(socket.getLocalAddress()).filter(LocalAddresses::isReachable);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Of every interface that is up; neither loopback nor link-local ones. */
    static List<InetAddress> reachable() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(LocalAddresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(LocalAddresses::isReachable)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean isReachable(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isAnyLocalAddress();
    }

    private static boolean isUp(NetworkInterface candidate) {
        try {
            return candidate.isUp();
        } catch (SocketException e) {
            return false;
        }
    }
}
