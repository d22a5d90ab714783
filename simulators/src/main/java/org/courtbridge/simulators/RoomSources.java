package org.courtbridge.simulators;

import java.util.function.Supplier;

/**
 * What the room hears and sees.
 *
 * @param camera gives one for each call
 * @param loudspeaker hears what comes in every call
 */
record RoomSources(RecordedSound sound, Supplier<Camera> camera, Loudspeaker loudspeaker) {

    /** A greeting, and a clock on a wall; nobody listens. */
    static final RoomSources USUAL = new RoomSources(RecordedSound.greeting(), ClockPicture::new, (_, _) -> {});
}
