package org.courtbridge.gateway;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.courtbridge.gateway.bridge.BridgeClock;
import org.courtbridge.gateway.bridge.HearingBridge;
import org.courtbridge.gateway.bridge.MediaTrace;
import org.courtbridge.gateway.conference.RunningConferences;
import org.courtbridge.gateway.sip.SignallingTrace;
import org.courtbridge.gateway.sip.SipConfig;
import org.courtbridge.gateway.sip.SipEndpoint;
import org.courtbridge.gateway.sip.TlsIdentity;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredHearings;
import org.courtbridge.gateway.store.StoredParticipants;
import org.courtbridge.gateway.transport.DtlsCertificate;
import org.courtbridge.gateway.transport.MediaLoops;
import org.courtbridge.gateway.transport.PortRange;
import org.courtbridge.gateway.transport.UdpPorts;
import org.courtbridge.gateway.transport.WebRtcPort;
import org.courtbridge.gateway.transport.WebRtcPortConfig;
import org.courtbridge.gateway.web.WebServer;
import org.courtbridge.gateway.web.join.JoinRoutes;
import org.courtbridge.gateway.webrtc.BrowserConfig;
import org.courtbridge.gateway.webrtc.BrowserEndpoint;

/** The running gateway: constructs every part, in the order in which they need each other, and closes them in reverse. */
final class Gateway implements AutoCloseable {

    private final Closing closing;
    private final InetAddress advertised;
    private final RunningConferences conferences;
    private final StoredDevices devices;
    private final StoredParticipants participants;
    private final SipEndpoint sip;
    private final WebServer web;

    private Gateway(GatewayConfig config, Closing closing) throws IOException, GeneralSecurityException {
        this.closing = closing;
        InstantSource clock = InstantSource.system();
        InetAddress bind = config.network().bind();
        advertised = config.network().advertise().orElseGet(() -> LocalAddresses.preferred(bind));
        Path data = Files.createDirectories(config.data());
        GatewayConfig.Tls tls =
                config.tls().orElseGet(() -> OwnCertificate.in(data, LocalAddresses.reachable(), Instant.now()));

        Database database = closing.add(database(config.database(), data));
        devices = new StoredDevices(database, config.sip().realm(), SecretBox.open(data), clock);
        participants = new StoredParticipants(database);
        StoredHearings hearings = closing.add(StoredHearings.open(database, data.resolve("journal")));

        MediaLoops loops = closing.add(MediaLoops.start(config.media().threads()));
        DefaultEventExecutor control = new DefaultEventExecutor(new DefaultThreadFactory("bridge"));
        closing.add(() -> control.shutdownGracefully().awaitUninterruptibly());
        ScheduledExecutorService mixers = closing.add(mixers());
        HearingBridge.Parts bridgeParts = new HearingBridge.Parts(
                control, mixers, (leg, digit) -> conferences().digit(leg, digit), MediaTrace.OFF, BridgeClock.SYSTEM);
        conferences = closing.add(RunningConferences.start(hearings, id -> new HearingBridge(bridgeParts), clock));

        WebRtcPort webRtcPort = closing.add(WebRtcPort.open(
                new WebRtcPortConfig(
                        new InetSocketAddress(bind, config.webrtc().port()),
                        config.network().advertise().map(List::of).orElse(List.of())),
                loops,
                DtlsCertificate.generate()));
        BrowserEndpoint browsers =
                closing.add(new BrowserEndpoint(conferences, webRtcPort, BrowserConfig.defaults()));
        sip = closing.add(SipEndpoint.open(
                new SipConfig(
                        bind,
                        advertised,
                        config.sip().port(),
                        config.sip().tlsPort(),
                        config.sip().realm(),
                        config.media().timeout(),
                        Optional.of(TlsIdentity.read(tls.certificate(), tls.key())),
                        SipConfig.Limits.DEFAULT),
                devices,
                conferences,
                new UdpPorts(
                        loops, new PortRange(config.media().firstPort(), config.media().lastPort()), bind),
                SignallingTrace.NONE,
                clock));

        web = closing.add(new WebServer(new WebServer.Settings(
                bind, config.web().httpsPort(), config.web().httpPort(), tls.certificate(), tls.key())));
        closing.add(new JoinRoutes(web.vertx(), participants, browsers)).mount(web.router());
        web.start();
    }

    /** @throws IOException if a port or a file cannot be opened */
    static Gateway start(GatewayConfig config) throws IOException, GeneralSecurityException {
        Closing closing = new Closing();
        try {
            return new Gateway(config, closing);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    RunningConferences conferences() {
        return conferences;
    }

    StoredDevices devices() {
        return devices;
    }

    StoredParticipants participants() {
        return participants;
    }

    /** The address that others are told. */
    InetAddress advertised() {
        return advertised;
    }

    int sipPort() {
        return sip.port();
    }

    int httpsPort() {
        return web.httpsPort();
    }

    private static Database database(GatewayConfig.Database config, Path data) {
        return config.url()
                .map(url -> Database.open(url, config.user(), config.password()))
                .orElseGet(() -> Database.embedded(data));
    }

    /** Platform threads, as native codecs would pin virtual ones. */
    private static ScheduledExecutorService mixers() {
        return Executors.newScheduledThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), new DefaultThreadFactory("mixer"));
    }

    @Override
    public void close() {
        closing.close();
    }
}
