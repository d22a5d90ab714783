package org.courtbridge.devices;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which certificate each device had when it was first connected to. Room devices sign theirs themselves, so what can be
 * known is that it is still the same one.
 */
public interface CertificatePins {

    /**
     * Keeps the fingerprint for a device that has none yet, and gives the one that holds now. Called by many threads; must not
     * block for long.
     *
     * @param fingerprint SHA-256 of the certificate, in lower-case hexadecimal
     */
    String pinIfAbsent(DeviceAddress device, String fingerprint);

    /** Pins that are gone when the process is. */
    static CertificatePins inMemory() {
        Map<DeviceAddress, String> pins = new ConcurrentHashMap<>();
        return (device, fingerprint) -> {
            String before = pins.putIfAbsent(device, fingerprint);
            return before == null ? fingerprint : before;
        };
    }
}
