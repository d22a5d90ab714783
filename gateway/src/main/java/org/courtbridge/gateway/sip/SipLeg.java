package org.courtbridge.gateway.sip;

import java.util.Optional;
import org.courtbridge.gateway.bridge.Leg;
import org.courtbridge.gateway.bridge.LegNotice;
import org.courtbridge.gateway.language.Language;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.provisioning.inventory.Device;

/** A room in a SIP call, as its hearing knows it: wishes go into the call's mailbox. */
final class SipLeg implements Leg {

    private final LegId id = LegId.random();
    private final CallMailbox mailbox;
    private final Optional<Language> language;

    /** @param device that the room is; empty for a stranger */
    SipLeg(CallMailbox mailbox, Optional<Device> device) {
        this.mailbox = mailbox;
        this.language = device.flatMap(Device::language).flatMap(Language::of);
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
        mailbox.put(new CallEvent.EndWanted(reason));
    }

    @Override
    public void requestKeyframe() {
        mailbox.put(new CallEvent.KeyframeWanted());
    }

    /** A room has no words to show. */
    @Override
    public void notice(LegNotice notice) {}

    @Override
    public String toString() {
        return "SipLeg[" + id + "]";
    }
}
