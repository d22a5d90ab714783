package org.courtbridge.signalling.h323.call;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ChannelKey;
import org.courtbridge.h323.h245.ChannelMessage;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.EncryptionSync;
import org.courtbridge.h323.h245.FastStart;
import org.courtbridge.h323.h245.MediaEncryption;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.signalling.h323.transport.H323CallEvent;

/**
 * Logical channel signalling with a room (H.245, C.4): opens channels for what the room receives, answers the room's
 * requests, and keeps their media, keys and bit rates as was agreed. Belongs to the call's thread.
 */
final class LogicalChannelSignalling {

    private static final Logger log = LogManager.getLogger(LogicalChannelSignalling.class);

    /** Payload type of pictures that we send, where the room does not want another. */
    private static final int PICTURE_PAYLOAD_TYPE = 97;

    private static final int BIT_RATE_UNIT = 100;

    private final Call call;
    private final Control control;
    private final RoomChannels channels;
    private final RoomEncryption encryption;
    private final InstantSource clock;
    private final Consumer<List<ControlAction>> does;
    private final FlowControl flow = new FlowControl();

    /** By us, and not answered yet; by their numbers. */
    private final Map<Integer, OpenLogicalChannel> requested = new HashMap<>();

    private boolean ready;
    private boolean mediaChanged;

    /** @param does does what the machine of H.245 gives */
    LogicalChannelSignalling(
            Call call,
            Control control,
            RoomChannels channels,
            RoomEncryption encryption,
            InstantSource clock,
            Consumer<List<ControlAction>> does) {
        this.call = call;
        this.control = control;
        this.channels = channels;
        this.encryption = encryption;
        this.clock = clock;
        this.does = does;
    }

    private MediaEncryption media() {
        return encryption.media(call);
    }

    private boolean isMaster() {
        return control.master().orElse(false);
    }

    private Instant now() {
        return clock.instant();
    }

    /** Channels can be opened. */
    void ready() {
        ready = true;
    }

    boolean isReady() {
        return ready;
    }

    /** The room wants nothing sent for now. */
    void paused() {
        ready = false;
    }

    /** The media are others than before. */
    void mediaChanged() {
        mediaChanged = true;
    }

    /** Whether the media have become others since this was asked last. */
    boolean takeMediaChanged() {
        boolean changed = mediaChanged;
        mediaChanged = false;
        return changed;
    }

    /**
     * Opens the channels that the room can receive and that we do not have.
     *
     * @return false if the call must be encrypted, and the room receives nothing so
     */
    boolean open() {
        channels.multiplexWith(call.theirFeatures());
        List<ChannelChoice> choices = media().choices(channels.ours(), control.theirs());
        for (ChannelChoice choice : choices) {
            if (channels.lacks(choice) && !isRequested(choice)) {
                request(channels.request(choice, control.freeChannel(), PICTURE_PAYLOAD_TYPE));
            }
        }
        return !choices.isEmpty() || !encryption.isRequired();
    }

    /** A room may say what it takes twice, before it has answered what was asked the first time. */
    private boolean isRequested(ChannelChoice choice) {
        return requested.values().stream()
                .map(asked -> asked.forward().media())
                .anyMatch(media -> !media.isPresentation()
                        && media.getClass() == choice.dataType().media().getClass());
    }

    /** Asks the room to let us open a channel. */
    void request(OpenLogicalChannel clear) {
        OpenLogicalChannel channel = media().opening(clear, isMaster());
        requested.put(channel.forwardNumber(), channel);
        does.accept(control.open(channel, now()));
    }

    /** The room lets us open one. @return whether it is open */
    boolean opened(ControlAction.Opened opened) {
        OpenLogicalChannel channel = requested.remove(opened.channel());
        if (channel == null) {
            return false;
        }
        return switch (media().opened(channel, opened.encryptionSync())) {
            case MediaEncryption.Verdict.Clear _ -> sends(channel, opened, new ChannelProtection.Clear());
            case MediaEncryption.Verdict.Encrypted(ChannelKey key, Optional<EncryptionSync> _) ->
                sends(channel.decrypted(), opened, new ChannelProtection.Payloads(key(key)));
            case MediaEncryption.Verdict.Srtp srtp ->
                sends(channel.decrypted(), opened, new ChannelProtection.Packets(RoomEncryption.keys(srtp)));
            case MediaEncryption.Verdict.Refused _ -> {
                log.info("the room takes channel {} without a key that can be read", opened.channel());
                does.accept(control.close(opened.channel(), now()));
                yield false;
            }
        };
    }

    private boolean sends(OpenLogicalChannel channel, ControlAction.Opened opened, ChannelProtection protection) {
        channels.sends(
                channel,
                opened.media(),
                opened.mediaControl(),
                opened.payloadType(),
                opened.genericInformation(),
                protection);
        mediaChanged = true;
        return true;
    }

