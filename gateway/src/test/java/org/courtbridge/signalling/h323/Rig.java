package org.courtbridge.signalling.h323;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.court.conference.Foyer;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredInventory;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperAccount;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.courtbridge.signalling.ivr.Entrance;
import org.courtbridge.signalling.ivr.Reception;
import org.courtbridge.signalling.rooms.Destination;

/** An endpoint with what it needs. */
public final class Rig implements AutoCloseable {

    public static final Duration MINUTE = Duration.ofMinutes(1);

    public final RememberingConferences conferences = new RememberingConferences();
    public final StoredDevices devices;
    public final StoredInventory inventory;
    public final H323Endpoint endpoint;

    private final Foyer foyer = new Foyer();
    private final MediaLoops loops = MediaLoops.start(1);
    private final Database database;
    private volatile Duration ahead = Duration.ZERO;

    /**
     * @param ports for media; even
     * @param answer how long a room may take to pick up
     */
    public Rig(Path folder, PortRange ports, Duration answer) throws IOException {
        this(
                folder,
                ports,
                MINUTE,
                answer,
                Optional.empty(),
                SentMessages.trace(),
                CallModel.DIRECT,
                List.of(),
                H323Config.Traversal.NAT);
    }

    /** One that shows what is said. */
    public Rig(Path folder, PortRange ports, H323Trace trace) throws IOException {
        this(
                folder,
                ports,
                MINUTE,
                MINUTE,
                Optional.empty(),
                trace,
                CallModel.DIRECT,
                List.of(),
                H323Config.Traversal.NAT);
    }

    /** One that is an endpoint of the court's own gatekeeper, too. */
    public Rig(Path folder, PortRange ports, GatekeeperAccount account) throws IOException {
        this(
                folder,
                ports,
                MINUTE,
                MINUTE,
                Optional.of(account),
                SentMessages.trace(),
                CallModel.DIRECT,
                List.of(),
                H323Config.Traversal.NAT);
    }

    /** One that calls nobody through a NAT or a firewall. */
    public static Rig withoutTraversal(Path folder, PortRange ports) throws IOException {
        return new Rig(
                folder,
                ports,
                MINUTE,
                MINUTE,
                Optional.empty(),
                SentMessages.trace(),
                CallModel.DIRECT,
                List.of(),
                H323Config.Traversal.OFF);
    }

    /** One that ends a call without media after so long. */
    static Rig impatient(Path folder, PortRange ports, Duration mediaTimeout) throws IOException {
        return new Rig(
                folder,
                ports,
                mediaTimeout,
                MINUTE,
                Optional.empty(),
                SentMessages.trace(),
                CallModel.DIRECT,
                List.of(),
                H323Config.Traversal.NAT);
    }

    /** One whose gatekeeper has neighbours. */
    public static Rig of(
            CallModel callModel, Path folder, PortRange ports, H323Trace trace, InetSocketAddress... neighbours)
            throws IOException {
        return new Rig(
                folder,
                ports,
                MINUTE,
                MINUTE,
                Optional.empty(),
                trace,
                callModel,
                List.of(neighbours),
                H323Config.Traversal.NAT);
    }

    private Rig(
            Path folder,
            PortRange ports,
            Duration mediaTimeout,
            Duration answer,
            Optional<GatekeeperAccount> account,
            H323Trace trace,
            CallModel callModel,
            List<InetSocketAddress> neighbours,
            H323Config.Traversal traversal)
            throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        database = EmptyDatabase.in(folder);
        devices = new StoredDevices(
                database, "courtbridge", SecretBox.open(database, MasterKey.keptIn(folder)), this::now);
        inventory = new StoredInventory(database, devices, new StoredAudit(database, this::now));
        Reception reception = foyer.reception(conferences);
        endpoint = H323Endpoint.open(
                new H323Config(
                        here,
                        AdvertisedAddresses.always(here),
                        0,
                        "Courtroom",
                        mediaTimeout,
                        answer,
                        4,
                        account,
                        new H323Config.Gatekeeper(0, callModel, neighbours),
                        Encryption.PREFERRED,
                        traversal),
                new H323Endpoint.Parts(
                        devices,
                        conferences,
                        new Entrance(conferences, reception),
                        reception,
                        foyer::bridge,
                        UdpPorts.withOwnCertificate(loops, ports, here),
                        trace,
                        new InternalErrors(this::now),
                        this::now));
    }

    public Instant now() {
        return Instant.now().plus(ahead);
    }

    /** Lets so much time have gone by, which whoever waits for it sees when it hears of something else. */
    public void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    /** Enters the names and numbers that a device goes by in H.323. */
    public void describe(Device device, String... aliases) {
        inventory.describe(
                device.id(),
                new DeviceDescription(
                        Optional.empty(), "", "", "", "", "", List.of(), "", List.of(aliases), "", List.of(), ""));
    }

    public Destination into(String hearingId) {
        return Destination.hearing(conferences, hearingId);
    }

    @Override
    public void close() {
        endpoint.close();
        foyer.close();
        loops.close();
        database.close();
    }
}
