package org.courtbridge.signalling.sip.media;

import java.util.Optional;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.signalling.bfcp.BfcpTransport;
import org.courtbridge.signalling.bfcp.FloorListener;
import org.courtbridge.signalling.bfcp.FloorPolicy;
import org.courtbridge.signalling.bfcp.HearingFloor;
import org.courtbridge.signalling.bfcp.RoomAccess;
import org.courtbridge.signalling.sdp.FloorControlLine;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.SipCallEvent;

/**
 * One call's share in who presents: a floor of its own, which the room asks for by BFCP and the hearing gives and takes,
 * wherever the call is. While it is in no hearing, nobody gives it.
 *
 * <p>Belongs to the call's thread.
 */
public final class RoomContent implements AutoCloseable {

    private static final String CONNECTION = "connection";

    private final FloorControl control;
    private final Optional<BfcpTransport> offered;
    private final String name;
    private final HearingFloor floor;
    private Optional<Place> place = Optional.empty();

    /** The room's access to the floor, with the transport and the certificate that it is for. */
    private record Place(RoomAccess access, BfcpTransport transport, Optional<CertificateFingerprint> certificate) {

        boolean isFor(BfcpTransport other, Optional<CertificateFingerprint> shown) {
            return transport == other
                    && certificate.isPresent() == shown.isPresent()
                    && certificate.stream().allMatch(known -> known.sameAs(shown.orElseThrow()));
        }
    }

    /**
     * @param offered by which way the room may ask in a call that begins with our offer; empty if that has nothing of it
     * @param name of the room
     * @param mailbox hears what the room asks
     */
    public RoomContent(FloorControl control, Optional<BfcpTransport> offered, String name, CallMailbox mailbox) {
        this.control = control;
        this.offered =
                offered.filter(transport -> control.server().port(transport).isPresent());
        this.name = name;
        this.floor = control.server().open(FloorPolicy.HEARING_DECIDES, new FloorListener() {
            @Override
            public void floorAsked(int user) {
                mailbox.put(new SipCallEvent.FloorAsked());
            }

            @Override
            public void floorWithdrawn(int user) {
                mailbox.put(new SipCallEvent.FloorReleased());
            }

            @Override
            public void floorTaken(int user) {
                // As the hearing has given it.
            }

            @Override
            public void floorFreed() {
                mailbox.put(new SipCallEvent.FloorReleased());
            }
        });
    }

    /** Whether a first offer of ours has slides, and a line by which the room can ask for them. */
    boolean isOffered() {
        return offered.isPresent();
    }

    /**
     * Our line in a call's first offer, if there {@link #isOffered is} one.
     *
     * @param slides our line of slides
     */
    MediaDescription offer(MediaDescription slides) {
        BfcpTransport transport = offered.orElseThrow();
        Place known = new Place(floor.enter(name, transport, Optional.empty()), transport, Optional.empty());
        place = Optional.of(known);
        int port = control.server().port(transport).orElseThrow();
        return withCertificate(transport, RoomFloor.offer(transport, port, known.access(), RoomFloor.label(slides)));
    }

    /** Whether the room will ask by the line that we offered; its certificate is heeded from now on. */
    boolean answered(MediaDescription theirs, SessionDescription answer) {
        Optional<Place> offeredPlace = place;
        if (theirs.isRefused()
                || offeredPlace.isEmpty()
                || !FloorControlLine.of(theirs).maybeClient()) {
            return false;
        }
        Place known = offeredPlace.get();
        Optional<CertificateFingerprint> certificate = known.transport() == BfcpTransport.TLS
                ? DtlsEnd.of(theirs, answer).map(DtlsEnd::certificate)
                : Optional.empty();
        certificate.ifPresent(shown -> floor.promises(known.access().user(), shown));
        place = Optional.of(new Place(known.access(), known.transport(), certificate.or(known::certificate)));
        return true;
    }

    /** Transport by which the room asks to present; empty if it cannot. */
    Optional<BfcpTransport> transport() {
        return place.map(Place::transport);
    }

    /** Whether a line is one by which the room can ask us. */
    boolean takes(MediaDescription offered, SessionDescription offer) {
        return RoomFloor.transportOf(offered, offer)
                .flatMap(control.server()::port)
                .isPresent();
    }

    /**
     * Our answer to a line that we {@link #takes take}.
     *
     * @param slides the line of slides that it is about, as the room offers it
     */
    MediaDescription answer(MediaDescription offered, SessionDescription offer, MediaDescription slides) {
        BfcpTransport transport = RoomFloor.transportOf(offered, offer).orElseThrow();
        Optional<CertificateFingerprint> certificate = transport == BfcpTransport.TLS
                ? DtlsEnd.of(offered, offer).map(DtlsEnd::certificate)
                : Optional.empty();
        if (place.filter(known -> known.isFor(transport, certificate)).isEmpty()) {
            leave();
            place = Optional.of(new Place(floor.enter(name, transport, certificate), transport, certificate));
        }
        int port = control.server().port(transport).orElseThrow();
        MediaDescription ours =
                RoomFloor.answer(offered, port, place.orElseThrow().access(), RoomFloor.label(slides));
        if (offered.attributes().value(CONNECTION).filter("existing"::equals).isPresent()) {
            ours = again(ours);
        }
        return withCertificate(transport, ours);
    }

    private MediaDescription withCertificate(BfcpTransport transport, MediaDescription line) {
        return transport == BfcpTransport.TLS && control.certificate().isPresent()
                ? line.with("fingerprint", control.certificate().get().toString())
                : line;
    }

    /** A line that is in use, offered anew: the same connection (RFC 8856, section 7). */
    static MediaDescription again(MediaDescription line) {
        return RoomFloor.connected(line);
    }

    /** The hearing has the room present. */
    void given() {
        place.ifPresent(known -> floor.grant(known.access().user()));
    }

    /** The hearing does not let the room present. */
    void denied() {
        place.ifPresent(known -> floor.deny(known.access().user()));
    }

    /** The hearing has the room present no more. */
    void taken() {
        floor.revoke();
    }

    /** The room has no line for it any more. */
    void leave() {
        place.ifPresent(known -> floor.leave(known.access().user()));
        place = Optional.empty();
    }

    @Override
    public void close() {
        leave();
        floor.close();
    }
}
