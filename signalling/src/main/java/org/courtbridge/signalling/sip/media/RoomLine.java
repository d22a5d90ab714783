package org.courtbridge.signalling.sip.media;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.transport.UdpRtpTransport;
import org.courtbridge.signalling.sdp.Connection;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;

/** One line of a room's call that is in use: its ports, and what both sides last said of it. */
final class RoomLine implements AutoCloseable {

    /** Of a line that is not wanted, and of one on hold by the old way (RFC 3264, section 8.4). */
    private static final Connection NOWHERE = new Connection("IP4", "0.0.0.0");

    private final UdpRtpTransport transport;
    private int place;
    private long ssrc;
    private MediaDescription local;
    private MediaDescription remote;
    private Direction direction = Direction.INACTIVE;
    private long bitrate = Long.MAX_VALUE;
    private LineSecurity security = new LineSecurity.Plain();
    private Optional<RoomIce> ice = Optional.empty();
    private boolean takesRtcp = true;

    /**
     * The protection of a line's packets from now on, and the way that they take.
     *
     * @param ice by whose checks they find their way; empty for none
     */
    record Agreed(LineSecurity protection, Optional<RoomIce> ice) {}

    /** @param place among the lines of the session description, from 0 */
    RoomLine(int place, UdpRtpTransport transport, MediaDescription local) {
        this.place = place;
        this.transport = transport;
        this.local = local;
        this.remote = local.refused();
    }

    /** Among the lines of the session description, from 0. */
    int place() {
        return place;
    }

    /** An offer of the party has it elsewhere. */
    void place(int changed) {
        place = changed;
    }

    /**
     * Whether the line has its place still when an offer of the party does not want it: the offer ends before it, or has a line
     * of the same medium there that is not {@code taken}.
     *
     * @param taken places that other lines have by the offer
     */
    boolean keepsPlace(SessionDescription offer, Set<Integer> taken) {
        List<MediaDescription> media = offer.media();
        return place >= media.size()
                || !taken.contains(place) && media.get(place).type().equals(local.type());
    }

    UdpRtpTransport transport() {
        return transport;
    }

    /**
     * Another after each time that we sent nothing: what we send then has numbers of its own, and under one key and SSRC none
     * may come twice (RFC 3711, section 9.1).
     */
    long ssrc() {
        return ssrc;
    }

    MediaDescription local() {
        return local;
    }

    MediaDescription remote() {
        return remote;
    }

    /** Ours: whether we send and receive. */
    Direction direction() {
        return direction;
    }

    /** bit/s that the party wants at most; {@code Long.MAX_VALUE} if it does not say. */
    long bitrate() {
        return bitrate;
    }

    /** Whether the party takes RTCP, and so sends it. */
    boolean takesRtcp() {
        return takesRtcp;
    }

    LineSecurity security() {
        return security;
    }

    /** Empty if it is not spoken. */
    Optional<RoomIce> ice() {
        return ice;
    }

    /** Keeps our offer, which is not in force until it is answered. */
    void offered(MediaDescription offer) {
        local = offer;
    }

