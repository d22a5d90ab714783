package org.courtbridge.signalling.h323.transport;

import java.time.Duration;
import java.util.Optional;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.Company;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.signalling.rooms.BoundedMailbox;

/** Queues events for a call, from whoever wants something of it. From any thread. */
public final class CallMailbox implements RoomLeg.Wishes {

    private final BoundedMailbox<CallEvent> events = new BoundedMailbox<>(CallEvent.EndWanted::new);

    public void put(CallEvent event) {
        events.put(event);
    }

    @Override
    public void end(EndReason reason) {
        put(new CallEvent.EndWanted(reason));
    }

    @Override
    public void keyframe() {
        put(new CallEvent.KeyframeWanted());
    }

    @Override
    public void presents() {
        put(new CallEvent.PresentationGiven());
    }

    @Override
    public void presentsNoMore() {
        put(new CallEvent.PresentationTaken());
    }

    @Override
    public void presented(boolean byAnother) {
        put(new CallEvent.OthersPresent(byAnother));
    }

    @Override
    public void company(Optional<Company> inside) {
        put(new CallEvent.CompanyChanged(inside));
    }

    @Override
    public void press(char key) {
        put(new CallEvent.KeyPressed(key));
    }

    /** H.245 has flowControlCommand. */
    @Override
    public boolean takesLimits() {
        return true;
    }

    @Override
    public void pictureRate(long bitsPerSecond, long useful) {
        put(new CallEvent.PictureRate(bitsPerSecond, useful));
    }

    /** Empty when nothing came in time. */
    public Optional<CallEvent> poll(Duration timeout) {
        return events.poll(timeout);
    }
}
