package org.courtbridge.devices;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the certificate or host key that each device had when it was first connected to. Room devices make theirs
 * themselves, so what can be known is that it is still the same one. Called by many threads, in the middle of handshakes: it
 * must not block for long.
 */
public interface CertificatePins {

    /**
     * Keeps the fingerprint for a device that has none yet, and gives the one that holds now.
     *
     * @param fingerprint SHA-256 of the certificate or the key, in lower-case hexadecimal
     */
    String pinIfAbsent(DeviceAddress device, String fingerprint);

    Optional<String> pinned(DeviceAddress device);

    /** The next certificate is believed: somebody knows why it is another one. */
    void forget(DeviceAddress device);

    /** Pins that are gone when the process is. */
    static CertificatePins inMemory() {
        return new InMemory();
    }

    /** See {@link #inMemory}. */
    final class InMemory implements CertificatePins {

        private final Map<DeviceAddress, String> pins = new ConcurrentHashMap<>();

        private InMemory() {}

        @Override
        public String pinIfAbsent(DeviceAddress device, String fingerprint) {
            String before = pins.putIfAbsent(device, fingerprint);
            return before == null ? fingerprint : before;
        }

        @Override
        public Optional<String> pinned(DeviceAddress device) {
            return Optional.ofNullable(pins.get(device));
        }

        @Override
        public void forget(DeviceAddress device) {
            pins.remove(device);
        }
    }
}
