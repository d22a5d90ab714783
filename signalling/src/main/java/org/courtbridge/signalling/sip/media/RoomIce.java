package org.courtbridge.signalling.sip.media;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.media.transport.UdpRtpTransport;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.courtbridge.signalling.sdp.Attribute;
import org.courtbridge.signalling.sdp.Candidate;
import org.courtbridge.signalling.sdp.Connection;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;

/**
 * ICE of one line, as both sides have agreed on it (RFC 8839): we are a lite agent, whatever protects the packets.
 *
 * @param ours our credentials, which change when the party restarts
 * @param theirs those of the party
 */
record RoomIce(IceCredentials ours, IceCredentials theirs) {

    /** That of the session which says that we are a lite agent. */
    static final String LITE = "ice-lite";

    private static final String UFRAG = "ice-ufrag";
    private static final String PASSWORD = "ice-pwd";
    private static final String MISMATCH = "ice-mismatch";

    private static final int RTP = 1;
    private static final int RTCP = 2;

    /** Of host candidates, with which each is as good as another (RFC 8445, section 5.1.2). */
    private static final long TYPE_PREFERENCE = 126;

    private static final long LOCAL_PREFERENCE = 65_535;

    /** The port of a line whose candidates are still to come (RFC 8840, section 4.1.1). */
    private static final int DISCARD = 9;

    /** Of either credential; longer is nobody's (RFC 8839, section 5.4). */
    private static final String CREDENTIAL = "\\S{4,256}";

    /**
     * The credentials of a party that speaks ICE on a line as a full agent; empty if it does not. Two lite agents would wait for each
     * other's checks, and have no use for them.
     */
    private static Optional<IceCredentials> spoken(MediaDescription theirs, SessionDescription session) {
        Optional<String> ufrag = theirs.attributes()
                .iceUfrag()
                .or(session.attributes()::iceUfrag)
                .filter(word -> word.matches(CREDENTIAL));
        Optional<String> password =
                theirs.attributes().icePwd().or(session.attributes()::icePwd).filter(word -> word.matches(CREDENTIAL));
        return theirs.isRefused() || session.attributes().has(LITE)
                ? Optional.empty()
                : ufrag.flatMap(name -> password.map(secret -> new IceCredentials(name, secret)));
    }

    /** Whether a party speaks ICE on a line as a full agent. */
    static boolean isSpoken(MediaDescription theirs, SessionDescription session) {
        return spoken(theirs, session).isPresent();
    }

    /** Whether a line has no place because its candidates are still to come, rather than being on hold. */
    static boolean awaitsCandidates(MediaDescription theirs, SessionDescription session) {
        return theirs.port() == DISCARD && isSpoken(theirs, session);
    }

    /**
     * Whether none of a party's candidates is where its description has media sent, as something on the way has changed that: then
     * there is no ICE (RFC 8839, section 4.2.5).
     */
    private static boolean mismatches(MediaDescription theirs, SessionDescription session) {
        List<Candidate> candidates = theirs.candidates().stream()
                .filter(candidate -> candidate.component() == RTP)
                .toList();
        return theirs.port() != DISCARD
                && !candidates.isEmpty()
                && session.connectionOf(theirs)
                        .filter(place -> !place.isNowhere())
                        .filter(place ->
                                candidates.stream().noneMatch(candidate -> isAt(candidate, place, theirs.port())))
                        .isPresent();
    }

    /** A name (mDNS) may stand for any address. */
    private static boolean isAt(Candidate candidate, Connection place, int port) {
        return candidate.port() == port
                && (candidate.address().equalsIgnoreCase(place.address())
                        || literal(candidate.address()).isEmpty());
    }

    /**
     * ICE of our answer to an offer; empty if there is none.
     *
     * @param before until now: our credentials stay but for a restart, which is when both of the party's are others (RFC 8839,
     *     section 4.4.1.1.1)
     */
    static Optional<RoomIce> answering(MediaDescription offered, SessionDescription offer, Optional<RoomIce> before) {
        return spoken(offered, offer)
                .filter(_ -> !mismatches(offered, offer))
                .map(theirs -> new RoomIce(
                        before.filter(known -> !known.isRestartedBy(theirs))
                                .map(RoomIce::ours)
                                .orElseGet(IceCredentials::random),
                        theirs));
    }

    private boolean isRestartedBy(IceCredentials later) {
        return !theirs.ufrag().equals(later.ufrag()) && !theirs.password().equals(later.password());
    }

    /** ICE after an answer to a line of ours; empty if either has none. */
    static Optional<RoomIce> accepted(MediaDescription ours, MediaDescription theirs, SessionDescription answer) {
        return spoken(theirs, answer)
                .filter(_ -> !theirs.attributes().has(MISMATCH) && !mismatches(theirs, answer))
                .flatMap(their -> ours.attributes()
                        .iceUfrag()
                        .flatMap(name -> ours.attributes()
                                .icePwd()
                                .map(secret -> new RoomIce(new IceCredentials(name, secret), their))));
    }

    /**
     * Our answer with what it says of ICE.
     *
     * @param agreed as of {@link #answering}
     * @param addresses ours, the one in {@code c=} first
     */
    static MediaDescription answer(
            MediaDescription line,
            Optional<RoomIce> agreed,
            MediaDescription offered,
            SessionDescription offer,
            List<InetAddress> addresses,
            UdpRtpTransport transport) {
        if (agreed.isPresent()) {
            int components = line.rtcpMux() ? RTP : RTCP;
            return described(line, agreed.get().ours(), components, addresses, transport);
        }
        return isSpoken(offered, offer) ? line.withFlag(MISMATCH) : line;
    }

    /** Our offer of a line, with ICE. @param addresses ours, the one in {@code c=} first */
    static MediaDescription offer(MediaDescription line, List<InetAddress> addresses, UdpRtpTransport transport) {
        return described(line, IceCredentials.random(), RTCP, addresses, transport);
    }

    /** @param components 2 where RTCP may go by the second port */
    private static MediaDescription described(
            MediaDescription line,
            IceCredentials ours,
            int components,
            List<InetAddress> addresses,
            UdpRtpTransport transport) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.of(UFRAG, ours.ufrag()));
        attributes.add(Attribute.of(PASSWORD, ours.password()));
        for (int i = 0; i < addresses.size(); i++) {
            for (int component = RTP; component <= components; component++) {
                long priority = TYPE_PREFERENCE << 24 | LOCAL_PREFERENCE - i << 8 | 256 - component;
                int port = component == RTP ? transport.rtpPort() : transport.rtcpPort();
                Candidate candidate = new Candidate(
                        Integer.toString(i + 1),
                        component,
                        "UDP",
                        priority,
                        Connection.of(addresses.get(i)).address(),
                        port,
                        "host",
                        "");
                attributes.add(Attribute.of("candidate", candidate.write()));
            }
        }
        return line.with(attributes.toArray(new Attribute[0]));
    }

    /** The addresses at which a party may be, as its line says. */
    static List<InetAddress> places(MediaDescription theirs, SessionDescription session) {
        return Stream.concat(
                        session.connectionOf(theirs).stream()
                                .filter(place -> !place.isNowhere())
                                .map(Connection::address),
                        theirs.candidates().stream().map(Candidate::address))
                .flatMap(address -> literal(address).stream())
                .distinct()
                .toList();
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
