package org.courtbridge.gateway.store;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.DeviceAddress;

/**
 * Pins in the database: a device that was exchanged while the gateway was off is noticed, too. What was asked for once is
 * remembered, as each connection asks, and on an event loop.
 */
public final class StoredPins implements CertificatePins {

    private final Database database;
    private final InstantSource clock;
    private final Map<DeviceAddress, String> known = new ConcurrentHashMap<>();

    public StoredPins(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String pinIfAbsent(DeviceAddress device, String fingerprint) {
        return known.computeIfAbsent(device, any -> pinned(device).orElseGet(() -> pin(device, fingerprint)));
    }

    private String pin(DeviceAddress device, String fingerprint) {
        database.execute(
                "insert into device_pins (host, port, fingerprint, pinned_at) values (?, ?, ?, ?)"
                        + " on conflict do nothing",
                device.host(),
                device.port(),
                fingerprint,
                clock.instant());
        return pinned(device).orElse(fingerprint);
    }

    @Override
    public Optional<String> pinned(DeviceAddress device) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select fingerprint from device_pins where host = ? and port = ?",
                                device.host(),
                                device.port())
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public void forget(DeviceAddress device) {
        database.execute("delete from device_pins where host = ? and port = ?", device.host(), device.port());
        known.remove(device);
    }
}
