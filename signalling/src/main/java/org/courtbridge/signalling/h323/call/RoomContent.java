package org.courtbridge.signalling.h323.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ChannelMessage;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.hearings.LegId;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.h323.transport.H323CallEvent;

/**
 * One call's share in who presents (H.239): the room asks for the token, and the hearing decides; where somebody else
 * presents, we ask the room for it, and show that on a second stream while we have it. A room that has no second stream, or
 * does not give the token, is shown it among the people, as any leg with one picture.
 *
 * <p>Belongs to the call's thread.
 */
final class RoomContent {

    private static final Logger log = LogManager.getLogger(RoomContent.class);

    /** Payload type of what we send, where the room does not want another. */
    private static final int PAYLOAD_TYPE = 98;

    /** Longest time that a room may present without a channel, as while it opens another one. */
    private static final Duration WITHOUT_CHANNEL = Duration.ofSeconds(10);

    private static final int BIT_RATE_UNIT = 100;

    /** Largest bit rate that a message can carry, in units of 100 bit/s. */
    private static final int MOST_UNITS = 65_535;

    private final Control control;
    private final RoomChannels channels;
    private final LegEvents events;
    private final CallMailbox mailbox;
    private final InstantSource clock;
    private final Owner owner;

    private Optional<LegId> leg = Optional.empty();
    private boolean ready;
    private boolean othersPresent;
    private boolean roomAsks;
    private boolean roomPresents;
    private boolean held;
    private boolean releaseAsked;

    /** Of the channel that we would send on, or do; 0 while there is none. */
    private int number;

    private Optional<Instant> channelDue = Optional.empty();

    /** The call that a second picture belongs to. */
    interface Owner {

        /** The channel that could be opened for it; empty if the room takes none. */
        Optional<ChannelChoice> choice();

        /** Does what the machine gives. */
        void does(List<ControlAction> actions);

        /** Asks for a channel. */
        void opens(OpenLogicalChannel channel);
    }

    /** @param mailbox hears what the hearing decides */
    RoomContent(
            Control control,
            RoomChannels channels,
            LegEvents events,
            CallMailbox mailbox,
            InstantSource clock,
            Owner owner) {
        this.control = control;
        this.channels = channels;
        this.events = events;
        this.mailbox = mailbox;
        this.clock = clock;
        this.owner = owner;
    }

    /** From now on somebody can be asked. */
    void belongsTo(LegId taken) {
        leg = Optional.of(taken);
    }

    /** Channels can be opened. */
    void ready() {
        ready = true;
        want();
    }

    /** The room wants nothing sent: what we asked for is forgotten, and is asked for again later. */
    void paused() {
        ready = false;
        close();
    }

    void othersPresent(boolean present) {
        if (othersPresent == present) {
            return;
        }
        othersPresent = present;
        if (present) {
            want();
        } else {
            leave();
        }
    }

    private void want() {
        if (othersPresent && ready && number == 0 && choice().isPresent()) {
            number = control.freeChannel();
            owner.does(control.wantToken(number, clock.instant()));
        }
    }

    private Optional<ChannelChoice> choice() {
        return owner.choice().filter(_ -> control.theirs().hasPresentationToken());
    }

    private void leave() {
        close();
        owner.does(control.leaveToken());
    }

    private void close() {
        if (held) {
            held = false;
            owner.does(control.close(number, clock.instant()));
        }
        number = 0;
        releaseAsked = false;
    }

    /** We may present. */
    void held() {
        Optional<OpenLogicalChannel> channel =
                choice().flatMap(choice -> channels.requestContent(choice.in(session()), number, PAYLOAD_TYPE));
        if (channel.isEmpty()) {
            leave();
            return;
        }
        held = true;
        owner.opens(channel.get());
    }

    /** A slave goes by what the master has said, and asks if it has not (H.239, clause 9). */
    private int session() {
        return control.master().orElse(false)
                ? ChannelChoice.PRESENTATION
                : channels.contentChannel()
                        .flatMap(OpenLogicalChannel::forwardParameters)
                        .map(H2250Parameters::sessionId)
                        .orElse(0);
    }

    /** The room does not take a channel that we asked for. */
    void openFailed(int channel) {
        if (held && channel == number) {
            held = false;
            leave();
        }
    }

    /** A channel of ours is at an end. */
    void outgoingClosed(int channel) {
        if (held && channel == number) {
            held = false;
            leave();
        }
    }

    /** We may present no more. */
    void lost() {
        close();
    }

    /** We may send nothing on a channel, or so much. @param bitrate bit/s */
    void limited(int channel, long bitrate) {
        if (held && channel == number && bitrate == 0 && !releaseAsked) {
            releaseAsked = true;
            long most = channels.contentBitrate();
            owner.does(control.askFlowRelease(channel, (int) Math.min(most / BIT_RATE_UNIT, MOST_UNITS)));
        }
    }

    /** The room would send more of what it presents: so it may, as much as we take. */
    void flowReleaseAsked(int channel) {
        Optional<OpenLogicalChannel> second = channels.contentChannel().filter(open -> open.forwardNumber() == channel);
        owner.does(control.answerFlowRelease(channel, second.isPresent()));
        second.ifPresent(open -> owner.does(control.limit(
                Optional.of(channel), Optional.of((int) (Codings.most(open.forward()) / BIT_RATE_UNIT)))));
    }

    /** The room asks to present. What becomes of it, its leg is told. */
    void asked() {
        if (leg.isEmpty()) {
            owner.does(control.answerToken(false, clock.instant()));
            return;
        }
        roomAsks = true;
        events.asksToPresent(leg.get())
                .whenComplete((_, refused) -> mailbox.put(
                        refused == null
                                ? new H323CallEvent.PresentationGiven()
                                : new H323CallEvent.PresentationDenied()));
    }

    /** The room presents no more, or does not ask to any more. */
    void returned() {
        roomAsks = false;
        roomPresents = false;
        channelDue = Optional.empty();
        leg.ifPresent(events::presentsNoMore);
    }

    /** The hearing has the room present. */
    void given() {
        if (roomAsks) {
            roomAsks = false;
            roomPresents = true;
            owner.does(control.answerToken(true, clock.instant()));
            watch();
        }
    }

    /** The hearing does not let the room present. */
    void denied() {
        if (roomAsks) {
            roomAsks = false;
            owner.does(control.answerToken(false, clock.instant()));
        }
    }

    /** The hearing has the room present no more, whether it gives the token back or not. */
    void taken() {
        if (roomPresents) {
            roomPresents = false;
            channelDue = Optional.empty();
            owner.does(control.reclaimToken(clock.instant()));
            channels.contentChannel()
                    .ifPresent(channel -> owner.does(control.requestClose(
                            channel.forwardNumber(), ChannelMessage.Reason.UNKNOWN, clock.instant())));
        }
    }

    /** The room has opened a channel, or closed one. */
    void watch() {
        channelDue = roomPresents && channels.contentChannel().isEmpty()
                ? channelDue.or(() -> Optional.of(clock.instant().plus(WITHOUT_CHANNEL)))
                : Optional.empty();
    }

    /** Time at which {@link #expire} is to be called; empty if nothing is due. */
    Optional<Instant> deadline() {
        return channelDue;
    }

    void expire() {
        if (channelDue.filter(due -> !due.isAfter(clock.instant())).isPresent()) {
            channelDue = Optional.empty();
            log.info("the room presents without a second channel: it presents no more");
            leg.ifPresent(events::presentsNoMore);
        }
    }
}
