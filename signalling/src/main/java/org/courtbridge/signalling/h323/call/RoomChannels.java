package org.courtbridge.signalling.h323.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.FastStart;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.H264Packetization;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.RtpPayloadType;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.transport.MultiplexPort;
import org.courtbridge.media.transport.PortsExhaustedException;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.UdpRtpTransport;
import org.courtbridge.signalling.rooms.PictureCeiling;

/**
 * The media of one call with a room, logical channel by logical channel, and what they are to its hearing. Channels are
 * those of what they carry once it is decrypted. Belongs to the call's thread.
 */
public final class RoomChannels implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(RoomChannels.class);

    /** bit/s of the widest coding. */
    private static final long SOUND_BIT_RATE = 64_000;

    private final RoomStream sound;
    private final RoomStream pictures;
    private final Supplier<RoomStream> more;
    private final Duration silence;
    private final Optional<MultiplexPort> multiplexed;
    private final String cname = UUID.randomUUID().toString();

    private Optional<InetAddress> origin = Optional.empty();
    private Optional<Consumer<InetAddress>> follower = Optional.empty();
    private Optional<CallTraversal> traversal = Optional.empty();
    /** bit/s that a gatekeeper lets pictures have. */
    private long granted = Long.MAX_VALUE;

    private Optional<RoomStream> content = Optional.empty();
    private Optional<RoomStream> camera = Optional.empty();
    private boolean held;
    private Capabilities ours = Codings.ours();

    /**
     * @param more makes another stream, of what not every call has
     * @param multiplexed for those who can send there
     */
    private RoomChannels(
            RoomStream sound,
            RoomStream pictures,
            Supplier<RoomStream> more,
            Duration silence,
            Optional<MultiplexPort> multiplexed) {
        this.multiplexed = multiplexed;
        this.sound = sound;
        this.pictures = pictures;
        this.more = more;
        this.silence = silence;
    }

    /** @throws org.courtbridge.media.transport.PortsExhaustedException if every pair is taken */
    public static RoomChannels open(UdpPorts ports, InetAddress advertised, Duration silence) {
        UdpRtpTransport sound = ports.open();
        sound.takeLongPackets();
        try {
            return new RoomChannels(
                    new RoomStream(sound, advertised),
                    new RoomStream(ports.open(), advertised),
                    () -> new RoomStream(ports.open(), advertised),
                    silence,
                    ports.multiplexed());
        } catch (RuntimeException e) {
            sound.close();
            throw e;
        }
    }

    /** Sets the largest picture that the room is told we take; before anything is said to it. */
    public void takes(PictureCeiling largest) {
        ours = Codings.ours(largest);
    }

    /** All that the room is told we take. */
    public Capabilities ours() {
        return ours;
    }

    /** Says where the room's signalling comes from, and so its media if that is a NAT. */
    void signalledFrom(InetAddress address) {
        origin = Optional.of(address);
        streams().forEach(stream -> stream.signalledFrom(address));
    }

    /** The room sends from now on: its NAT may give it ports that nobody knows yet. */
    void begins() {
        streams().forEach(RoomStream::begins);
    }

    /**
     * From now on media in the clear may come from machines that the signalling does not come from, as the room's NAT changes its
     * outer address.
     *
     * @param followed hears of each such machine, on an event loop
     */
    public void followElsewhere(Consumer<InetAddress> followed) {
        follower = Optional.of(followed);
        streams().forEach(stream -> stream.followElsewhere(followed));
    }

    /** From now on, as it is through a NAT. */
    void traverse(CallTraversal how) {
        traversal = Optional.of(how);
        streams().forEach(stream -> stream.traverse(how));
    }

    /** Before there is any channel: receives at one port with others, if the room can send so. @param theirs what it has */
    void multiplexWith(FeatureSet theirs) {
        traversal
                .filter(how -> !isOpen() && how.media().mayMultiplex(theirs))
                .ifPresent(how -> multiplexed.ifPresent(port -> streams()
                        .filter(stream -> !stream.isMultiplexed())
                        .forEach(stream -> stream.multiplex(how, port))));
    }

    /** Our RTP and RTCP addresses, by session identifier. */
    public Map<Integer, FastStart.Ports> ports() {
        return Map.of(ChannelChoice.SOUND, sound.ports(), ChannelChoice.PICTURES, pictures.ports());
    }

    /** Channels that fast start has opened. */
    void opened(FastStart fastStart) {
        fastStart
                .incoming()
                .forEach(channel -> session(channel)
                        .ifPresent(stream ->
                                stream.receives(channel, new ChannelProtection.Clear(), payloadType(channel))));
        fastStart.outgoing().forEach(channel -> {
            Optional<H2250Parameters> parameters = channel.forwardParameters();
            session(channel)
                    .ifPresent(stream -> stream.sends(
                            channel,
                            parameters.flatMap(H2250Parameters::mediaChannel),
                            parameters.flatMap(H2250Parameters::mediaControlChannel),
                            parameters.flatMap(H2250Parameters::dynamicPayloadType),
                            channel.genericInformation(),
                            new ChannelProtection.Clear()));
        });
    }

    /** Takes what the room wants to send; empty if we cannot. */
    Optional<FastStart.Ports> receives(OpenLogicalChannel channel, ChannelProtection protection) {
        return session(channel).filter(_ -> isCoded(channel)).map(stream -> {
            stream.receives(channel, protection, payloadType(channel));
            return stream.ports();
        });
    }

    /** Generic information for the acknowledgement of a channel that the room opens, beside our addresses. */
    List<Sequence> answer(OpenLogicalChannel channel) {
        return session(channel).map(stream -> stream.answer(channel)).orElse(List.of());
    }

    /** Of a session; one that names none of ours goes by what it carries. */
    private Optional<RoomStream> session(OpenLogicalChannel channel) {
        return switch (channel.forward()) {
            case DataType.Audio _ -> Optional.of(sound);
            case DataType.Video type when type.isPresentation() -> content();
            case DataType.Video _ ->
                channel.forwardParameters()
                        .map(H2250Parameters::sessionId)
                        .map(id -> id == 0 ? ChannelChoice.PICTURES : id)
                        .filter(id -> id == ChannelChoice.PICTURES)
                        .map(_ -> pictures);
            case DataType.Data _ -> camera();
            case DataType.Encrypted _, DataType.NoData _, DataType.Other _ -> Optional.empty();
        };
    }

    /** The stream of presented content, opened when first needed; empty if there are no ports for it. */
    private Optional<RoomStream> content() {
        if (content.isEmpty()) {
            content = more("second stream of pictures");
            content.ifPresent(stream -> stream.granted(granted));
        }
        return content;
    }

    /** By which cameras are moved; empty if there are no ports for it. */
    private Optional<RoomStream> camera() {
        camera = camera.or(() -> more("far-end camera control"));
        return camera;
    }

    private Optional<RoomStream> more(String what) {
        try {
            RoomStream stream = more.get();
            origin.ifPresent(stream::signalledFrom);
            follower.ifPresent(stream::followElsewhere);
            traversal.ifPresent(how -> traverse(stream, how));
            return Optional.of(stream);
        } catch (PortsExhaustedException e) {
            log.warn("no {}: {}", what, e.getMessage());
            return Optional.empty();
        }
    }

    /** As the call's other streams. */
    private void traverse(RoomStream stream, CallTraversal how) {
        stream.traverse(how);
        multiplexed.filter(_ -> sound.isMultiplexed()).ifPresent(port -> stream.multiplex(how, port));
    }

    private static boolean isCoded(OpenLogicalChannel channel) {
        return switch (channel.forward()) {
            case DataType.Audio(var capability) -> Codings.of(capability).isPresent();
            case DataType.Video _ -> received(channel).isPresent();
            case DataType.Data _ -> true;
            case DataType.Encrypted _, DataType.NoData _, DataType.Other _ -> false;
        };
    }

    /** Of what the room sends on a channel, in the clear; 0 if we do not code that. */
    private static int payloadType(OpenLogicalChannel channel) {
        Optional<Integer> known = switch (channel.forward()) {
            case DataType.Audio(var capability) -> Codings.of(capability).map(AudioFormat::payloadType);
            case DataType.Video _ -> received(channel).map(PictureFormat::payloadType);
            case DataType.Data _ -> Optional.of(RoomCamera.payloadType(channel));
            case DataType.Encrypted _, DataType.NoData _, DataType.Other _ -> Optional.empty();
        };
        return known.orElse(0);
    }

    /** Whether we do not send in a session yet, so that a channel of it is to be opened. */
    boolean lacks(ChannelChoice choice) {
        return stream(choice).filter(stream -> stream.outgoing().isEmpty()).isPresent();
    }

    /** A request to open a channel. @param number of the channel */
    OpenLogicalChannel request(ChannelChoice choice, int number, int payloadType) {
        RoomStream stream = stream(choice).orElseThrow();
        return stream.request(choice.toRequest(number, stream.ports().mediaControl(), payloadType));
    }

    private Optional<RoomStream> stream(ChannelChoice choice) {
        return switch (choice.dataType().media()) {
            case DataType.Audio _ -> Optional.of(sound);
            case DataType.Data _ -> camera();
            case DataType.Video _, DataType.Encrypted _, DataType.NoData _, DataType.Other _ -> Optional.of(pictures);
        };
    }

    /** A request to open a channel for presented content; empty if there are no ports for it. */
    Optional<OpenLogicalChannel> requestContent(ChannelChoice choice, int number, int payloadType) {
        return content()
                .map(stream ->
                        stream.request(choice.toRequest(number, stream.ports().mediaControl(), payloadType)));
    }

    /**
     * The room takes what we send on a channel.
     *
     * @param genericInformation of its answer
     */
    void sends(
            OpenLogicalChannel channel,
            Optional<InetSocketAddress> media,
            Optional<InetSocketAddress> mediaControl,
            Optional<Integer> payloadType,
            List<Sequence> genericInformation,
            ChannelProtection protection) {
        Optional<Integer> agreed =
                payloadType.or(() -> channel.forwardParameters().flatMap(H2250Parameters::dynamicPayloadType));
        session(channel)
                .ifPresent(
                        stream -> stream.sends(channel, media, mediaControl, agreed, genericInformation, protection));
    }

    /** Accepts packets of the room under another key as well, on one channel, from now on. */
    void receivesUnder(int channel, MediaKey key) {
        streams().filter(stream -> stream.isIncoming(channel)).forEach(stream -> stream.receivesUnder(channel, key));
    }

    /** Encrypts packets that we send on one channel under another key, from now on. */
    void sendsUnder(int channel, MediaKey key) {
        streams().filter(stream -> stream.isOutgoing(channel)).forEach(stream -> stream.sendsUnder(key));
    }

    /** Payload types of the newest keys that the room is known to use, by the channel on which it sends. */
    Map<Integer, Integer> receivedKeys() {
        Map<Integer, Integer> received = new HashMap<>();
        streams()
                .forEach(stream -> stream.incoming()
                        .ifPresent(channel -> stream.receivedKey()
                                .ifPresent(payloadType -> received.put(channel.forwardNumber(), payloadType))));
        return received;
    }

    void incomingClosed(int channel) {
        streams().filter(stream -> stream.isIncoming(channel)).forEach(stream -> stream.incomingClosed(channel));
    }

    void outgoingClosed(int channel) {
        streams().filter(stream -> stream.isOutgoing(channel)).forEach(RoomStream::outgoingClosed);
    }

    /**
     * Heeds a flowControlCommand. Sound is as narrow as it can be, and goes on.
     *
     * @param channel of ours; empty for all together
     * @param bitrate bit/s that the room wants at most; 0 for none at all
     */
    void limited(Optional<Integer> channel, long bitrate) {
        boolean forPictures = channel.isPresent() || bitrate == Long.MAX_VALUE;
        pictures.limited(channel, forPictures ? bitrate : bitrate - SOUND_BIT_RATE);
        content.ifPresent(stream -> stream.limited(channel, forPictures ? bitrate : bitrate - SOUND_BIT_RATE));
    }

    /** @param bitrate bit/s of both directions that a gatekeeper grants the call: sound first, pictures get the rest */
    public void granted(long bitrate) {
        granted = bitrate / 2 - SOUND_BIT_RATE;
        pictures.granted(granted);
        content.ifPresent(stream -> stream.granted(granted));
    }

    /** Whether anything flows, or has been asked to, in either direction. */
    boolean isOpen() {
        return Stream.of(sound, pictures)
                .anyMatch(stream ->
                        stream.incoming().isPresent() || stream.outgoing().isPresent());
    }

    /** Time without media after which the call is ended; zero for never. */
    Duration silence() {
        return silence;
    }

    private Stream<RoomStream> streams() {
        return Stream.of(Stream.of(sound, pictures), content.stream(), camera.stream())
                .flatMap(some -> some);
    }

    /** bit/s that what we present takes at most. */
    long contentBitrate() {
        return content.flatMap(RoomStream::outgoing)
                .map(sent -> Codings.most(sent.channel().forward()))
                .orElse(0L);
    }

    /** On which the room presents. */
    Optional<OpenLogicalChannel> contentChannel() {
        return content.flatMap(RoomStream::incoming);
    }

    /** On which we send. */
    List<OpenLogicalChannel> outgoing() {
        return streams()
                .flatMap(stream -> stream.outgoing().stream())
                .map(RoomStream.Outgoing::channel)
                .toList();
    }

    /** On which the room sends pictures. */
    Optional<OpenLogicalChannel> pictureChannel() {
        return pictures.incoming();
    }

    /** The media that are negotiated at present. */
    public LegMedia agreed() {
        watch();
        return new LegMedia(
                receivedSound(),
                sentSound(),
                received(pictures),
                Stream.concat(
                                sent(pictures, "main").stream(),
                                content.stream().flatMap(stream -> sent(stream, LegMedia.SentVideo.CONTENT).stream()))
                        .toList(),
                List.of(),
                camera.flatMap(RoomCamera::agreed),
                content.flatMap(RoomChannels::received));
    }

    /** Whether the room holds the call: it may be silent then. */
    void held(boolean now) {
        held = now;
        watch();
    }

    private void watch() {
        Duration patience = held ? Duration.ZERO : silence;
        sound.watch(patience);
        pictures.watch(sound.incoming().isPresent() ? Duration.ZERO : patience);
    }

    private Optional<LegMedia.ReceivedAudio> receivedSound() {
        Map<Integer, AudioFormat> formats = sound.allIncoming().stream()
                .flatMap(channel -> channel.forward() instanceof DataType.Audio(var capability)
                        ? Codings.of(capability).stream()
                        : Stream.empty())
                .collect(Collectors.toMap(AudioFormat::payloadType, format -> format, (newer, older) -> newer));
        return formats.isEmpty()
                ? Optional.empty()
                : Optional.of(LegMedia.ReceivedAudio.plain(sound.transport(), formats, Codings.keys()));
    }

    private Optional<LegMedia.SentAudio> sentSound() {
        return sound.outgoing()
                .flatMap(sent -> sent.channel().forward() instanceof DataType.Audio(var capability)
                        ? Codings.of(capability)
                                .map(format -> LegMedia.SentAudio.plain(sound.transport(), sent.ssrc(), format, cname))
                        : Optional.empty());
    }

    private static Optional<LegMedia.ReceivedVideo> received(RoomStream pictures) {
        return pictures.incoming()
                .flatMap(channel -> received(channel))
                .map(format -> new LegMedia.ReceivedVideo(
                        pictures.transport(),
                        Map.of(format.payloadType(), format),
                        Map.of(),
                        Set.of(),
                        List.of(KeyframeRequestMethod.SIGNALLING),
                        Map.of(),
                        Optional.empty(),
                        LegMedia.ReceivedVideo.Extensions.NONE));
    }

    private Optional<LegMedia.SentVideo> sent(RoomStream pictures, String slot) {
        return pictures.outgoing()
                .filter(sent -> sent.bitrate() > 0)
                .flatMap(sent -> sent(sent.channel(), sent.payloadType())
                        .map(format -> new LegMedia.SentVideo(
                                pictures.transport(),
                                slot,
                                sent.ssrc(),
                                List.of(format),
                                LegMedia.SentVideo.Retransmissions.NONE,
                                Set.of(),
                                cname,
                                sent.bitrate(),
                                OptionalInt.empty())));
    }

    /** Video format that the room sends on a channel; empty if it is not video, or of a kind that we do not know. */
    private static Optional<PictureFormat> received(OpenLogicalChannel channel) {
        return channel.forward() instanceof DataType.Video(var capability)
                ? Codings.of(capability, payloadType(channel, Optional.empty()), packetization(channel))
                : Optional.empty();
    }

    /** Video format that we send on a channel. @param agreed payload type, in place of the one in the channel's request */
    private static Optional<PictureFormat> sent(OpenLogicalChannel channel, Optional<Integer> agreed) {
        return channel.forward() instanceof DataType.Video(var capability)
                ? Codings.sent(capability, payloadType(channel, agreed), packetization(channel))
                : Optional.empty();
    }

    private static Optional<Integer> payloadType(OpenLogicalChannel channel, Optional<Integer> agreed) {
        return agreed.or(() -> channel.forwardParameters().flatMap(H2250Parameters::dynamicPayloadType))
                .or(() -> packetized(channel).flatMap(RtpPayloadType::payloadType));
    }

    private static Optional<H264Packetization> packetization(OpenLogicalChannel channel) {
        return packetized(channel).flatMap(RtpPayloadType::h264);
    }

    private static Optional<RtpPayloadType> packetized(OpenLogicalChannel channel) {
        return channel.forwardParameters().flatMap(H2250Parameters::packetization);
    }

    @Override
    public void close() {
        sound.close();
        pictures.close();
        content.ifPresent(RoomStream::close);
        camera.ifPresent(RoomStream::close);
    }
}