    /**
     * Both sides have spoken, or what we say is decided and may be sent when this returns.
     *
     * @param agreed how packets are protected and find their way from now on
     * @param silence how long the party may be silent while we should hear it; zero for ever
     */
    void agreed(
            MediaDescription ours,
            MediaDescription theirs,
            SessionDescription session,
            Agreed agreed,
            Duration silence) {
        local = ours;
        remote = theirs;
        Connection connection =
                theirs.isRefused() ? NOWHERE : session.connectionOf(theirs).orElse(NOWHERE);
        bitrate = session.bandwidthOf(theirs).orElse(Long.MAX_VALUE);
        boolean sent = direction.sends();
        boolean received = direction.receives();
        direction = theirs.isRefused() ? Direction.INACTIVE : allowed(theirs, session, connection);
        if (direction.sends() && !sent) {
            ssrc = anySsrc();
        }
        boolean mux = ours.rtcpMux() && theirs.rtcpMux();
        InetAddress address = address(connection);
        if (!theirs.isRefused()) {
            check(agreed.ice(), mux);
            protect(agreed.protection(), mux);
        }
        int rtcp = theirs.rtcpPort().orElse(Math.min(theirs.port() + 1, 65_535));
        transport.remote(new InetSocketAddress(address, theirs.port()), new InetSocketAddress(address, rtcp), mux);
        if (direction.receives() && !received) {
            transport.begins();
        }
        takesRtcp = !session.forbidsRtcp(theirs);
        transport.takesRtcp(takesRtcp);
        // On hold all are silent. A party without RTCP has no way to say that it is there while it says nothing: the
        // session timer asks it.
        transport.mediaTimeout(direction == Direction.SENDRECV && takesRtcp ? silence : Duration.ZERO);
        transport.awaitSettings();
    }

    private static long anySsrc() {
        return ThreadLocalRandom.current().nextLong(1, 0x1_0000_0000L);
    }

    private void check(Optional<RoomIce> spoken, boolean mux) {
        ice = spoken;
        spoken.ifPresentOrElse(both -> transport.ice(both.ours(), both.theirs(), mux), transport::withoutIce);
    }

    private void protect(LineSecurity protection, boolean mux) {
        security = protection;
        switch (protection) {
            case LineSecurity.Plain plain -> transport.plain();
            case LineSecurity.Keys keys -> transport.keys(keys.ours(), keys.theirs());
            case LineSecurity.Handshake handshake ->
                transport.dtls(handshake.theirs().certificate(), handshake.ours(), mux, handshake.association());
        }
    }

    /** Our direction: what the other side leaves us, also by the old ways of holding (RFC 3264, section 8.4). */
    private static Direction allowed(MediaDescription theirs, SessionDescription session, Connection connection) {
        Direction direction = session.directionOf(theirs).reversed();
        return connection.isNowhere() && !RoomIce.awaitsCandidates(theirs, session)
                ? Direction.of(false, direction.receives())
                : direction;
    }

    /** The direction that an answer to this offer says. */
    static Direction answer(MediaDescription offered, SessionDescription session) {
        return allowed(offered, session, session.connectionOf(offered).orElse(NOWHERE));
    }

    /** @throws NotAcceptableException if a line of the party names no address that we could send to */
    static void requireAddress(MediaDescription theirs, SessionDescription session) {
        if (!theirs.isRefused()) {
            session.connectionOf(theirs).ifPresent(RoomLine::address);
        }
    }

    /** An address and never a name: to look one up takes long, and tells others that somebody has called. */
    private static InetAddress address(Connection connection) {
        try {
            return InetAddress.ofLiteral(connection.address());
        } catch (IllegalArgumentException e) {
            throw new NotAcceptableException("no address for " + connection.address());
        }
    }

    /** The party has, or wants, this line no more. */
    void refused(SessionDescription session) {
        agreed(local, local.refused(), session, new Agreed(security, ice), Duration.ZERO);
    }

    /** The kinds of RTCP feedback that a description names ({@code a=rtcp-fb}), as far as we give them. */
    static Set<Feedback> feedback(MediaDescription medium) {
        Set<Feedback> feedback = EnumSet.noneOf(Feedback.class);
        for (int payloadType : medium.payloadTypes()) {
            for (String word : medium.feedback(payloadType)) {
                switch (word) {
                    case "nack" -> feedback.add(Feedback.NACK);
                    case "nack pli" -> feedback.add(Feedback.PLI);
                    case "ccm fir" -> feedback.add(Feedback.FIR);
                    case "ccm tmmbr" -> feedback.add(Feedback.TMMBR);
                    default -> {
                        // A kind of feedback that we do not give.
                    }
                }
            }
        }
        return feedback;
    }

    @Override
    public void close() {
        transport.close();
    }
}
