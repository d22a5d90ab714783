package org.courtbridge.codecs.measure.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps some of a sequence of any length, evenly spread over all of it: when there are too many, every second one is forgotten,
 * and from then on only every second one is kept.
 */
final class Sampled<T> {

    private final int most;
    private final List<T> kept = new ArrayList<>();
    private long every = 1;
    private long taken;

    /** @param most elements that are kept */
    Sampled(int most) {
        this.most = most;
    }

    void add(T element) {
        if (taken++ % every != 0) {
            return;
        }
        if (kept.size() == most) {
            List<T> half = new ArrayList<>();
            for (int i = 0; i < kept.size(); i += 2) {
                half.add(kept.get(i));
            }
            kept.clear();
            kept.addAll(half);
            every *= 2;
            if ((taken - 1) % every != 0) {
                return;
            }
        }
        kept.add(element);
    }

    /** Number of elements that were added, kept or not. */
    long taken() {
        return taken;
    }

    /** Those that are kept, in their order. */
    List<T> kept() {
        return List.copyOf(kept);
    }
}
