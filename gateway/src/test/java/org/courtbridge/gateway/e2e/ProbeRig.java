package org.courtbridge.gateway.e2e;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.bridge.WaitingLegs;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.video.processing.Captions;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.provisioning.testcall.Probe;
import org.courtbridge.signalling.h323.H323Config;
import org.courtbridge.signalling.h323.H323Endpoint;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.courtbridge.signalling.ivr.Entrance;
import org.courtbridge.signalling.ivr.Reception;
import org.courtbridge.signalling.ivr.WaitingSlates;
import org.courtbridge.signalling.probe.RoomProbes;
import org.courtbridge.signalling.rooms.RoomCallers;
import org.courtbridge.signalling.sip.SipEndpoint;
import org.courtbridge.signalling.sip.stack.SignallingTrace;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.courtbridge.signalling.sip.stack.TrustedProxies;

/** The parts of a gateway that try rooms, in the test's own process. */
final class ProbeRig implements AutoCloseable {

    /** How long a room may ring: less than a test call lasts. */
    static final Duration ANSWER = Duration.ofSeconds(12);

    final StoredDevices devices;
    final SipEndpoint sip;
    final H323Endpoint h323;
    final RoomProbes probes;

    private final Database database;
    private final MediaLoops loops = MediaLoops.start(1);
    private final DefaultEventExecutor control = new DefaultEventExecutor();
    private final ScheduledExecutorService mixers = Executors.newScheduledThreadPool(2);
    private final PictureWorkers pictures = PictureWorkers.start(new InternalErrors(InstantSource.system()));

    ProbeRig(Path folder) throws IOException {
        InstantSource clock = InstantSource.system();
        InetAddress here = InetAddress.getByName(Scratch.ADDRESS);
        database = EmptyDatabase.in(folder);
        devices = new StoredDevices(database, "courtbridge", SecretBox.open(database, MasterKey.keptIn(folder)), clock);
        RememberingConferences conferences = new RememberingConferences();
        HearingBridge.Parts parts = new HearingBridge.Parts(
                control,
                mixers,
                pictures,
                (leg, digit) -> {},
                MediaTrace.OFF,
                BridgeClock.SYSTEM,
                new WaitingLegs(),
                Captions.NONE);
        WaitingSlates slates = new WaitingSlates(ZoneOffset.UTC, clock, Language.RUSSIAN);
        Reception reception = Reception.open(parts, conferences, slates, clock);
        UdpPorts ports = UdpPorts.withOwnCertificate(loops, new PortRange(20_000, 20_999), here);
        sip = SipEndpoint.open(
                new SipConfig(
                        here,
                        AdvertisedAddresses.always(here),
                        GatewayProcess.SIP_PORT,
                        0,
                        "courtbridge",
                        Duration.ofSeconds(60),
                        Optional.empty(),
                        TrustedProxies.NONE,
                        limits()),
                new SipEndpoint.Parts(
                        devices,
                        Optional.empty(),
                        conferences,
                        reception,
                        ports,
                        Optional.empty(),
                        SignallingTrace.NONE,
                        new InternalErrors(clock),
                        clock));
        h323 = H323Endpoint.open(
                new H323Config(
                        here,
                        AdvertisedAddresses.always(here),
                        0,
                        "Courtroom",
                        Duration.ofSeconds(60),
                        ANSWER,
                        16,
                        Optional.empty(),
                        new H323Config.Gatekeeper(0, CallModel.DIRECT, List.of()),
                        Encryption.PREFERRED,
                        H323Config.Traversal.NAT),
                new H323Endpoint.Parts(
                        devices,
                        conferences,
                        new Entrance(conferences, reception),
                        reception,
                        digits -> new HearingBridge(parts.telling(digits)),
                        ports,
                        H323Trace.NONE,
                        new InternalErrors(clock),
                        clock));
        probes = new RoomProbes(new RoomProbes.Parts(
                new RoomCallers(List.of(sip, h323)),
                parts,
                device -> sip.hasWrongPassword(device) || h323.hasWrongPassword(device),
                _ -> CompletableFuture.completedFuture(Optional.empty()),
                slates::test,
                clock));
    }

    private static SipConfig.Limits limits() {
        SipConfig.Limits usual = SipConfig.Limits.DEFAULT;
        return new SipConfig.Limits(
                usual.calls(),
                usual.contactsPerDevice(),
                usual.shortestRegistration(),
                usual.longestRegistration(),
                ANSWER,
                usual.sessionInterval(),
                usual.shortestSession(),
                usual.ping(),
                usual.requestsPerSource());
    }

    /** The first of all tests loads what finds faces, and has no time for pictures meanwhile: lets one go before that calls nobody. */
    void warmUp(Duration length) throws Exception {
        Device absent = devices.add("Absent", "absent", "secret");
        probes.probe(new Probe(absent, length)).toCompletableFuture().get();
    }

    String sipServer() {
        return Scratch.ADDRESS + ":" + GatewayProcess.SIP_PORT;
    }

    Device room(int party) {
        return devices.add("Room " + party, "room" + party, "secret" + party);
    }

    @Override
    public void close() {
        sip.close();
        h323.close();
        probes.close();
        loops.close();
        mixers.shutdown();
        pictures.close();
        control.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        database.close();
    }
}
