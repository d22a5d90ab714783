package org.courtbridge.signalling.sip.registrar;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.courtbridge.signalling.sip.stack.Flow;

/** The present registrations of devices. */
public final class Registrations {

    /** Lapsed registrations that are remembered. */
    private static final int REMEMBERED = 1_000;

    private final InstantSource clock;
    private final Moved moved;

    /** By id of a device whose registrations were ended: which of all such ends was its last. */
    private final Map<String, Long> revoked = new HashMap<>();

    private long revocations;
    private final Map<String, Map<String, Registration>> byDevice = new HashMap<>();

    /** Those of now that have not answered what they were asked since they registered. */
    private final Set<Registration> silent = new HashSet<>();

    /** By device and key, the longest lapsed first: a device that comes back may still be in a call. */
    private final SequencedMap<String, Registration> lapsed = new LinkedHashMap<>();

    /** Hears of a device that has registered anew by another way, and is not reached by the first any more. */
    public interface Moved {
        void moved(String deviceId, Flow from, Flow to);
    }

    public Registrations(InstantSource clock, Moved moved) {
        this.clock = clock;
        this.moved = moved;
    }

    /** All that have not expired, by device name. */
    public synchronized List<Registration> all() {
        expire();
        return byDevice.values().stream()
                .flatMap(contacts -> contacts.values().stream())
                .sorted(Comparator.comparing(
                        registration -> registration.device().name()))
                .toList();
    }

    /** The contacts of one device, latest registration first, but those last that do not answer. */
    public synchronized List<Registration> of(String deviceId) {
        expire(deviceId);
        List<Registration> contacts =
                new ArrayList<>(byDevice.getOrDefault(deviceId, Map.of()).values()).reversed();
        return contacts.stream().sorted(Comparator.comparing(silent::contains)).toList();
    }

    public synchronized boolean isRegistered(String deviceId) {
        expire(deviceId);
        return byDevice.containsKey(deviceId);
    }

    /** Whether a device has registered, and answers at none of its contacts what it is asked. */
    public synchronized boolean isSilent(String deviceId) {
        expire(deviceId);
        Map<String, Registration> contacts = byDevice.getOrDefault(deviceId, Map.of());
        return !contacts.isEmpty() && silent.containsAll(contacts.values());
    }

    /** Whether a device other than this one is known to be there. */
    synchronized boolean isOfAnother(String deviceId, InetSocketAddress place) {
        expire();
        return byDevice.entrySet().stream()
                .filter(known -> !known.getKey().equals(deviceId))
                .flatMap(known -> known.getValue().values().stream())
                .anyMatch(known -> known.isAt(place));
    }

    /** Whether a device has registered from there. */
    public synchronized boolean isFrom(InetAddress source) {
        expire();
        return byDevice.values().stream()
                .flatMap(contacts -> contacts.values().stream())
                .anyMatch(known -> source.equals(known.source().getAddress()));
    }

    /** Whether a REGISTER was overtaken by a later one of the same origin (RFC 3261, section 10.3, step 7). */
    synchronized boolean isOutdated(String deviceId, RegisterSequence sequence) {
        return byDevice.getOrDefault(deviceId, Map.of()).values().stream()
                .anyMatch(known -> sequence.isOvertakenBy(known.sequence()));
    }

    /**
     * Takes a REGISTER over. Where the device has more contacts than it may, the oldest go: a device that was switched off
     * without a word comes back from another port, and must not be locked out by what it left behind.
     *
     * @param limit contacts at most
     * @param asOf what {@link #revocations} said before the device proved who it is
     * @return false if its registrations were ended since: what it proved holds no longer
     */
    public synchronized boolean replace(
            String deviceId, List<Registration> added, List<String> removed, int limit, long asOf) {
        if (revoked.getOrDefault(deviceId, 0L) > asOf) {
            return false;
        }
        expire();
        SequencedMap<String, Registration> contacts = new LinkedHashMap<>(byDevice.getOrDefault(deviceId, Map.of()));
        contacts.values().removeIf(known -> removed.contains(known.contact()));
        for (Registration registration : added) {
            Optional.ofNullable(contacts.remove(registration.key()))
                    .or(() -> Optional.ofNullable(lapsed.remove(name(registration))))
                    .ifPresent(known -> follow(known, registration));
            contacts.put(registration.key(), registration);
        }
        while (contacts.size() > limit) {
            contacts.pollFirstEntry();
        }
        if (contacts.isEmpty()) {
            byDevice.remove(deviceId);
        } else {
            byDevice.put(deviceId, contacts);
        }
        return true;
    }