    /** The room does not let us open one. */
    void openFailed(int channel) {
        requested.remove(channel);
        media().outgoingClosed(channel);
    }

    /** One of ours is closed. */
    void outgoingClosed(int channel) {
        requested.remove(channel);
        channels.outgoingClosed(channel);
        media().outgoingClosed(channel);
        mediaChanged = true;
    }

    /** Closes those of ours that the room does not receive any more. */
    void closeUnreceived(Capabilities theirs) {
        channels.outgoing().stream()
                .filter(channel -> !theirs.receives(channel.forward()))
                .forEach(channel -> does.accept(control.close(channel.forwardNumber(), now())));
    }

    /** Answers the room's request to open a channel. @return false if what it asks for cannot be, by its encryption */
    boolean opens(OpenLogicalChannel channel) {
        switch (media().requested(channel, isMaster())) {
            case MediaEncryption.Verdict.Clear _ -> opens(channel, new ChannelProtection.Clear(), Optional.empty());
            case MediaEncryption.Verdict.Encrypted(ChannelKey key, Optional<EncryptionSync> said) ->
                opens(channel.decrypted(), new ChannelProtection.Payloads(key(key)), said);
            case MediaEncryption.Verdict.Srtp srtp ->
                opens(channel.decrypted(), new ChannelProtection.Packets(RoomEncryption.keys(srtp)), Optional.empty());
            case MediaEncryption.Verdict.Refused(ChannelMessage.RejectCause cause) -> {
                does.accept(control.reject(channel.forwardNumber(), cause));
                return false;
            }
        }
        return true;
    }

    private void opens(OpenLogicalChannel channel, ChannelProtection protection, Optional<EncryptionSync> said) {
        int number = channel.forwardNumber();
        channels.multiplexWith(call.theirFeatures());
        Optional<FastStart.Ports> ports = channels.receives(channel, protection);
        does.accept(ports.map(
                        own -> control.accept(number, own.media(), own.mediaControl(), said, channels.answer(channel)))
                .orElseGet(() -> control.reject(number, ChannelMessage.RejectCause.DATA_TYPE_NOT_SUPPORTED)));
        if (ports.isEmpty()) {
            media().incomingClosed(number);
        }
        mediaChanged |= ports.isPresent();
    }

    /** One of the room's is closed. */
    void incomingClosed(int channel) {
        channels.incomingClosed(channel);
        media().incomingClosed(channel);
        mediaChanged = true;
    }

    private MediaKey key(ChannelKey key) {
        encryption.begun(now(), isMaster());
        return RoomEncryption.key(key);
    }

    /** Takes other keys, if the present ones are too old. */
    void renewKeys() {
        changeKeys(encryption.renew(call, channels.receivedKeys(), isMaster(), now()));
    }

    /** The room says something of a key. */
    void heard(ControlAction.Commanded commanded, MiscellaneousCommand.KeyUpdate update) {
        changeKeys(encryption.heard(call, commanded, update, channels.receivedKeys(), isMaster(), now()));
    }

    private void changeKeys(List<MediaEncryption.Step> steps) {
        for (MediaEncryption.Step step : steps) {
            switch (step) {
                case MediaEncryption.Step.Say(int channel, MiscellaneousCommand.KeyUpdate update) ->
                    does.accept(control.updateKey(channel, update));
                case MediaEncryption.Step.Receive(int channel, ChannelKey key) ->
                    channels.receivesUnder(channel, RoomEncryption.key(key));
                case MediaEncryption.Step.Send(int channel, ChannelKey key) ->
                    channels.sendsUnder(channel, RoomEncryption.key(key));
            }
        }
    }

    /** The room takes no more than this on a channel of ours, or on all. @param bitrate bit/s */
    void limited(Optional<Integer> channel, long bitrate) {
        channels.limited(channel, bitrate);
        mediaChanged = true;
    }

    /** In bit/s, as of {@link ControlAction.FlowLimited#maxBitRate}. */
    static long bitrate(Optional<Integer> units) {
        return units.map(most -> (long) most * BIT_RATE_UNIT).orElse(Long.MAX_VALUE);
    }

    /** Holds the room to what its channel of pictures carries, and to what is of use to anybody. */
    void limit(H323CallEvent.PictureRate rate) {
        channels.pictureChannel()
                .ifPresent(channel -> flow.limit(channel, rate.bitsPerSecond(), rate.useful(), now())
                        .ifPresent(limit -> does.accept(control.limit(
                                Optional.of(channel.forwardNumber()), limit.map(LogicalChannelSignalling::inUnits)))));
    }

    private static int inUnits(long bitsPerSecond) {
        return (int) (bitsPerSecond / BIT_RATE_UNIT);
    }
}
