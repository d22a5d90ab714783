package org.courtbridge.signalling.webrtc;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.transport.IceSession;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.media.transport.dtls.DtlsRole;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.courtbridge.signalling.sdp.Candidate;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.Fingerprint;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;

/** Offers and answers of one browser over one ICE session, from the first to the last. */
final class BrowserSession implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final IceSession ice;
    private final Direction ours;
    private final WatchedTransport transport;
    private final OurStreams streams = new OurStreams(RANDOM);
    private final long sessionId = RANDOM.nextLong(1, Long.MAX_VALUE);
    private long version;
    private Optional<BrowserOffer> before = Optional.empty();
    private Set<String> inUse = Set.of();

    /**
     * @param ours which ways its media may flow, seen from us
     * @param lost told once, on the transport's loop, when the way to the browser is gone for good
     */
    BrowserSession(IceSession ice, Direction ours, Consumer<String> lost) {
        this.ice = ice;
        this.ours = ours;
        this.transport = new WatchedTransport(ice, lost);
    }

    /**
     * Answers an offer, and has the transport do what was agreed. A new ice-ufrag is an ICE restart (RFC 8839, section
     * 4.4.1.1.1), which keys and streams outlive.
     *
     * @throws SdpException if it cannot be answered; all stays as it was
     */
    Negotiated negotiate(String sdp) {
        return negotiate(BrowserOffer.parse(sdp));
    }

    /** The same of an offer that was parsed. */
    Negotiated negotiate(BrowserOffer offer) {
        before.ifPresent(last -> offer.requireGoesOnFrom(last, inUse));
        streams.keep(inUse);
        BrowserAnswer answer = BrowserAnswer.to(offer, streams, ours);
        CertificateFingerprint certificate = certificate(offer);

        boolean restart =
                before.filter(last -> !last.iceUfrag().equals(offer.iceUfrag())).isPresent();
        IceCredentials credentials = restart ? ice.restart() : ice.local();
        before = Optional.of(offer);
        inUse = answer.mids();
        version++;
        ice.remote(
                certificate,
                new IceCredentials(offer.iceUfrag(), offer.icePassword()),
                offer.browserWaits() ? DtlsRole.CLIENT : DtlsRole.SERVER);
        return new Negotiated(answer.describe(end(credentials), sessionId, version), answer.media(transport));
    }

    private static CertificateFingerprint certificate(BrowserOffer offer) {
        Fingerprint chosen = offer.fingerprints().stream()
                .filter(fingerprint -> fingerprint.hash().equals("sha-256"))
                .findFirst()
                .orElse(offer.fingerprints().getFirst());
        try {
            return CertificateFingerprint.parse(chosen.write());
        } catch (IllegalArgumentException e) {
            throw new SdpException("a=" + e.getMessage());
        }
    }

    private OurEnd end(IceCredentials credentials) {
        String[] fingerprint = ice.fingerprint().toString().split(" ", 2);
        return new OurEnd(
                credentials.ufrag(),
                credentials.password(),
                new Fingerprint(fingerprint[0], fingerprint[1]),
                ice.candidates().stream()
                        .map(line -> line.substring("candidate:".length()))
                        .flatMap(value -> Candidate.parse(value).stream())
                        .toList());
    }

    /** {@link System#nanoTime} of the last authenticated packet of media, or of the begin; on any thread. */
    long lastPacketAt() {
        return ice.lastPacketAt();
    }

    @Override
    public void close() {
        transport.close();
    }

    /** @param answer for the browser */
    record Negotiated(SessionDescription answer, LegMedia media) {}
}
