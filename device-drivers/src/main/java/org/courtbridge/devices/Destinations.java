package org.courtbridge.devices;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the address that a device's name leads to, and refuses one where no device may be. The connection is then made to that very
 * address, so that a name that leads elsewhere a moment later (DNS rebinding) leads nobody there. It keeps by what names each address
 * was found, as the certificate that is shown there must be that of each. From any thread.
 */
public final class Destinations {

    private final AllowedAddresses allowed;
    private final Resolver resolver;
    private final Map<DeviceAddress, InetSocketAddress> found = new HashMap<>();
    private final Map<InetSocketAddress, Set<DeviceAddress>> names = new HashMap<>();

    /** Looks up a name; may wait. */
    @FunctionalInterface
    public interface Resolver {

        /** The addresses of a host, of which there is one at least. */
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private Destinations(AllowedAddresses allowed, Resolver resolver) {
        this.allowed = allowed;
        this.resolver = resolver;
    }

    /** By the machine's own resolver. */
    public static Destinations of(AllowedAddresses allowed) {
        return new Destinations(allowed, InetAddress::getAllByName);
    }

    public static Destinations resolvedBy(Resolver resolver, AllowedAddresses allowed) {
        return new Destinations(allowed, resolver);
    }

    /** Whether it is an address already, for which nobody needs to be asked. */
    static boolean isLiteral(DeviceAddress device) {
        try {
            InetAddress.ofLiteral(device.host());
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * The first of its addresses at which a device may be. May wait, unless it {@link #isLiteral}.
     *
     * @throws DeviceException {@link DeviceFault#ADDRESS_REFUSED} if there may be no device at any of them, {@link
     *     DeviceFault#UNREACHABLE} if it has none
     */
    InetSocketAddress find(DeviceAddress device) {
        InetAddress[] all;
        try {
            all = isLiteral(device)
                    ? new InetAddress[] {InetAddress.ofLiteral(device.host())}
                    : resolver.resolve(device.host());
        } catch (UnknownHostException e) {
            throw new DeviceException(DeviceFault.UNREACHABLE, "no address of %s is known".formatted(device));
        }
        InetSocketAddress first = Stream.of(all)
                .map(AllowedAddresses::withoutScope)
                .filter(allowed::allows)
                .findFirst()
                .map(address -> new InetSocketAddress(address, device.port()))
                .orElseThrow(() -> new DeviceException(
                        DeviceFault.ADDRESS_REFUSED, "there may be no device at %s".formatted(device)));
        keep(device, first);
        return first;
    }

    private synchronized void keep(DeviceAddress device, InetSocketAddress now) {
        InetSocketAddress before = found.put(device, now);
        if (before != null && !before.equals(now)) {
            Set<DeviceAddress> left = names.getOrDefault(before, new HashSet<>());
            left.remove(device);
            if (left.isEmpty()) {
                names.remove(before);
            }
        }
        names.computeIfAbsent(now, _ -> new HashSet<>()).add(device);
    }

    /** All devices that lead to an address now. */
    synchronized Set<DeviceAddress> namesOf(InetSocketAddress address) {
        return Set.copyOf(names.getOrDefault(address, Set.of()));
    }
}
