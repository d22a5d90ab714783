package org.courtbridge.signalling.h323.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.FastStart;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h460.MediaTraversal;
import org.courtbridge.media.transport.MultiplexPort;
import org.courtbridge.media.transport.UdpRtpTransport;

/**
 * One RTP session of a room's call: our ports, and the logical channel of each direction that is open on it. Belongs to the
 * call's thread.
 */
final class RoomStream implements AutoCloseable {

    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);

    private UdpRtpTransport transport;
    private final InetAddress advertised;

    /** Newest first. */
    private final List<Incoming> incoming = new ArrayList<>();

    private Optional<Outgoing> outgoing = Optional.empty();
    private Optional<Limit> early = Optional.empty();
    private long granted = Long.MAX_VALUE;
    private InetSocketAddress rtp = NOWHERE;
    private InetSocketAddress rtcp = NOWHERE;
    private Optional<StreamTraversal> traversal = Optional.empty();
    private Optional<MediaTraversal.Multiplexed> multiplexed = Optional.empty();
    private Optional<InetAddress> origin = Optional.empty();
    private Optional<Consumer<InetAddress>> follower = Optional.empty();

    /** A channel on which the room sends. @param payloadType that what comes is to have */
    private record Incoming(OpenLogicalChannel channel, ChannelProtection protection, int payloadType) {

        private boolean is(int number) {
            return channel.forwardNumber() == number;
        }

        private Incoming under(MediaKey key) {
            return new Incoming(channel, new ChannelProtection.Payloads(key), payloadType);
        }
    }

    /**
     * A channel on which we send.
     *
     * @param payloadType that the room wants, if it is a dynamic one
     * @param ssrc of ours
     * @param bitrate bit/s at most
     */
    record Outgoing(OpenLogicalChannel channel, Optional<Integer> payloadType, long ssrc, long bitrate) {}

    /**
     * Limit, in bit/s, that the room sets before it accepts the channel, as H323Plus does.
     *
     * @param channel empty for all together
     */
    private record Limit(Optional<Integer> channel, long bitrate) {}

    RoomStream(UdpRtpTransport transport, InetAddress advertised) {
        this.transport = transport;
        this.advertised = advertised;
        transport.plain();
    }

    /** Says where the room's signalling comes from, and so its media if that is a NAT. */
    void signalledFrom(InetAddress address) {
        origin = Optional.of(address);
        transport.signalledFrom(address);
    }

    /** The room sends from now on: its NAT may give it ports that nobody knows yet. */
    void begins() {
        transport.begins();
    }

    /** From now on media may come from elsewhere, too. @param followed hears of each machine, on an event loop */
    void followElsewhere(Consumer<InetAddress> followed) {
        follower = Optional.of(followed);
        transport.followElsewhere(followed);
    }

    /** From now on, as it is through a NAT. */
    void traverse(CallTraversal how) {
        traversal.ifPresent(StreamTraversal::close);
        traversal = Optional.of(new StreamTraversal(how, transport, multiplexed));
        // The first packets that say where the room is may come before it answers.
        transport.remote(rtp, rtcp, false);
    }

    /** Receives at a port that others have, too, from now on: before there is any channel. */
    void multiplex(CallTraversal how, MultiplexPort port) {
        transport.close();
        MultiplexPort.Session session = port.open();
        transport = session.transport();
        transport.plain();
        origin.ifPresent(transport::signalledFrom);
        follower.ifPresent(transport::followElsewhere);
        multiplexed =
                Optional.of(new MediaTraversal.Multiplexed(ports().media(), ports().mediaControl(), session.number()));
        traverse(how);
    }

    boolean isMultiplexed() {
        return multiplexed.isPresent();
    }

    /** Adds to a request for a channel what the traversal of a NAT needs. */
    OpenLogicalChannel request(OpenLogicalChannel channel) {
        return traversal.map(how -> channel.with(how.request(ports().media()))).orElse(channel);
    }

    /** With the answer to a request. */
    List<Sequence> answer(OpenLogicalChannel channel) {
        return traversal.map(how -> how.answer(channel.genericInformation())).orElse(List.of());
    }

    UdpRtpTransport transport() {
        return transport;
    }

    /** Our RTP and RTCP addresses, which the room is to send to. */
    FastStart.Ports ports() {
        return new FastStart.Ports(
                new InetSocketAddress(advertised, transport.rtpPort()),
                new InetSocketAddress(advertised, transport.rtcpPort()));
    }

    /** The newest channel on which the room sends. */
    Optional<OpenLogicalChannel> incoming() {
        return allIncoming().stream().findFirst();
    }

    /**
     * Every channel on which the room may send, the newest first: some open several at once, and change between them as they like, as OPAL
     * does where we answer a coding by another.
     */
    List<OpenLogicalChannel> allIncoming() {
        return incoming.stream().map(Incoming::channel).toList();
    }

    Optional<Outgoing> outgoing() {
        return outgoing;
    }

    /**
     * The room sends on a channel from now on, which it may be told when this returns.
     *
     * @param payloadType that what comes is to have
     */
    void receives(OpenLogicalChannel channel, ChannelProtection protection, int payloadType) {
        incoming.addFirst(new Incoming(channel, protection, payloadType));
        receivesAsTheNewest();
        expect();
        List<Sequence> said = channel.genericInformation();
        transport.begins();
        heard(
                through(said),
                traversal
                        .flatMap(how -> how.mediaControl(said))
                        .or(() -> channel.forwardParameters().flatMap(H2250Parameters::mediaControlChannel)));
        transport.awaitSettings();
    }

    /** Channels that are open together share one transport, which knows one protection. */
    private void receivesAsTheNewest() {
        Incoming newest = incoming.getFirst();
        switch (newest.protection()) {
            case ChannelProtection.Clear _ -> transport.receivesClear(named(newest.channel()), newest.payloadType());
            case ChannelProtection.Payloads(MediaKey key) -> transport.receivesUnder(key, newest.payloadType());
            case ChannelProtection.Packets(List<SrtpKey> keys) ->
                transport.receivesSrtp(keys, named(newest.channel()), newest.payloadType());
        }
    }

    /** Whatever is not sound says itself what it is. */
    private void expect() {
        transport.expects(
                incoming.stream()
                        .filter(open -> open.channel().forward() instanceof DataType.Audio)
                        .map(Incoming::payloadType)
                        .collect(Collectors.toSet()),
                Codings.keys().keySet());
    }

    /** Some give sound another payload type than its coding's own, as OPAL does, by SRTP and in the clear. */
    private static OptionalInt named(OpenLogicalChannel channel) {
        return channel.forwardParameters().flatMap(H2250Parameters::dynamicPayloadType).stream()
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    /** We send on a channel from now on: an own SSRC each time, as what we send then has numbers of its own. */
    void sends(
            OpenLogicalChannel channel,
            Optional<InetSocketAddress> media,
            Optional<InetSocketAddress> mediaControl,
            Optional<Integer> payloadType,
            List<Sequence> genericInformation,
            ChannelProtection protection) {
        switch (protection) {
            case ChannelProtection.Clear _ -> transport.sendsUnder(Optional.empty());
            case ChannelProtection.Payloads(MediaKey key) -> transport.sendsUnder(Optional.of(key));
            case ChannelProtection.Packets(List<SrtpKey> keys) -> transport.sendsSrtp(keys.getFirst());
        }
        long ssrc = ThreadLocalRandom.current().nextLong(1, 0x1_0000_0000L);
        outgoing = Optional.of(new Outgoing(channel, payloadType, ssrc, most(channel)));
        early.filter(limit -> concerns(limit.channel)).ifPresent(limit -> limited(limit.bitrate));
        early = Optional.empty();
        transport.begins();
        Optional<InetSocketAddress> keptOpen = through(genericInformation);
        heard(
                traversal
                        .flatMap(how -> how.media(genericInformation))
                        .or(() -> media)
                        .or(() -> keptOpen),
                traversal.flatMap(how -> how.mediaControl(genericInformation)).or(() -> mediaControl));
    }

    /**
     * @param channel that is meant; empty for all together
     * @param bitrate bit/s that the room wants at most; none at all if that is 0 or less
     */
    void limited(Optional<Integer> channel, long bitrate) {
        if (concerns(channel)) {
            limited(bitrate);
        } else if (outgoing.isEmpty()) {
            early = Optional.of(new Limit(channel, bitrate));
        }
    }

    private boolean concerns(Optional<Integer> channel) {
        return outgoing.isPresent() && channel.map(this::isOutgoing).orElse(true);
    }

    private void limited(long bitrate) {
        outgoing = outgoing.map(sent -> new Outgoing(
                sent.channel(), sent.payloadType(), sent.ssrc(), Math.clamp(bitrate, 0, most(sent.channel()))));
    }

    private long most(OpenLogicalChannel channel) {
        return Math.min(granted, Codings.bitrate(channel.forward()).orElse(Long.MAX_VALUE));
    }

    /** @param bitrate bit/s that we may send at most, whatever the room wants */
    void granted(long bitrate) {
        granted = Math.max(1, bitrate);
        outgoing.ifPresent(sent -> limited(sent.bitrate()));
    }

    /** Takes the other side's information for NAT traversal. @return where packets may go before it says so otherwise */
    private Optional<InetSocketAddress> through(List<Sequence> genericInformation) {
        return traversal.flatMap(how -> how.heard(genericInformation)).filter(_ -> rtp.equals(NOWHERE));
    }

    private void heard(Optional<InetSocketAddress> media, Optional<InetSocketAddress> control) {
        boolean reached = traversal.map(StreamTraversal::reaches).orElse(true);
        rtp = media.filter(_ -> reached).orElse(rtp);
        rtcp = control.filter(_ -> reached).orElse(rtcp);
        transport.remote(rtp, rtcp, false);
        traversal.ifPresent(StreamTraversal::begin);
    }

    boolean isIncoming(int channel) {
        return incoming.stream().anyMatch(open -> open.is(channel));
    }

    boolean isOutgoing(int channel) {
        return outgoing.filter(open -> open.channel().forwardNumber() == channel)
                .isPresent();
    }

    void incomingClosed(int channel) {
        incoming.removeIf(open -> open.is(channel));
        expect();
        if (incoming.isEmpty()) {
            transport.receivesNothing();
        } else {
            receivesAsTheNewest();
        }
    }

    void outgoingClosed() {
        outgoing = Optional.empty();
        transport.sendsNothing();
    }

    /** Accepts packets of the room under another key as well, on one channel; it may be told of the key when this returns. */
    void receivesUnder(int channel, MediaKey key) {
        incoming.replaceAll(open -> open.is(channel) ? open.under(key) : open);
        receivesAsTheNewest();
        transport.awaitSettings();
    }

    /** Payload type of the newest key that the room is known to use. */
    Optional<Integer> receivedKey() {
        return transport.receivedKey().map(MediaKey::payloadType);
    }

    void sendsUnder(MediaKey key) {
        transport.sendsUnder(Optional.of(key));
    }

    /** @param silence how long the room may be silent while we should hear it; zero for ever */
    void watch(Duration silence) {
        transport.mediaTimeout(!incoming.isEmpty() && outgoing.isPresent() ? silence : Duration.ZERO);
    }

    @Override
    public void close() {
        traversal.ifPresent(StreamTraversal::close);
        transport.close();
    }
}
