package org.courtbridge.h323.h245;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Sequence;

/** An action for the owner of a {@link Control} to carry out, or an event for it to know of. */
public sealed interface ControlAction {

    /** To the other side, after all that was sent before. */
    record Send(ControlMessage message) implements ControlAction {}

    /** It is settled which side is master, anew perhaps. */
    record Determined(boolean weAreMaster) implements ControlAction {}

    /** The other side's capabilities have come, all of them, changed perhaps. Channels that it does not take any more are to be closed. */
    record CapabilitiesReceived(Capabilities theirs) implements ControlAction {}

    /** Both sides know of each other what is needed to open channels. Comes again after a pause. */
    record Ready() implements ControlAction {}

    /** The other side wants nothing sent (an empty capability set): all channels that we opened are being closed. */
    record Paused() implements ControlAction {}

    /** The other side wants to send: {@link Control#accept} or {@link Control#reject} it. */
    record OpenRequested(OpenLogicalChannel channel) implements ControlAction {}

    /**
     * The other side takes what we send on a channel.
     *
     * @param media where to, if it said so
     * @param mediaControl where RTCP goes to
     * @param payloadType if it wants another than was proposed
     * @param hold whether nothing is to be sent before a {@link FlowLimited}
     * @param genericInformation as it came, such as H.460.19's
     * @param encryptionSync the key of what is to be sent, from a master
     */
    record Opened(
            int channel,
            Optional<InetSocketAddress> media,
            Optional<InetSocketAddress> mediaControl,
            Optional<Integer> payloadType,
            boolean hold,
            List<Sequence> genericInformation,
            Optional<EncryptionSync> encryptionSync)
            implements ControlAction {}

    /** A channel of ours was not opened. After a conflict the master's own channel goes before. */
    record OpenFailed(int channel, ChannelMessage.RejectCause cause) implements ControlAction {}

    /** Nothing may be sent any more on a channel of ours. */
    record OutgoingClosed(int channel, ChannelMessage.Reason reason) implements ControlAction {}

    /** Nothing comes any more on a channel of the other side. */
    record IncomingClosed(int channel) implements ControlAction {}

    /** The other side did not do what {@link Control#requestClose} asked for. */
    record CloseRefused(int channel) implements ControlAction {}

    /** The other side would have us send something else: {@link Control#acceptMode} or {@link Control#rejectMode}. */
    record ModeRequested(ModeMessage.Request request) implements ControlAction {}

    /** @param granted whether the other side will send what was asked for */
    record ModeAnswered(boolean granted) implements ControlAction {}

    /** The other side lets us present: what is shown may be sent on a second stream (H.239). */
    record TokenHeld() implements ControlAction {}

    /** The other side did not let us present, or did not answer. It is asked again a few times, as long as we want to. */
    record TokenRefused() implements ControlAction {}

    /** We present no more: what we send on a second stream is to be ended. */
    record TokenLost() implements ControlAction {}

    /** The other side wants to present: {@link Control#answerToken}. @param channel that it would send on; 0 if it does not say */
    record TokenAsked(int channel) implements ControlAction {}

    /** The other side presents no more, or does not want to any more. */
    record TokenReturned() implements ControlAction {}

    /**
     * The other side would send more on a channel of its own than it may: {@link Control#answerFlowRelease}.
     *
     * @param maxBitRate in 100 bit/s
     */
    record FlowReleaseAsked(int channel, int maxBitRate) implements ControlAction {}

    record DelayMeasured(Duration roundTrip) implements ControlAction {}

    /** The other side did not answer in time; it may be gone. */
    record DelayUnanswered() implements ControlAction {}

    record KeysPressed(UserInputIndication keys) implements ControlAction {}

    /** A channel of ours is to be refreshed, or something like it. */
    record Commanded(int channel, MiscellaneousCommand.Type command) implements ControlAction {}

    /** @param channel of ours; empty for all @param maxBitRate in 100 bit/s; empty if there is no limit any more */
    record FlowLimited(Optional<Integer> channel, Optional<Integer> maxBitRate) implements ControlAction {}

    /** A procedure that a call cannot go on without. */
    enum Procedure {
        MASTER_SLAVE_DETERMINATION,
        CAPABILITY_EXCHANGE,
        /** The other side sends more than anybody has reason to. */
        FLOOD
    }

    record Failed(Procedure procedure) implements ControlAction {}

    /** Nothing more is sent or taken: the channel can be closed. */
    record Ended() implements ControlAction {}
}
