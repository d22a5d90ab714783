package org.courtbridge.hearings;

import java.util.UUID;

/** Names one connected party for as long as its call lasts. */
public record LegId(String value) {

    public static LegId random() {
        return new LegId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
