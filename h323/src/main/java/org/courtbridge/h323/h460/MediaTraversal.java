package org.courtbridge.h323.h460;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.PerException;

/**
 * NAT traversal of the media of one call (H.460.19): which side is the server, outside, and which the client, inside, and what
 * each says of it with its channels. The client sends packets to where the server says, so that the NAT lets in what the server
 * sends back to where those come from.
 *
 * @param multiplexes whether we can send the packets of several sessions to one port, with a number before each
 */
public record MediaTraversal(Role role, boolean multiplexes) {

    /** Of the keep-alive packets that we send: of none of our codings (RFC 3551, section 3: 127 is dynamic). */
    public static final int KEEP_ALIVE_PAYLOAD_TYPE = 127;

    /** Between keep-alive packets: shorter than NATs forget, which is 30 s and more. */
    static final Duration INTERVAL = Duration.ofSeconds(19);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final int MULTIPLEX_MARK = 1;
    private static final int SERVER_MARK = 2;

    /** The role of a side of the call. */
    public enum Role {
        /** Reached by the other side. */
        SERVER,
        /** Behind a NAT, perhaps. */
        CLIENT
    }

    /** A client's duty for a session. @param to where keep-alive packets go @param interval between them, at least 1 s */
    public record KeepAlive(InetSocketAddress to, Duration interval) {}

    /**
     * Packets that are taken at one port for several sessions.
     *
     * @param number before each of this session's, 0 to 2^32 - 1
     */
    public record Multiplexed(InetSocketAddress media, InetSocketAddress mediaControl, long number) {}

    /**
     * The multiplex IDs that the other side wants before our packets.
     *
     * @param media of RTP
     * @param mediaControl of RTCP
     */
    public record Numbers(Optional<Long> media, Optional<Long> mediaControl) {

        static final Numbers NONE = new Numbers(Optional.empty(), Optional.empty());
    }

    /** Returns the side that answers the features of the other. @param multiplexes whether it can do so */
    public static Optional<MediaTraversal> answering(FeatureSet theirs, boolean multiplexes) {
        return theirs.find(Feature.MEDIA_TRAVERSAL)
                .map(feature -> new MediaTraversal(
                        feature.parameter(SERVER_MARK).isPresent() ? Role.CLIENT : Role.SERVER, multiplexes));
    }

    /** Whether the other side can send the packets of several sessions to one port of ours. */
    public boolean mayMultiplex(FeatureSet theirs) {
        return multiplexes
                && theirs.find(Feature.MEDIA_TRAVERSAL)
                        .flatMap(feature -> feature.parameter(MULTIPLEX_MARK))
                        .isPresent();
    }

    /** The features that we state in Setup, or in the answers to it. */
    public FeatureSet features() {
        List<FeatureParameter> marks = new ArrayList<>();
        if (multiplexes) {
            marks.add(FeatureParameter.mark(MULTIPLEX_MARK));
        }
        if (role == Role.SERVER) {
            marks.add(FeatureParameter.mark(SERVER_MARK));
        }
        return FeatureSet.supporting(Feature.of(Feature.MEDIA_TRAVERSAL, marks.toArray(FeatureParameter[]::new)));
    }

    /** With the request for a channel on which we send. @param media where we take RTP of its session */
    public List<Sequence> request(InetSocketAddress media) {
        return request(media, Optional.empty());
    }

    /** The same. @param ours if its session's packets are taken with others' */
    public List<Sequence> request(InetSocketAddress media, Optional<Multiplexed> ours) {
        boolean server = role == Role.SERVER;
        return List.of(new TraversalParameters(
                        Optional.empty(),
                        ours.map(Multiplexed::mediaControl),
                        ours.map(Multiplexed::number),
                        Optional.of(media).filter(_ -> server),
                        Optional.empty(),
                        Optional.of(INTERVAL).filter(_ -> server))
                .toInformation());
    }

    /** With the answer to a request that names traversal parameters. @param genericInformation of the request */
    public List<Sequence> answer(List<Sequence> genericInformation) {
        return answer(genericInformation, Optional.empty());
    }

    /** The same. @param ours if the session's packets are taken with others' */
    public List<Sequence> answer(List<Sequence> genericInformation, Optional<Multiplexed> ours) {
        if (said(genericInformation).isEmpty()) {
            return List.of();
        }
        return List.of(new TraversalParameters(
                        ours.map(Multiplexed::media),
                        ours.map(Multiplexed::mediaControl),
                        ours.map(Multiplexed::number),
                        Optional.empty(),
                        Optional.of(KEEP_ALIVE_PAYLOAD_TYPE).filter(_ -> role == Role.CLIENT),
                        Optional.empty())
                .toInformation());
    }

    /**
     * The multiplex IDs that the other side wants before our packets of the session, by its request or its answer. Keep-alive
     * packets go to the port of RTP, and so have its number, too.
     */
    public Numbers numbers(List<Sequence> genericInformation) {
        return said(genericInformation)
                .filter(_ -> multiplexes)
                .map(said -> new Numbers(
                        said.multiplexId()
                                .filter(_ -> said.multiplexedMedia().isPresent()
                                        || said.keepAlive().isPresent()),
                        said.multiplexId()
                                .filter(_ -> said.multiplexedMediaControl().isPresent())))
                .orElse(Numbers.NONE);
    }

    /** Address at which the other side takes our packets of several sessions. */
    public Optional<InetSocketAddress> multiplexedMedia(List<Sequence> genericInformation) {
        return said(genericInformation).filter(_ -> multiplexes).flatMap(TraversalParameters::multiplexedMedia);
    }

    /** The same of RTCP. */
    public Optional<InetSocketAddress> multiplexedMediaControl(List<Sequence> genericInformation) {
        return said(genericInformation).filter(_ -> multiplexes).flatMap(TraversalParameters::multiplexedMediaControl);
    }

    /** The keep-alive packets that the server's request or answer asks a client for. @param genericInformation of either */
    public Optional<KeepAlive> keepAlive(List<Sequence> genericInformation) {
        return role == Role.SERVER
                ? Optional.empty()
                : said(genericInformation)
                        .flatMap(said -> said.keepAlive().map(to -> new KeepAlive(to, interval(said))));
    }

    /** Parameters that the other side states; those that cannot be understood say that it has H.460.19, and no more. */
    private static Optional<TraversalParameters> said(List<Sequence> genericInformation) {
        try {
            return TraversalParameters.of(genericInformation);
        } catch (PerException _) {
            return Optional.of(TraversalParameters.NONE);
        }
    }

    private static Duration interval(TraversalParameters said) {
        Duration wanted = said.keepAliveInterval().orElse(INTERVAL);
        return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
    }
}
