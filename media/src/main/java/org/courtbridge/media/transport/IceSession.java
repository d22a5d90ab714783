package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.health.Guard;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.media.transport.dtls.DtlsAssociation;
import org.courtbridge.media.transport.dtls.DtlsKeys;
import org.courtbridge.media.transport.dtls.DtlsRole;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.courtbridge.media.transport.ice.StunMessage;
import org.jspecify.annotations.Nullable;

/**
 * One browser at the {@link WebRtcPort}: its ICE credentials, its DTLS association and its bundled media with rtcp-mux.
 *
 * <p>An authenticated check (RFC 8445) opens a way; the last nominated one is where we send, so the browser moves with its
 * network and a NAT may change its address. What comes by another way is looked at only if it is media under the keys of
 * the session; then we check ourselves whether the browser is there ({@link ReturnCheck}), and send there once it has
 * answered. The browser consents to what we send by a check, or by its answer to one of ours, at least every
 * {@value Consent#SECONDS} s ({@link Consent}).
 *
 * <p>Besides what {@link RtpTransport} says, {@link #remote}, {@link #restart}, {@link #listener} and {@link #close} may be
 * called on any thread.
 */
public final class IceSession implements RtpTransport {

    private final WebRtcPort port;
    private final EventLoop loop;
    private final MediaPath path;
    private final Consent consent;
    private final Guard guard;
    private final IcePaths ways = new IcePaths();
    private volatile IceCredentials local;
    private @Nullable IceCredentials previous;
    private @Nullable CertificateFingerprint expected;
    private @Nullable IceCredentials browser;
    private @Nullable ReturnCheck returnCheck;
    private @Nullable DtlsAssociation dtls;
    private boolean dtlsStarted;
    private boolean over;
    private boolean wasReady;

    IceSession(WebRtcPort port, Scratch scratch, long now) {
        this.port = port;
        this.loop = port.loop();
        this.path = MediaPath.secured(scratch, port.drops(), now);
        this.consent = new Consent(now);
        this.guard = port.guard(this);
        this.local = IceCredentials.random();
    }

    /** Our values of {@code a=ice-ufrag} and {@code a=ice-pwd}. */
    public IceCredentials local() {
        return local;
    }

    /** Our values of {@code a=candidate}, without {@code a=}; they are all, so {@code a=end-of-candidates} may follow. */
    public List<String> candidates() {
        return port.candidates();
    }

    /** Our value of {@code a=fingerprint}. */
    public CertificateFingerprint fingerprint() {
        return port.fingerprint();
    }

    /**
     * Sets what the browser's description says; DTLS begins as soon as there is a way. Called again (ICE restart) with the
     * same fingerprint it keeps keys and media; another fingerprint would be another party, and ends the session.
     *
     * @param credentials its values of {@code a=ice-ufrag} and {@code a=ice-pwd}
     * @param ours our side of the handshake; {@link DtlsRole#SERVER} unless the browser insists on being it
     */
    public void remote(CertificateFingerprint fingerprint, IceCredentials credentials, DtlsRole ours) {
        onLoop(() -> {
            if (over) {
                return;
            }
            browser = credentials;
            if (expected != null && !expected.sameAs(fingerprint)) {
                end("another certificate fingerprint in mid-session");
                return;
            }
            boolean first = expected == null;
            expected = fingerprint;
            if (first) {
                consent.given(port.now());
                dtls = new DtlsAssociation(port.certificate(), fingerprint, ours, new Events());
                startDtls();
            }
        });
    }

