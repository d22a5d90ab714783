package org.courtbridge.operations.tests;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several lines that are served in turns, so that nobody waits for all the rooms of somebody else's hearing. In a line the first is
 * served first. Not for several threads.
 *
 * @param <T> what waits
 */
final class FairQueue<T> {

    /** The one to be served next comes first. */
    private final Map<String, Deque<T>> lines = new LinkedHashMap<>();

    private int size;

    void add(String line, T one) {
        lines.computeIfAbsent(line, any -> new ArrayDeque<>()).add(one);
        size++;
    }

    /** Empty if nobody waits. */
    Optional<T> poll() {
        Iterator<Map.Entry<String, Deque<T>>> first = lines.entrySet().iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<String, Deque<T>> line = first.next();
        first.remove();
        T one = line.getValue().remove();
        size--;
        if (!line.getValue().isEmpty()) {
            lines.put(line.getKey(), line.getValue());
        }
        return Optional.of(one);
    }

    int size() {
        return size;
    }

    /** All that wait, who wait no longer. */
    List<T> clear() {
        List<T> all = new ArrayList<>();
        lines.values().forEach(all::addAll);
        lines.clear();
        size = 0;
        return all;
    }
}
