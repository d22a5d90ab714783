package org.courtbridge.signalling.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.courtbridge.court.conference.Foyer;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.certificates.DeviceCertificates;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.bfcp.BfcpServer;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.sip.media.FloorControl;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.courtbridge.signalling.sip.stack.TlsIdentity;
import org.courtbridge.signalling.sip.stack.TrustedProxies;

/** A SIP endpoint on loopback with one device, alice, whose password is "secret". */
public final class Rig implements AutoCloseable {

    public final FakeDevices devices = new FakeDevices();
    public final RememberingConferences conferences = new RememberingConferences();
    final Device alice = devices.add("Room 1", "alice", "secret");
    final List<String> trace = new CopyOnWriteArrayList<>();
    public final SipEndpoint endpoint;
    private final MediaLoops loops = MediaLoops.start(1);
    private final Foyer foyer = new Foyer();
    private final BfcpServer floors;

    public Rig() throws IOException {
        this(Optional.empty(), SipConfig.Limits.DEFAULT);
    }

    public Rig(Optional<TlsIdentity> tls, SipConfig.Limits limits) throws IOException {
        this(InetAddress.getLoopbackAddress(), tls, limits);
    }

    public Rig(InetAddress local, Optional<TlsIdentity> tls, SipConfig.Limits limits) throws IOException {
        this(local, local, Duration.ofSeconds(60), tls, limits);
    }

    /** @param advertised the address that others are told */
    public Rig(
            InetAddress local,
            InetAddress advertised,
            Duration mediaTimeout,
            Optional<TlsIdentity> tls,
            SipConfig.Limits limits)
            throws IOException {
        this(config(local, AdvertisedAddresses.always(advertised), mediaTimeout, tls, TrustedProxies.NONE, limits));
    }

    /** @param advertised the addresses that others are told */
    static Rig advertising(AdvertisedAddresses advertised) throws IOException {
        return new Rig(config(
                InetAddress.getLoopbackAddress(),
                advertised,
                Duration.ofSeconds(60),
                Optional.empty(),
                TrustedProxies.NONE,
                SipConfig.Limits.DEFAULT));
    }

    /** Whoever sends from 127.0.0.1 is a proxy. */
    static Rig behindProxies() throws IOException {
        return behindProxies(SipConfig.Limits.DEFAULT);
    }

    /** The same. */
    static Rig behindProxies(SipConfig.Limits limits) throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        return new Rig(config(
                local,
                AdvertisedAddresses.always(local),
                Duration.ofSeconds(60),
                Optional.empty(),
                TrustedProxies.parse("127.0.0.1"),
                limits));
    }

    private static SipConfig config(
            InetAddress local,
            AdvertisedAddresses advertised,
            Duration mediaTimeout,
            Optional<TlsIdentity> tls,
            TrustedProxies proxies,
            SipConfig.Limits limits) {
        return new SipConfig(local, advertised, 0, 0, FakeDevices.REALM, mediaTimeout, tls, proxies, limits);
    }

    private Rig(SipConfig config) throws IOException {
        this(config, Optional.empty(), InstantSource.system());
    }

    /** @param clock of passwords and registrations */
    static Rig at(InstantSource clock) throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        return new Rig(
                config(
                        local,
                        AdvertisedAddresses.always(local),
                        Duration.ofSeconds(60),
                        Optional.empty(),
                        TrustedProxies.NONE,
                        SipConfig.Limits.DEFAULT),
                Optional.empty(),
                clock);
    }

    /** Whoever connects over TLS may show a certificate. */
    static Rig asking(TlsIdentity tls, DeviceCertificates certificates) throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        return new Rig(
                config(
                        local,
                        AdvertisedAddresses.always(local),
                        Duration.ofSeconds(60),
                        Optional.of(tls),
                        TrustedProxies.NONE,
                        SipConfig.Limits.DEFAULT),
                Optional.of(certificates),
                InstantSource.system());
    }

    private Rig(SipConfig config, Optional<DeviceCertificates> certificates, InstantSource clock) throws IOException {
        UdpPorts ports = UdpPorts.withOwnCertificate(loops, new PortRange(30_000, 31_999), config.bind());
        floors = new BfcpServer(config.bind(), new PortRange(20_000, 29_999), Optional.empty(), InstantSource.system());
        endpoint = SipEndpoint.open(
                config,
                new SipEndpoint.Parts(
                        devices,
                        certificates,
                        conferences,
                        foyer.reception(conferences),
                        ports,
                        Optional.of(new FloorControl(floors, Optional.empty())),
                        (callId, direction, here, there, transport, text) -> trace.add(direction + " " + text),
                        new InternalErrors(InstantSource.system()),
                        clock));
    }

    public Destination into(String hearingId) {
        return Destination.hearing(conferences, hearingId);
    }

    @Override
    public void close() {
        endpoint.close();
        floors.close();
        foyer.close();
        loops.close();
    }
}
