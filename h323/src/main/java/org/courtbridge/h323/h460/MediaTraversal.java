package org.courtbridge.h323.h460;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.PerException;

/**
 * How media come through a NAT in one call (H.460.19): which side is the server, outside, and which the client, inside, and
 * what each says of it with its channels. The client sends packets to where the server says, so that the NAT lets in what
 * the server sends back to where those come from.
 */
public record MediaTraversal(Role role) {

    /** Of the keep-alive packets that we send: of none of our codings (RFC 3551, section 3: 127 is dynamic). */
    public static final int KEEP_ALIVE_PAYLOAD_TYPE = 127;

    /** Between keep-alive packets: shorter than NATs forget, which is 30 s and more. */
    static final Duration INTERVAL = Duration.ofSeconds(19);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final int SERVER_MARK = 2;

    /** What a side of the call is. */
    public enum Role {
        /** Reached by the other side. */
        SERVER,
        /** Behind a NAT, perhaps. */
        CLIENT
    }

    /** A client's duty for a session. @param to where keep-alive packets go @param interval between them, at least 1 s */
    public record KeepAlive(InetSocketAddress to, Duration interval) {}

    /** What the side is that hears what the other has. */
    public static Optional<MediaTraversal> answering(FeatureSet theirs) {
        return theirs.find(Feature.MEDIA_TRAVERSAL)
                .map(feature -> new MediaTraversal(
                        feature.parameter(SERVER_MARK).isPresent() ? Role.CLIENT : Role.SERVER));
    }

    /** What we say of ourselves in Setup, or in the answers to it. */
    public FeatureSet features() {
        return FeatureSet.supporting(
                role == Role.SERVER
                        ? Feature.of(Feature.MEDIA_TRAVERSAL, FeatureParameter.mark(SERVER_MARK))
                        : Feature.of(Feature.MEDIA_TRAVERSAL));
    }

    /** Whether the other side has it, too, as its Setup or its answers say. */
    public boolean isWith(FeatureSet theirs) {
        return theirs.find(Feature.MEDIA_TRAVERSAL).isPresent();
    }

    /** With the request for a channel on which we send. @param media where we take RTP of its session */
    public List<Sequence> request(InetSocketAddress media) {
        TraversalParameters said = role == Role.SERVER
                ? new TraversalParameters(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(media),
                        Optional.empty(),
                        Optional.of(INTERVAL))
                : TraversalParameters.NONE;
        return List.of(said.toInformation());
    }

    /** With the answer to a request that names traversal parameters. @param genericInformation of the request */
    public List<Sequence> answer(List<Sequence> genericInformation) {
        if (said(genericInformation).isEmpty()) {
            return List.of();
        }
        return List.of((role == Role.CLIENT
                        ? new TraversalParameters(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(KEEP_ALIVE_PAYLOAD_TYPE),
                                Optional.empty())
                        : TraversalParameters.NONE)
                .toInformation());
    }

    /** What the server's request or answer asks a client for. @param genericInformation of either */
    public Optional<KeepAlive> keepAlive(List<Sequence> genericInformation) {
        return role == Role.SERVER
                ? Optional.empty()
                : said(genericInformation)
                        .flatMap(said -> said.keepAlive().map(to -> new KeepAlive(to, interval(said))));
    }

    /** What cannot be understood says that the side has H.460.19, and no more. */
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
