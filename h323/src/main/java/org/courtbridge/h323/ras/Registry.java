package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.h323.h225.AliasAddress;

/** Those who are registered, by all that they can be found by. */
final class Registry {

    private final Map<String, Registration> byIdentifier = new HashMap<>();
    private final Map<String, Registration> byAlias = new HashMap<>();
    private final Map<RasPath, Registration> byPath = new HashMap<>();
    private final Map<InetSocketAddress, Registration> byCallSignalAddress = new HashMap<>();

    /** Names by the identifiers that they are or were registered under, the earliest first. */
    private final Map<String, String> holders = new Holders();

    /** Bounded, as identifiers are given to whoever registers anew. */
    private static final class Holders extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;
        private static final int REMEMBERED = 100_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    }

    int size() {
        return byIdentifier.size();
    }

    Collection<Registration> all() {
        return Collections.unmodifiableCollection(byIdentifier.values());
    }

    Optional<Registration> identified(String endpointIdentifier) {
        return Optional.ofNullable(byIdentifier.get(endpointIdentifier));
    }

    /** Whether an identifier is nobody's, and was nobody's but that name's as far as is remembered. */
    boolean isFreeFor(String endpointIdentifier, String name) {
        return !byIdentifier.containsKey(endpointIdentifier)
                && name.equalsIgnoreCase(holders.getOrDefault(endpointIdentifier, name));
    }

    /** Whether an identifier was never anybody's, as far as is remembered. */
    boolean isUnused(String endpointIdentifier) {
        return !byIdentifier.containsKey(endpointIdentifier) && !holders.containsKey(endpointIdentifier);
    }

    /** Remembers that an identifier was given to a name, which need not be registered. */
    void remember(String endpointIdentifier, String name) {
        holders.remove(endpointIdentifier);
        holders.put(endpointIdentifier, name);
    }

    boolean has(Registration endpoint) {
        return identified(endpoint.endpointIdentifier()).equals(Optional.of(endpoint));
    }

    Optional<Registration> called(AliasAddress alias) {
        return key(alias).map(byAlias::get);
    }

    Optional<Registration> sendingBy(RasPath path) {
        return Optional.ofNullable(byPath.get(path));
    }

    Optional<Registration> at(InetSocketAddress callSignalAddress) {
        return Optional.ofNullable(byCallSignalAddress.get(callSignalAddress));
    }

    void add(Registration endpoint) {
        byIdentifier.put(endpoint.endpointIdentifier(), endpoint);
        endpoint.name().ifPresent(name -> remember(endpoint.endpointIdentifier(), name));
        byPath.put(endpoint.path(), endpoint);
        // Whoever names an address that he is not at does not hide who is there.
        byCallSignalAddress.merge(
                endpoint.callSignalAddress(),
                endpoint,
                (there, named) -> there.isAtItsAddress() && !named.isAtItsAddress() ? there : named);
        keys(endpoint.aliases()).forEach(key -> byAlias.put(key, endpoint));
    }

    void remove(Registration endpoint) {
        byIdentifier.remove(endpoint.endpointIdentifier(), endpoint);
        byPath.remove(endpoint.path(), endpoint);
        byCallSignalAddress.remove(endpoint.callSignalAddress(), endpoint);
        keys(endpoint.aliases()).forEach(key -> byAlias.remove(key, endpoint));
    }

    void move(Registration endpoint, RasPath path, Instant until) {
        byPath.remove(endpoint.path(), endpoint);
        endpoint.renew(path, until);
        byPath.put(path, endpoint);
    }

    private static List<String> keys(List<AliasAddress> aliases) {
        return aliases.stream().flatMap(alias -> key(alias).stream()).toList();
    }

    /** A number is the same one whichever way it is written; names are compared without regard to case. */
    private static Optional<String> key(AliasAddress alias) {
        return switch (alias) {
            case AliasAddress.DialledDigits(String digits) -> Optional.of("number:" + digits);
            case AliasAddress.E164 number -> Optional.of("number:" + number.digits());
            case AliasAddress.H323Id(String name) -> Optional.of("name:" + name.toLowerCase(Locale.ROOT));
            case AliasAddress.Url(String url) -> Optional.of("url:" + url.toLowerCase(Locale.ROOT));
            case AliasAddress.Email(String address) -> Optional.of("email:" + address.toLowerCase(Locale.ROOT));
            case AliasAddress.TransportId _, AliasAddress.Other _ -> Optional.empty();
        };
    }
}
