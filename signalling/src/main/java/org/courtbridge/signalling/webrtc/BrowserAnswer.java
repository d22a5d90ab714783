package org.courtbridge.signalling.webrtc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.signalling.sdp.Attribute;
import org.courtbridge.signalling.sdp.Attributes;
import org.courtbridge.signalling.sdp.Candidate;
import org.courtbridge.signalling.sdp.Connection;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.Origin;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;

/**
 * Our answer to a browser's offer: every medium of it either served over the one bundled, ICE-lite transport, or refused in its
 * place.
 *
 * <p>Of several cameras or microphones the first counts; the others may only receive.
 */
final class BrowserAnswer {

    private final BrowserOffer offer;

    /** In the order of the offer, empty where refused. */
    private final List<Optional<NegotiatedMedium>> media;

    private BrowserAnswer(BrowserOffer offer, List<Optional<NegotiatedMedium>> media) {
        this.offer = offer;
        this.media = media;
    }

    /**
     * @param ours which ways media may flow, seen from us
     * @throws SdpException if nothing of the offer can be served
     */
    static BrowserAnswer to(BrowserOffer offer, OurStreams streams, Direction ours) {
        List<Optional<NegotiatedMedium>> media = new ArrayList<>();
        boolean microphone = false;
        boolean camera = false;
        boolean sound = false;
        boolean picture = false;
        for (MediaDescription offered : offer.media()) {
            Optional<NegotiatedMedium> negotiated = Optional.empty();
            if (offer.isServable(offered)) {
                Direction wanted = offer.directionOf(offered).reversed().and(ours);
                String mid = offered.mid().orElseThrow();
                if (offered.type().equals("audio")) {
                    Direction allowed = Direction.of(wanted.sends() && !sound, wanted.receives() && !microphone);
                    negotiated =
                            NegotiatedSound.of(offered, mid, allowed, streams).map(medium -> medium);
                    sound |= negotiated.isPresent() && allowed.sends();
                    microphone |= negotiated.isPresent() && allowed.receives();
                } else if (offered.type().equals("video")) {
                    Direction allowed = Direction.of(wanted.sends(), wanted.receives() && !camera);
                    // A browser aligns the sound with one picture of its stream, and would take any.
                    String stream = picture ? OurStreams.MAIN + "-" + mid : OurStreams.MAIN;
                    negotiated = NegotiatedPicture.of(offered, mid, allowed, stream, streams)
                            .map(medium -> medium);
                    picture |= negotiated.isPresent() && allowed.sends();
                    camera |= negotiated.isPresent() && allowed.receives();
                }
            }
            media.add(negotiated);
        }
        if (media.stream().allMatch(Optional::isEmpty)) {
            throw new SdpException("no format that both sides know (ours: Opus, G.722, G.711; H.264, VP8)");
        }
        return new BrowserAnswer(offer, List.copyOf(media));
    }

    /**
     * @param sessionId the same for the whole leg
     * @param version one more with every answer
     */
    SessionDescription describe(OurEnd end, long sessionId, long version) {
        List<String> bundled = served().stream().map(NegotiatedMedium::mid).toList();
        Candidate home = end.candidates().getFirst();
        Connection connection = new Connection(home.address().indexOf(':') < 0 ? "IP4" : "IP6", home.address());
        List<MediaDescription> sections = new ArrayList<>();
        for (int i = 0; i < media.size(); i++) {
            MediaDescription offered = offer.media().get(i);
            sections.add(media.get(i)
                    .map(medium -> section(
                            medium, offered, end, home, connection, medium.mid().equals(bundled.getFirst())))
                    .orElseGet(offered::refused));
        }
        Attributes attributes = Attributes.NONE
                .with("group", "BUNDLE " + String.join(" ", bundled))
                .withFlag("ice-lite")
                .with("msid-semantic", "WMS *");
        Origin origin = new Origin("-", Long.toString(sessionId), Long.toString(version), connection);
        return SessionDescription.of(origin, attributes, sections);
    }

    /** The first bundled medium carries the candidates for all (RFC 9143, section 7.3). */
    private MediaDescription section(
            NegotiatedMedium medium,
            MediaDescription offered,
            OurEnd end,
            Candidate home,
            Connection connection,
            boolean first) {
        MediaDescription answer = medium.answer(offered);
        MediaDescription section = new MediaDescription(
                        answer.type(),
                        home.port(),
                        answer.protocol(),
                        answer.formats(),
                        Optional.of(connection),
                        List.of(),
                        Attributes.NONE,
                        List.of())
                .with("mid", medium.mid())
                .withFlag(medium.ours().word())
                .withFlag("rtcp-mux")
                .with("ice-ufrag", end.iceUfrag())
                .with("ice-pwd", end.icePassword())
                .with("fingerprint", end.fingerprint().write())
                .with("setup", offer.browserWaits() ? "active" : "passive");
        if (first) {
            for (Candidate candidate : end.candidates()) {
                section = section.with("candidate", candidate.write());
            }
            section = section.withFlag("end-of-candidates");
        }
        List<Attribute> all = new ArrayList<>(section.attributes().all());
        all.addAll(answer.attributes().all());
        return section.withAttributes(new Attributes(all));
    }

    /** Of all media that are served. */
    Set<String> mids() {
        return served().stream().map(NegotiatedMedium::mid).collect(Collectors.toUnmodifiableSet());
    }

    private List<NegotiatedMedium> served() {
        return media.stream().flatMap(Optional::stream).toList();
    }

    /** The same in the words of the bridge, all of it over one transport. */
    LegMedia media(RtpTransport transport) {
        List<NegotiatedSound> sounds = only(NegotiatedSound.class);
        List<NegotiatedPicture> pictures = only(NegotiatedPicture.class);
        return LegMedia.ofSoundAndPictures(
                sounds.stream()
                        .flatMap(sound -> sound.received(transport).stream())
                        .findFirst(),
                sounds.stream().flatMap(sound -> sound.sent(transport).stream()).findFirst(),
                pictures.stream()
                        .flatMap(picture -> picture.received(transport).stream())
                        .findFirst(),
                pictures.stream()
                        .flatMap(picture -> picture.sent(transport).stream())
                        .toList());
    }

    private <M extends NegotiatedMedium> List<M> only(Class<M> kind) {
        return served().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
