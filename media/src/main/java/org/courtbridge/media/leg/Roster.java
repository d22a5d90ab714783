package org.courtbridge.media.leg;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parties in a hearing with one party, by number and name, for a leg whose protocol gives parties numbers.
 *
 * @param own number of that party, from 1
 * @param names of all by their numbers, the party's own among them
 */
public record Roster(int own, SortedMap<Integer, String> names) {

    public Roster {
        names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
    }
}
