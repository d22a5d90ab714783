package org.courtbridge.gateway.sip;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Which devices are registered now, kept in memory: after a restart devices register anew by themselves. */
public final class Registrations {

    private final InstantSource clock;
    private final Map<String, Map<String, Registration>> byDevice = new HashMap<>();

    Registrations(InstantSource clock) {
        this.clock = clock;
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

    /** The contacts of one device, latest registration first. */
    public synchronized List<Registration> of(String deviceId) {
        expire();
        return List.copyOf(
                new ArrayList<>(byDevice.getOrDefault(deviceId, Map.of()).values()).reversed());
    }

    /** Whether a REGISTER was overtaken by a later one of the same origin (RFC 3261, section 10.3, step 7). */
    synchronized boolean isOutdated(String deviceId, String callId, long sequence) {
        return byDevice.getOrDefault(deviceId, Map.of()).values().stream()
                .anyMatch(known -> known.callId().equals(callId) && sequence <= known.sequence());
    }

    /**
     * Takes a REGISTER over. Where the device has more contacts than it may, the oldest go: a device that was switched off
     * without a word comes back from another port, and must not be locked out by what it left behind.
     *
     * @param limit contacts at most
     */
    synchronized void replace(String deviceId, List<Registration> added, List<String> removed, int limit) {
        expire();
        SequencedMap<String, Registration> contacts = new LinkedHashMap<>(byDevice.getOrDefault(deviceId, Map.of()));
        contacts.values().removeIf(known -> removed.contains(known.contact()));
        for (Registration registration : added) {
            contacts.remove(registration.key());
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
    }

    /** Forgets one contact, unless it has been renewed meanwhile. */
    synchronized boolean remove(Registration registration) {
        Map<String, Registration> contacts = byDevice.get(registration.device().id());
        return contacts != null && contacts.remove(registration.key(), registration);
    }

    /** A connection is gone: who registered by it is from now on only where it says. */
    synchronized void lost(Flow connection) {
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

    private void expire() {
        byDevice.values()
                .forEach(contacts -> contacts.values()
                        .removeIf(registration -> !registration.expires().isAfter(clock.instant())));
        byDevice.values().removeIf(Map::isEmpty);
    }
}