    /**
     * Takes registrations up that were kept over a restart. Those by a connection are from now on only where they say, as every
     * connection is gone. Whoever has registered since comes first.
     *
     * @return how many have not expired, and are taken up
     */
    public synchronized int restore(List<Registration> kept) {
        Instant now = clock.instant();
        int restored = 0;
        for (Registration one : kept) {
            String deviceId = one.device().id();
            if (one.expires().isAfter(now) && !revoked.containsKey(deviceId)) {
                Registration present = one.transport().equals("UDP") ? one : one.withoutConnection();
                Map<String, Registration> contacts = byDevice.computeIfAbsent(deviceId, _ -> new LinkedHashMap<>());
                restored += contacts.putIfAbsent(present.key(), present) == null ? 1 : 0;
            }
        }
        return restored;
    }

    private void follow(Registration before, Registration after) {
        Optional<Flow> flow = after.presentFlow();
        before.lastFlow()
                .filter(old -> flow.isPresent() && !old.equals(flow.get()))
                .ifPresent(old -> moved.moved(after.device().id(), old, flow.get()));
    }

    private static String name(Registration registration) {
        return registration.device().id() + " " + registration.key();
    }

    /**
     * Notes that a contact does not answer. It stays until it expires: there are devices that leave every OPTIONS unanswered, and
     * take calls.
     *
     * @return false if that is known, or it is gone or has been renewed
     */
    public synchronized boolean silent(Registration registration) {
        return isPresent(registration) && silent.add(registration);
    }

    /** Notes that a contact answers. */
    public synchronized void answers(Registration registration) {
        silent.remove(registration);
    }

    private boolean isPresent(Registration registration) {
        return registration.equals(
                byDevice.getOrDefault(registration.device().id(), Map.of()).get(registration.key()));
    }

    /** A connection is gone: who registered by it is from now on only where it says. */
    public synchronized void lost(Flow connection) {
        byDevice.values()
                .forEach(contacts ->
                        contacts.replaceAll((key, known) -> known.transport().equals(connection.transport())
                                        && known.source().equals(connection.address())
                                ? known.withoutConnection()
                                : known));
    }

    synchronized void removeAll(String deviceId) {
        byDevice.remove(deviceId);
    }

    /** Number of calls of {@link #revoke}, for all devices together. */
    synchronized long revocations() {
        return revocations;
    }

    /** Ends all that a device has, and those that are being checked now. */
    public synchronized void revoke(String deviceId) {
        revocations++;
        revoked.put(deviceId, revocations);
        byDevice.remove(deviceId);
    }

    private void expire() {
        Instant now = clock.instant();
        byDevice.values().forEach(contacts -> expire(contacts, now));
        byDevice.values().removeIf(Map::isEmpty);
        silent.removeIf(registration -> !isPresent(registration));
    }

    /** Of one device alone, in time that does not grow with the others: lists of devices ask about each of theirs. */
    private void expire(String deviceId) {
        Map<String, Registration> contacts = byDevice.get(deviceId);
        if (contacts != null) {
            expire(contacts, clock.instant());
            if (contacts.isEmpty()) {
                byDevice.remove(deviceId);
            }
        }
    }

    private void expire(Map<String, Registration> contacts, Instant now) {
        contacts.values().stream()
                .filter(registration -> !registration.expires().isAfter(now))
                .forEach(registration -> lapsed.put(name(registration), registration));
        contacts.values().removeIf(registration -> !registration.expires().isAfter(now));
        while (lapsed.size() > REMEMBERED) {
            lapsed.pollFirstEntry();
        }
    }
}
