package org.courtbridge.signalling.h323.transport;

import java.time.Duration;
import java.util.Optional;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.leg.Roster;
import org.courtbridge.signalling.rooms.BoundedMailbox;

/** Queues events for a call, from whoever wants something of it. From any thread. */
public final class CallMailbox implements RoomLeg.Wishes {

    private final BoundedMailbox<H323CallEvent> events = new BoundedMailbox<>(H323CallEvent.EndWanted::new);

    public void put(H323CallEvent event) {
        events.put(event);
    }

    @Override
    public void end(EndReason reason) {
        put(new H323CallEvent.EndWanted(reason));
    }

    @Override
    public void keyframe() {
        put(new H323CallEvent.KeyframeWanted());
    }

    @Override
    public void presents() {
        put(new H323CallEvent.PresentationGiven());
    }

    @Override
    public void presentsNoMore() {
        put(new H323CallEvent.PresentationTaken());
    }

    @Override
    public void presented(boolean byAnother) {
        put(new H323CallEvent.OthersPresent(byAnother));
    }

    @Override
    public void company(Optional<Roster> inside) {
        put(new H323CallEvent.CompanyChanged(inside));
    }

    @Override
    public void press(char key) {
        put(new H323CallEvent.KeyPressed(key));
    }

    /** H.245 has flowControlCommand. */
    @Override
    public boolean takesLimits() {
        return true;
    }

    @Override
    public void pictureRate(long bitsPerSecond, long useful) {
        put(new H323CallEvent.PictureRate(bitsPerSecond, useful));
    }

    /** Empty when nothing came in time. */
    public Optional<H323CallEvent> poll(Duration timeout) {
        return events.poll(timeout);
    }
}
