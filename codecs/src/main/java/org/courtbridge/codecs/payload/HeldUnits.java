package org.courtbridge.codecs.payload;

import java.util.ArrayList;
import java.util.List;

/** NAL units that wait for those before them, in the order of their numbers. One thread's. */
final class HeldUnits {

    private final List<Unit> units = new ArrayList<>();
    private int octets;
    private int counted;

    /**
     * A unit with its place.
     *
     * @param place counts on, past 65,535
     * @param counts whether it is one of those of which a sender says how many may be out of order
     */
    record Unit(long place, long timestamp, Octets octets, boolean counts) {}

    /** A record must not hold an array. */
    static final class Octets {
        final byte[] bytes;

        Octets(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    void add(Unit unit) {
        int at = units.size();
        while (at > 0 && units.get(at - 1).place() > unit.place()) {
            at--;
        }
        units.add(at, unit);
        octets += unit.octets().bytes.length;
        counted += unit.counts() ? 1 : 0;
    }

    Unit first() {
        return units.getFirst();
    }

    Unit removeFirst() {
        Unit unit = units.removeFirst();
        octets -= unit.octets().bytes.length;
        counted -= unit.counts() ? 1 : 0;
        return unit;
    }

    boolean isEmpty() {
        return units.isEmpty();
    }

    int size() {
        return units.size();
    }

    /** Octets of all of them. */
    int octets() {
        return octets;
    }

    /** Those that count. */
    int counted() {
        return counted;
    }

    /** Numbers from the first to the last. */
    long span() {
        return units.getLast().place() - units.getFirst().place();
    }

    boolean hasOfPicture(long timestamp) {
        return units.stream().anyMatch(unit -> unit.timestamp() == timestamp);
    }

    void clear() {
        units.clear();
        octets = 0;
        counted = 0;
    }
}
