package org.courtbridge.gateway.h323;

import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.gateway.bridge.Leg;
import org.courtbridge.gateway.bridge.LegNotice;
import org.courtbridge.gateway.language.Language;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;

/** A room in an H.323 call, as its hearing knows it: wishes go into the call's mailbox. */
final class H323Leg implements Leg {

    private final LegId id = LegId.random();
    private final Optional<Language> language;
    private final Consumer<CallEvent> mailbox;

    H323Leg(Optional<Language> language, Consumer<CallEvent> mailbox) {
        this.language = language;
        this.mailbox = mailbox;
    }

    @Override
    public LegId id() {
        return id;
    }

    @Override
    public Kind kind() {
        return Kind.ROOM;
    }

    @Override
    public Optional<Language> language() {
        return language;
    }

    @Override
    public void end(EndReason reason) {
        mailbox.accept(new CallEvent.EndWanted(reason));
    }

    @Override
    public void requestKeyframe() {
        mailbox.accept(new CallEvent.KeyframeWanted());
    }

    /** A room has no words to show. */
    @Override
    public void notice(LegNotice notice) {}

    @Override
    public String toString() {
        return "H323Leg[" + id + "]";
    }
}
