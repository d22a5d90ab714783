package org.courtbridge.signalling.webrtc;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.Fingerprint;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;

/**
 * A browser's offer (RFC 8829), checked: an instance in hand has everything that ICE and DTLS need, and at least one
 * medium that can be served.
 */
final class BrowserOffer {

    /** A hearing is not so large; each medium costs an answer and a stream. */
    static final int MAX_MEDIA = 40;

    private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";
    private static final Set<String> HASHES = Set.of("sha-256", "sha-384", "sha-512");

    private final SessionDescription description;
    private final List<String> bundle;
    private final String iceUfrag;
    private final String icePassword;
    private final List<Fingerprint> fingerprints;
    private final boolean browserWaits;

    private BrowserOffer(SessionDescription description) {
        this.description = description;
        this.bundle = description.attributes().bundle();
        MediaDescription first = description.media().stream()
                .filter(this::isServable)
                .findFirst()
                .orElseThrow(() -> new SdpException("no medium of " + PROTOCOL + " with rtcp-mux and a mid"));
        this.iceUfrag = attribute(first, "ice-ufrag");
        this.icePassword = attribute(first, "ice-pwd");
        requireLength("ice-ufrag", iceUfrag, 4);
        requireLength("ice-pwd", icePassword, 22);
        this.fingerprints = fingerprints(first);
        this.browserWaits = switch (attribute(first, "setup")) {
            case "actpass", "active" -> false;
            case "passive" -> true;
            default -> throw new SdpException("a=setup is not actpass, active or passive (RFC 5763, section 5)");
        };
    }

    /** @throws SdpException if it cannot be answered; the message says why */
    static BrowserOffer parse(String text) {
        SessionDescription description = SessionDescription.parse(text);
        if (description.media().size() > MAX_MEDIA) {
            throw new SdpException(
                    "%d media (expected: <= %d)".formatted(description.media().size(), MAX_MEDIA));
        }
        List<String> mids = description.media().stream()
                .flatMap(medium -> medium.mid().stream())
                .toList();
        if (Set.copyOf(mids).size() < mids.size()) {
            throw new SdpException("two media of the same mid (RFC 5888, section 6)");
        }
        return new BrowserOffer(description);
    }

    List<MediaDescription> media() {
        return description.media();
    }

    /** Direction of a medium, seen from the browser. */
    Direction directionOf(MediaDescription medium) {
        return description.directionOf(medium);
    }

    /**
     * Whether a medium can go over the one transport that there is: alone in the offer, or in its bundle (RFC 9143). A
     * medium of port 0 is one that was stopped, unless it is offered for the bundle only.
     */
    boolean isServable(MediaDescription medium) {
        return medium.protocol().equals(PROTOCOL)
                && medium.rtcpMux()
                && isOffered(medium)
                && medium.mid()
                        .filter(mid ->
                                bundle.contains(mid) || description.media().size() == 1)
                        .isPresent();
    }

    /**
     * Holds it against the offer before (RFC 3264, section 8; RFC 9429, section 5.2.2): no medium may be missing, and in
     * the place of one that is in use there may be only itself, or its end.
     *
     * @param inUse the mids that were served of the offer before
     * @throws SdpException if it does not go on from there
     */
    void requireGoesOnFrom(BrowserOffer before, Set<String> inUse) {
        if (media().size() < before.media().size()) {
            throw new SdpException("%d media (expected: >= %d, as before; RFC 3264, section 8)"
                    .formatted(media().size(), before.media().size()));
        }
        for (int i = 0; i < before.media().size(); i++) {
            MediaDescription was = before.media().get(i);
            MediaDescription is = media().get(i);
            boolean same = is.mid().equals(was.mid()) && is.type().equals(was.type());
            if (was.mid().filter(inUse::contains).isPresent() && isOffered(is) && !same) {
                throw new SdpException(
                        "in the place of %s %s, which was not stopped, is %s %s (RFC 9429, section 5.2.2)"
                                .formatted(
                                        was.type(),
                                        was.mid().orElse(""),
                                        is.type(),
                                        is.mid().orElse("without mid")));
            }
        }
    }

    private static boolean isOffered(MediaDescription medium) {
        return !medium.isRefused() || medium.attributes().has("bundle-only");
    }

    String iceUfrag() {
        return iceUfrag;
    }

    String icePassword() {
        return icePassword;
    }

    /** The certificate's digests, at least one, of hashes that still count. */
    List<Fingerprint> fingerprints() {
        return fingerprints;
    }

    /** Whether the browser leaves it to us to begin the DTLS handshake. */
    boolean browserWaits() {
        return browserWaits;
    }

    private String attribute(MediaDescription medium, String name) {
        Optional<String> value = medium.attributes()
                .value(name)
                .or(() -> description.attributes().value(name));
        return value.orElseThrow(() -> new SdpException("a=" + name + " is missing"));
    }

    private List<Fingerprint> fingerprints(MediaDescription medium) {
        List<Fingerprint> said = medium.attributes().fingerprints();
        List<Fingerprint> known = (said.isEmpty() ? description.attributes().fingerprints() : said)
                .stream()
                        .filter(fingerprint -> HASHES.contains(fingerprint.hash()))
                        .toList();
        if (known.isEmpty()) {
            throw new SdpException("no a=fingerprint of "
                    + String.join(", ", HASHES.stream().sorted().toList()));
        }
        return known;
    }

    private static void requireLength(String name, String value, int least) {
        if (value.length() < least || value.length() > 256) {
            throw new SdpException(
                    "a=%s has %d characters (expected: %d to 256)".formatted(name, value.length(), least));
        }
    }
}
