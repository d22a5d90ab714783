package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.h323.ras.Registration;

/**
 * The endpoints that have registered by name, with the address at which they are called: the one that they give, as their call
 * signalling may have another than their RAS. Kept by the gatekeeper's thread, read by any.
 */
public final class RegisteredRooms {

    /** By user name and endpoint identifier, the last one registered last. */
    private final Map<String, SequencedMap<String, Room>> byName = new HashMap<>();

    private final Map<String, Room> byIdentifier = new HashMap<>();

    /**
     * @param name by which it has registered
     * @param aliases by which it wants to be called
     * @param tunnel the connection that it is called on, if that is it (H.460.17)
     * @param behindNat its endpoint identifier, if it is called by way of a connection that it makes (H.460.18)
     */
    public record Room(
            String name,
            InetSocketAddress address,
            List<AliasAddress> aliases,
            Optional<RasPath.Tunnel> tunnel,
            Optional<String> behindNat) {}

    synchronized void registered(Registration endpoint) {
        endpoint.name().ifPresent(name -> {
            String identifier = endpoint.endpointIdentifier();
            Room room = new Room(
                    name,
                    endpoint.callSignalAddress(),
                    endpoint.aliases(),
                    endpoint.tunnel(),
                    Optional.of(identifier).filter(_ -> endpoint.traverses()));
            byName.computeIfAbsent(key(name), _ -> new LinkedHashMap<>()).putLast(identifier, room);
            byIdentifier.put(identifier, room);
        });
    }

    synchronized void unregistered(Registration endpoint) {
        byIdentifier.remove(endpoint.endpointIdentifier());
        endpoint.name()
                .ifPresent(name -> byName.computeIfPresent(key(name), (_, rooms) -> {
                    rooms.remove(endpoint.endpointIdentifier());
                    return rooms.isEmpty() ? null : rooms;
                }));
    }

    /** Of an endpoint identifier, if it is registered. */
    public synchronized Optional<Room> identified(String endpointIdentifier) {
        return Optional.ofNullable(byIdentifier.get(endpointIdentifier));
    }

    /** Of a user name; the last one registered first. */
    public synchronized List<Room> of(String name) {
        return new ArrayList<>(
                        byName.getOrDefault(key(name), new LinkedHashMap<>()).values())
                .reversed();
    }

    /** In user names, the inventory does not tell small letters from capitals. */
    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
