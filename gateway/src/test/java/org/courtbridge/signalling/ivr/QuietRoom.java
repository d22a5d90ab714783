package org.courtbridge.signalling.ivr;

import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegNotice;

/**
 * A room's leg that has no call.
 *
 * @param story is told when it is ended
 */
record QuietRoom(LegId id, Optional<Language> language, Consumer<String> story) implements Leg {

    QuietRoom(Optional<Language> language) {
        this(LegId.random(), language, _ -> {});
    }

    @Override
    public Kind kind() {
        return Kind.ROOM;
    }

    @Override
    public void end(EndReason reason) {
        story.accept("ended " + reason);
    }

    @Override
    public void requestKeyframe() {}

    @Override
    public void notice(LegNotice notice) {}
}
