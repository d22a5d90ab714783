package org.courtbridge.gateway;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.courtbridge.court.conference.RunningConferences;
import org.courtbridge.h323.ras.KeptRegistration;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.trace.CallTrace;
import org.courtbridge.media.transport.MultiplexPort;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.WebRtcPort;
import org.courtbridge.media.transport.WebRtcPortConfig;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.provisioning.files.GatewayAddress;
import org.courtbridge.provisioning.files.SipTransport;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.h323.H323Config;
import org.courtbridge.signalling.h323.H323Endpoint;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.courtbridge.signalling.h323.transport.RecordedH323;
import org.courtbridge.signalling.ivr.Entrance;
import org.courtbridge.signalling.ivr.Reception;
import org.courtbridge.signalling.ivr.TestNumber;
import org.courtbridge.signalling.probe.PhoneTests;
import org.courtbridge.signalling.probe.SharedFaces;
import org.courtbridge.signalling.rooms.RecalledRooms;
import org.courtbridge.signalling.rooms.RoomCallers;
import org.courtbridge.signalling.sip.SipEndpoint;
import org.courtbridge.signalling.sip.media.FloorControl;
import org.courtbridge.signalling.sip.registrar.Registration;
import org.courtbridge.signalling.sip.stack.SignallingTrace;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.courtbridge.signalling.sip.stack.TlsIdentity;
import org.courtbridge.signalling.webrtc.BrowserConfig;
import org.courtbridge.signalling.webrtc.BrowserEndpoint;
import org.courtbridge.signalling.webrtc.WhipEndpoint;

/**
 * The endpoints of each protocol, and the ports of their media.
 *
 * @param rooms calls rooms, whatever their protocol
 * @param recalled calls rooms again that were in hearings before a restart
 * @param floors who may present, over BFCP
 * @param reception calls that have no hearing yet
 */
