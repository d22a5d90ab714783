package org.courtbridge.signalling.h323;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.AliasOwner;
import org.courtbridge.h323.ras.AlternateGatekeeper;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.Gatekeeper;
import org.courtbridge.h323.ras.GatekeeperAction;
import org.courtbridge.h323.ras.GatekeeperPolicy;
import org.courtbridge.h323.ras.Subscribers;

/** The court's own gatekeeper, over a real socket. One thread, the test's, does everything. */
public final class TestGatekeeper implements AutoCloseable {

    public static final String PASSWORD = "court-1";

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Subscribers SUBSCRIBERS = new Subscribers() {
        @Override
        public Optional<String> password(String name) {
            return name.equals("courtbridge") ? Optional.of(PASSWORD) : Optional.empty();
        }

        @Override
        public AliasOwner owner(Optional<String> name, AliasAddress alias) {
            return AliasOwner.OWN;
        }

        @Override
        public boolean isHere(AliasAddress destination) {
            return false;
        }

        @Override
        public boolean isVacant(AliasAddress destination) {
            return false;
        }
    };

    private final DatagramSocket socket = new DatagramSocket(0, HERE);
    private final Gatekeeper gatekeeper;
    private final List<GatekeeperAction> told = new ArrayList<>();

    private InetSocketAddress endpoint = new InetSocketAddress(HERE, 0);

    /** @param mostBandwidth of all calls, in 100 bit/s */
    public TestGatekeeper(long mostBandwidth) throws IOException {
        this(mostBandwidth, List.of());
    }

    /** @param alternates that it names */
    public TestGatekeeper(long mostBandwidth, List<AlternateGatekeeper> alternates) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        gatekeeper = new Gatekeeper(
                new GatekeeperPolicy(
                        new GatekeeperPolicy.Zone(
                                "Court", address(), new InetSocketAddress(HERE, 17_998), alternates, List.of()),
                        CallModel.DIRECT,
                        true,
                        false,
                        new GatekeeperPolicy.Times(
                                Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(20)),
                        new GatekeeperPolicy.Limits(10, 4, 20_000, mostBandwidth),
                        Optional.empty()),
                SUBSCRIBERS,
                new Random(1));
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(HERE, socket.getLocalPort());
    }

    public Gatekeeper machine() {
        return gatekeeper;
    }

    /** Goes on until that has happened. */
    public <T extends GatekeeperAction> T await(Class<T> kind) throws IOException {
        while (true) {
            Optional<T> first =
                    told.stream().filter(kind::isInstance).map(kind::cast).findFirst();
            if (first.isPresent()) {
                told.remove(first.get());
                return first.get();
            }
            try {
                answerNext();
            } catch (SocketTimeoutException e) {
                throw new AssertionError("no " + kind.getSimpleName() + " but " + told, e);
            }
        }
    }

    /** Answers one datagram. */
    public void answerNext() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
        socket.receive(packet);
        endpoint = (InetSocketAddress) packet.getSocketAddress();
        does(gatekeeper.receive(
                Arrays.copyOf(packet.getData(), packet.getLength()),
                (InetSocketAddress) packet.getSocketAddress(),
                Instant.now()));
    }

    /** Who has spoken last. */
    public InetSocketAddress endpoint() {
        return endpoint;
    }

    /** Makes an endpoint look at its clock, and answers what it says within so long. @return whether that has registered it */
    public boolean rouses(InetSocketAddress endpoint, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            byte[] octets = SentMessages.NO_DATAGRAM.toArray();
            socket.send(new DatagramPacket(octets, octets.length, endpoint));
            while (true) {
                answerNext();
            }
        } catch (SocketTimeoutException quiet) {
            return told.stream().anyMatch(GatekeeperAction.Registered.class::isInstance);
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    public void does(List<GatekeeperAction> actions) throws IOException {
        for (GatekeeperAction action : actions) {
            if (action instanceof GatekeeperAction.Send send) {
                byte[] octets = send.octets().toArray();
                socket.send(new DatagramPacket(octets, octets.length, send.to()));
            } else {
                told.add(action);
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