    /**
     * Makes new credentials for an ICE restart (RFC 8445, section 2.4). The old ones work until the first check with the
     * new; ways, keys and media stay.
     */
    public IceCredentials restart() {
        IceCredentials fresh = IceCredentials.random();
        IceCredentials old = local;
        local = fresh;
        onLoop(() -> {
            if (!over) {
                forgetPrevious();
                previous = old;
                port.stun().register(fresh, this);
            }
        });
        return fresh;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void listener(RtpListener listener) {
        onLoop(() -> path.listener(listener));
    }

    @Override
    public void send(RtpPacket packet) {
        assert loop.inEventLoop();
        IcePath way = ways.selected();
        if (way == null || !way.hasRoom()) {
            path.unsent();
            return;
        }
        ByteBuf bytes = path.outgoing(packet, port.allocator());
        if (bytes != null) {
            way.write(bytes);
        }
    }

    @Override
    public void sendRtcp(byte[] compound, int offset, int length) {
        assert loop.inEventLoop();
        IcePath way = ways.selected();
        if (way == null || !way.hasRoom()) {
            path.unsent();
            return;
        }
        ByteBuf bytes = path.outgoingRtcp(compound, offset, length, port.allocator());
        if (bytes != null) {
            way.write(bytes);
        }
    }

    @Override
    public Optional<PacketProtection> protection() {
        return path.protection();
    }

    @Override
    public boolean ready() {
        return ways.selected() != null && path.hasKeys();
    }

    @Override
    public void refused() {
        path.drop();
    }

    @Override
    public TransportStats stats() {
        return path.stats();
    }

    /** {@link System#nanoTime} of the last authenticated packet, or of the opening; on any thread. */
    public long lastPacketAt() {
        return path.lastPacketAt();
    }

    /** Says goodbye to the browser (DTLS close_notify) and forgets it. */
    @Override
    public void close() {
        onLoop(() -> {
            path.silence();
            release();
        });
    }

    // What the port calls, on the loop.

    /** An authenticated check came by a way. */
    void checked(IcePath way, String ufrag, boolean nominated, long now) {
        consent.given(now);
        if (ufrag.equals(local.ufrag())) {
            forgetPrevious();
        }
        opened(way);
        if (nominated || ways.selected() == null) {
            select(way);
        }
        startDtls();
        tellReadiness();
    }

    private void select(IcePath way) {
        if (ways.select(way)) {
            path.moved();
        }
    }

    private void opened(IcePath way) {
        ways.opened(way).ifPresent(port::forgetWay);
    }

    /** Whether the browser has ever sent media of this SSRC. */
    boolean hasHeard(int ssrc) {
        return path.hasHeard(ssrc);
    }

    /**
     * Media came that may be the browser's, by a way that is not open.
     *
     * @return whether it was the browser's
     */
    boolean strayed(ByteBuf datagram, IcePath way, long arrival, long now) {
        if (!path.arrived(datagram, arrival)) {
            return false;
        }
        if (browser != null) {
            if (returnCheck == null || !returnCheck.way().equals(way)) {
                forgetReturnCheck();
                returnCheck = new ReturnCheck(way, local, browser, now);
                port.stun().register(returnCheck, this);
            }
            if (returnCheck.isDue(now) && way.hasRoom()) {
                way.write(Unpooled.wrappedBuffer(returnCheck.request()));
            }
        }
        return true;
    }

    /**
     * An answer has come to a check of ours.
     *
     * @return whether the way is open now
     */
    boolean answered(StunMessage response, IcePath way, long now) {
        ReturnCheck asked = consent.asked();
        if (asked != null && asked.isAnsweredBy(response, way)) {
            forgetConsentCheck();
            consent.given(now);
            opened(way);
            return true;
        }
        if (returnCheck == null || !returnCheck.isAnsweredBy(response, way)) {
            return false;
        }
        forgetReturnCheck();
        consent.given(now);
        opened(way);
        select(way);
        tellReadiness();
        return true;
    }

    /** Asks the browser by the way in use whether it still consents. */
    private void askForConsent(IcePath way, IceCredentials theirs, long now) {
        forgetConsentCheck();
        ReturnCheck check = new ReturnCheck(way, local, theirs, now);
        consent.ask(check, now);
        port.stun().register(check, this);
        if (way.hasRoom()) {
            way.write(Unpooled.wrappedBuffer(check.request()));
        }
    }

    boolean hasKeys() {
        return path.hasKeys();
    }

    void wayClosed(IcePath way) {
        if (ways.closed(way)) {
            if (!ways.open().isEmpty()) {
                select(ways.open().getLast());
            }
            tellReadiness();
        }
    }

    /** Media came by an open way. */
    void media(ByteBuf datagram, long now) {
        path.arrived(datagram, now);
    }

    /** DTLS came by an open way. It may be earlier than the description: the association takes it when it is there. */
    void dtls(ByteBuf datagram) {
        DtlsAssociation association = dtls;
        if (association == null || !association.arrived(datagram)) {
            path.drop();
            return;
        }
        startDtls();
    }

    Guard guard() {
        return guard;
    }

    /** A fault of ours has happened in what is done for it by the clock. */
    void fail() {
        end("internal error");
    }

    void tick(long now) {
        IcePath way = ways.selected();
        if (consent.expired(now)) {
            end("consent expired");
        } else if (way != null && browser != null && consent.isDue(now)) {
            askForConsent(way, browser, now);
        }
    }

    /** An association begins when it is known whom to expect, there is a way, and not too many are at it already. */
    private void startDtls() {
        if (dtls != null && !dtlsStarted && ways.selected() != null && port.beginHandshake()) {
            dtlsStarted = true;
            dtls.start();
        }
    }

    private void tellReadiness() {
        boolean before = wasReady;
        wasReady = ready();
        if (wasReady && !before) {
            path.ready();
        }
    }

    private void end(String reason) {
        release();
        path.lost(reason);
    }

    private void release() {
        if (over) {
            return;
        }
        over = true;
        if (dtls != null) {
            dtls.close();
        }
        forgetPrevious();
        forgetReturnCheck();
        forgetConsentCheck();
        port.forget(this, ways.open());
        path.close();
        ways.close();
    }

    private void forgetPrevious() {
        if (previous != null) {
            port.stun().unregister(previous);
            previous = null;
        }
    }

    private void forgetReturnCheck() {
        if (returnCheck != null) {
            port.stun().unregister(returnCheck);
            returnCheck = null;
        }
    }

    private void forgetConsentCheck() {
        ReturnCheck asked = consent.asked();
        if (asked != null) {
            port.stun().unregister(asked);
            consent.forgetAsked();
        }
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    @Override
    public Optional<Ends> ends(boolean rtcp) {
        IcePath way = ways.selected();
        return way == null ? Optional.empty() : Optional.of(new Ends(port.localAddress(), way.remote()));
    }

    /** The browser's address in use, for statistics; null if there is none. */
    @Nullable
    InetSocketAddress selectedAddress() {
        IcePath way = ways.selected();
        return way == null ? null : way.remote();
    }

    /** Passes what the DTLS thread reports on to the event loop. */
    private final class Events implements DtlsAssociation.Owner {

        @Override
        public void send(byte[] datagram) {
            loop.execute(() -> {
                IcePath way = ways.last();
                if (way != null && way.hasRoom()) {
                    way.write(Unpooled.wrappedBuffer(datagram));
                }
            });
        }

        @Override
        public void established(DtlsKeys keys) {
            loop.execute(() -> {
                path.keys(keys.local(), keys.remote());
                tellReadiness();
            });
        }

        @Override
        public void handshakeOver() {
            loop.execute(port::endHandshake);
        }

        @Override
        public void ended(String reason) {
            loop.execute(() -> {
                if (!over) {
                    end(reason);
                }
            });
        }
    }
}
