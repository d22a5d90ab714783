package org.courtbridge.devices.onvif;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.simulate.SimulatedRoom;

/** The head of a simulated camera: it is somewhere at once, or turns until it is stopped. */
final class TurningHead {

    /** Share of the whole way that it turns in a second at full speed. */
    private static final double SPEED = 0.4;

    private static final int PRESETS = 100;

    private final SimulatedRoom room;
    private final InstantSource clock;
    private final Map<Integer, String> names = new HashMap<>();
    private Optional<Motion> motion = Optional.empty();

    private record Motion(Instant began, CameraPosition from, double pan, double tilt, double zoom) {

        CameraPosition at(Instant now) {
            double way = SPEED * Duration.between(began, now).toNanos() / 1e9;
            return moved(from, way * pan, way * tilt, way * zoom);
        }
    }

    TurningHead(SimulatedRoom room, InstantSource clock) {
        this.room = room;
        this.clock = clock;
    }

    private static CameraPosition moved(CameraPosition from, double pan, double tilt, double zoom) {
        return new CameraPosition(
                Math.clamp(from.pan() + pan, -1, 1),
                Math.clamp(from.tilt() + tilt, -1, 1),
                Math.clamp(from.zoom() + zoom, 0, 1));
    }

    synchronized CameraPosition position() {
        motion.ifPresent(moving -> room.camera(_ -> moving.at(clock.instant())));
        return room.camera();
    }

    synchronized boolean isTurning() {
        return motion.isPresent();
    }

    synchronized void stop() {
        position();
        motion = Optional.empty();
    }

    /** @param pan share of the full speed, negative to the left; so the others */
    synchronized void turn(double pan, double tilt, double zoom) {
        motion = Optional.of(new Motion(clock.instant(), position(), pan, tilt, zoom));
    }

    synchronized void go(CameraPosition place) {
        motion = Optional.empty();
        room.camera(_ -> place);
    }

    synchronized void step(double pan, double tilt, double zoom) {
        go(moved(position(), pan, tilt, zoom));
    }

    record Preset(int number, String name, CameraPosition place) {}

    synchronized List<Preset> presets() {
        List<Preset> all = new ArrayList<>();
        for (int number = 1; number <= PRESETS; number++) {
            int key = number;
            room.preset(key)
                    .ifPresent(place -> all.add(new Preset(key, names.getOrDefault(key, "Preset " + key), place)));
        }
        return all;
    }

    synchronized Optional<Preset> preset(int number) {
        return presets().stream().filter(one -> one.number() == number).findFirst();
    }

    /** Stores the present position under the first number that is free, and returns the number. */
    synchronized int storeNext(Optional<String> name) {
        int number = 1;
        while (room.preset(number).isPresent()) {
            number++;
        }
        int free = number;
        name.ifPresent(given -> names.put(free, given));
        store(free);
        return free;
    }

    synchronized void store(int number) {
        position();
        room.storePreset(number);
    }
}
