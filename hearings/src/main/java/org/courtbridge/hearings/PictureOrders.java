package org.courtbridge.hearings;

import java.util.Optional;

/**
 * The clerk's orders about all pictures of a hearing.
 *
 * @param layout in which rooms see the others; empty for the gateway's
 * @param steering whether rooms may move each other's cameras
 */
public record PictureOrders(Optional<Layout> layout, boolean steering) {

    public static final PictureOrders NONE = new PictureOrders(Optional.empty(), false);

    PictureOrders in(Layout chosen) {
        return new PictureOrders(Optional.of(chosen), steering);
    }

    PictureOrders steered(boolean allowed) {
        return new PictureOrders(layout, allowed);
    }
}
