package org.courtbridge.gateway.demo;

import java.util.function.Supplier;

/**
 * What the room hears and sees.
 *
 * @param camera gives one for each call
 */
record RoomSources(RecordedSound sound, Supplier<Camera> camera) {

    /** A greeting, and a clock on a wall. */
    static final RoomSources USUAL = new RoomSources(RecordedSound.greeting(), ClockPicture::new);
}
