package org.courtbridge.simulators;

import java.util.function.Supplier;

/**
 * The room's microphone, camera and loudspeaker.
 *
 * @param camera gives one for each call
 * @param loudspeaker takes the sound of every call
 */
record RoomSources(RecordedSound sound, Supplier<Camera> camera, Loudspeaker loudspeaker) {

    /** A greeting, and a clock on a wall; nobody listens. */
    static final RoomSources USUAL = new RoomSources(RecordedSound.greeting(), ClockPicture::new, (_, _) -> {});
}
