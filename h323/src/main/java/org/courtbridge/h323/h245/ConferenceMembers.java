package org.courtbridge.h323.h245;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The members of a conference, as one of its rooms is told.
 *
 * @param own number of that room, 1 to 192
 * @param names of all by their numbers, the room's own among them
 */
public record ConferenceMembers(int own, SortedMap<Integer, String> names) {

    /** Of terminal numbers (H.245, TerminalLabel). */
    public static final int LAST_NUMBER = 192;

    public ConferenceMembers {
        names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
        if (!names.containsKey(own) || names.firstKey() < 1 || names.lastKey() > LAST_NUMBER) {
            throw new IllegalArgumentException("number %d of %s".formatted(own, names.keySet()));
        }
    }
}