record SignallingParts(
        SipEndpoint sip,
        H323Endpoint h323,
        BrowserEndpoint browsers,
        WhipEndpoint applications,
        RoomCallers rooms,
        RecalledRooms recalled,
        WebRtcPort webRtcPort,
        UdpPorts roomPorts,
        FloorControl floors,
        Reception reception) {

    static SignallingParts open(
            Foundation foundation,
            GatewayConfig.Tls tls,
            StoreParts store,
            MediaParts media,
            CourtParts court,
            TestCalls tested)
            throws IOException, GeneralSecurityException {
        GatewayConfig config = foundation.config();
        Closing closing = foundation.closing();
        InetAddress bind = config.network().bind();
        RunningConferences conferences = court.conferences();
        Reception reception = Reception.open(
                media.bridge(), conferences, court.slates(), testNumber(foundation, tested), foundation.clock());

        DtlsCertificate mediaCertificate = DtlsCertificate.generate();
        WebRtcPort webRtcPort = closing.add(WebRtcPort.open(
                new WebRtcPortConfig(
                        new InetSocketAddress(bind, config.webrtc().port()),
                        foundation.addresses().candidates()),
                media.loops(),
                mediaCertificate,
                foundation.errors()));
        BrowserEndpoint browsers = closing.add(new BrowserEndpoint(
                conferences,
                phones(foundation, media, conferences, tested),
                webRtcPort,
                BrowserConfig.defaults().withRecorded(config.trace())));
        WhipEndpoint applications = closing.add(new WhipEndpoint(conferences, webRtcPort));

        PortRange mediaPorts =
                new PortRange(config.media().firstPort(), config.media().lastPort());
        Optional<MultiplexPort> multiplexed = config.h323().multiplexPort().isPresent()
                ? Optional.of(closing.add(MultiplexPort.open(
                        media.loops(), bind, config.h323().multiplexPort().getAsInt())))
                : Optional.empty();
        UdpPorts roomPorts = new UdpPorts(media.loops(), mediaPorts, bind, mediaCertificate, multiplexed);
        TlsIdentity identity = TlsIdentity.read(tls.certificate(), tls.key());
        FloorControl floors = closing.add(FloorControl.open(bind, mediaPorts, identity, foundation.clock()));
        SipEndpoint sip = closing.add(SipEndpoint.open(
                sipConfig(foundation, identity),
                new SipEndpoint.Parts(
                        store.devices(),
                        Optional.of(store.certificates()),
                        conferences,
                        reception,
                        roomPorts,
                        Optional.of(floors),
                        media.trace().map(SignallingParts::traced).orElse(SignallingTrace.NONE),
                        foundation.errors(),
                        foundation.clock())));
        H323Endpoint h323 = closing.add(H323Endpoint.open(
                h323Config(foundation),
                new H323Endpoint.Parts(
                        store.devices(),
                        conferences,
                        new Entrance(conferences, reception),
                        reception,
                        digits -> new HearingBridge(media.bridge().telling(digits)),
                        roomPorts,
                        media.trace().<H323Trace>map(RecordedH323::new).orElse(H323Trace.NONE),
                        foundation.errors(),
                        foundation.clock())));
        store.devices().listen(sip);
        store.devices().listen(h323);
        KeptRegistrations kept = closing.add(new KeptRegistrations(
                new RegistrationFile(foundation.data()), store.devices(), registrations(sip, h323)));
        kept.restore();
        store.devices().listen(kept);
        kept.start(foundation);
        RoomCallers rooms = new RoomCallers(List.of(sip, h323));
        return new SignallingParts(
                sip,
                h323,
                browsers,
                applications,
                rooms,
                recalled(foundation, store, conferences, rooms),
                webRtcPort,
                roomPorts,
                floors,
                reception);
    }

    private static RecalledRooms recalled(
            Foundation foundation, StoreParts store, RunningConferences conferences, RoomCallers rooms) {
        Closing closing = foundation.closing();
        RecalledRooms recalled =
                closing.add(new RecalledRooms(conferences, store.devices(), rooms, foundation.clock()));
        ScheduledExecutorService looks =
                closing.add(Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("recalls", true)));
        recalled.begin();
        looks.scheduleWithFixedDelay(foundation.upkeep("calling rooms again", recalled::look), 0, 1, TimeUnit.SECONDS);
        return recalled;
    }

    private static KeptRegistrations.Sources registrations(SipEndpoint sip, H323Endpoint h323) {
        return new KeptRegistrations.Sources() {
            @Override
            public List<Registration> sip() {
                return sip.registrations().all();
            }

            @Override
            public CompletableFuture<List<KeptRegistration>> h323() {
                return h323.keptRegistrations();
            }

            @Override
            public int restoreSip(List<Registration> kept) {
                return sip.restore(kept);
            }

            @Override
            public CompletableFuture<Integer> restoreH323(List<KeptRegistration> kept) {
                return h323.restore(kept);
            }
        };
    }

    private static SipConfig sipConfig(Foundation foundation, TlsIdentity identity) {
        GatewayConfig config = foundation.config();
        return new SipConfig(
                config.network().bind(),
                foundation.addresses(),
                config.sip().port(),
                config.sip().tlsPort(),
                config.sip().realm(),
                config.media().timeout(),
                Optional.of(identity),
                config.sip().proxies(),
                SipConfig.Limits.DEFAULT);
    }

    private static H323Config h323Config(Foundation foundation) {
        GatewayConfig config = foundation.config();
        return new H323Config(
                config.network().bind(),
                foundation.addresses(),
                config.h323().port(),
                config.h323().name(),
                config.media().timeout(),
                SipConfig.Limits.DEFAULT.answer(),
                config.h323().calls(),
                config.h323().gatekeeper(),
                new H323Config.Gatekeeper(
                        config.h323().rasPort(),
                        config.h323().callModel(),
                        config.h323().neighbours()),
                config.h323().encryption(),
                config.h323().traversal());
    }

    private static Optional<TestNumber> testNumber(Foundation foundation, TestCalls tested) {
        SharedFaces faces = foundation.closing().add(SharedFaces.ofBest());
        return foundation
                .config()
                .testCalls()
                .number()
                .map(number -> TestNumber.of(number, tested.judge(), Optional.of(tested.book()), Optional.of(faces)));
    }

    /** Tries the phones of participants, outside of their hearings. */
    private static PhoneTests phones(
            Foundation foundation, MediaParts media, RunningConferences conferences, TestCalls tested) {
        return foundation
                .closing()
                .add(new PhoneTests(
                        new PhoneTests.Parts(
                                conferences, media.bridge(), tested.judge(), tested.book(), foundation.clock()),
                        PhoneTests.Times.USUAL));
    }

    private static SignallingTrace traced(CallTrace calls) {
        return (callId, direction, local, remote, transport, text) -> calls.signalling(
                switch (direction) {
                    case RECEIVED -> MediaTrace.Way.FROM_PARTY;
                    case SENT -> MediaTrace.Way.TO_PARTY;
                },
                callId,
                local,
                remote,
                text);
    }

    /** The address at which devices in rooms find this gateway. */
    GatewayAddress address(String host, SipTransport transport) {
        return new GatewayAddress(
                host,
                transport,
                transport == SipTransport.TLS ? sip.tlsPort().orElseThrow() : sip.port(),
                h323.rasPort());
    }

    /** Whether the device has registered lately with a password that is none of its own. */
    boolean hasWrongPassword(Device device) {
        return sip.hasWrongPassword(device) || h323.hasWrongPassword(device);
    }

    /** Numbers of arrivals that were refused since the start, by kind of port; of guesses, the alarms that they raised. */
    Map<String, LongSupplier> dropped() {
        return Map.ofEntries(
                Map.entry("rooms", roomPorts::dropped),
                Map.entry("browsers", webRtcPort::dropped),
                Map.entry("sip", sip::malformed),
                Map.entry("sip-guess-alarms", sip::guessAlarms),
                Map.entry("sip-overload", sip::turnedAway),
                Map.entry("sip-unsolicited", sip::unsolicited),
                Map.entry("sip-withheld", sip::withheld),
                Map.entry("sip-wrong-passwords", sip::wrongPasswords),
                Map.entry("pin-guess-alarms", reception::guessAlarms),
                Map.entry("h323", h323::malformed),
                Map.entry("h323-denied", h323::denied),
                Map.entry("h323-silent", h323::turnedAway),
                Map.entry("h323-unadmitted", h323::unadmitted),
                Map.entry("bfcp", floors::refused));
    }
}
