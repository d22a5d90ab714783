package org.courtbridge.signalling.h323;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.ras.AdmissionMessage;
import org.courtbridge.h323.ras.DiscoveryMessage;
import org.courtbridge.h323.ras.DisengageMessage;
import org.courtbridge.h323.ras.RasMessage;
import org.courtbridge.h323.ras.RegistrationMessage;
import org.courtbridge.h323.ras.UnregistrationMessage;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperAccount;

/** A gatekeeper that says to each request for admission what the test wants; it registers everybody. */
final class ScriptedGatekeeper implements AutoCloseable {

    static final String ENDPOINT = "7_court";

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final DatagramSocket socket = new DatagramSocket(0, HERE);
    private final Function<AdmissionMessage.Request, Optional<RasMessage>> admission;
    private final BlockingQueue<RasMessage> requests = new LinkedBlockingQueue<>();
    private volatile SocketAddress last = new InetSocketAddress(HERE, 0);

    /** @param admission the answer; empty for none */
    ScriptedGatekeeper(Function<AdmissionMessage.Request, Optional<RasMessage>> admission) throws IOException {
        this.admission = admission;
        Thread.ofVirtual().start(this::run);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(HERE, socket.getLocalPort());
    }

    GatekeeperAccount account() {
        return new GatekeeperAccount(
                List.of(address()),
                Optional.empty(),
                List.of("7000"),
                List.of(),
                Optional.empty(),
                Duration.ofMinutes(2),
                false);
    }

    /** The next request of a kind, whatever came before it; at most ten seconds. */
    <T extends RasMessage> T await(Class<T> kind) throws InterruptedException {
        while (true) {
            RasMessage request = requests.poll(60, TimeUnit.SECONDS);
            if (request == null) {
                throw new AssertionError("no " + kind.getSimpleName());
            }
            if (kind.isInstance(request)) {
                return kind.cast(request);
            }
        }
    }

    /** To the endpoint that spoke last. */
    void says(RasMessage request) throws IOException {
        byte[] octets = request.encode();
        socket.send(new DatagramPacket(octets, octets.length, last));
    }

    private void run() {
        DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
        try {
            while (true) {
                socket.receive(packet);
                RasMessage request = RasMessage.of(
                        (Choice) Ras.RAS_MESSAGE.decode(Arrays.copyOf(packet.getData(), packet.getLength())));
                last = packet.getSocketAddress();
                Optional<RasMessage> answer = answer(request);
                if (answer.isPresent()) {
                    byte[] octets = answer.get().encode();
                    socket.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
                }
                requests.add(request);
                packet.setLength(4_096);
            }
        } catch (SocketException closed) {
            // The test is over.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<RasMessage> answer(RasMessage request) {
        int number = request.requestSeqNum();
        return switch (request) {
            case DiscoveryMessage.Request _ ->
                Optional.of(new DiscoveryMessage.Confirm(
                        number,
                        Optional.of("Court"),
                        Optional.of(address()),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        FeatureSet.NONE));
            case RegistrationMessage.Request wanted ->
                Optional.of(new RegistrationMessage.Confirm(
                        number,
                        List.of(),
                        wanted.endpoint().aliases(),
                        Optional.of("Court"),
                        ENDPOINT,
                        List.of(),
                        Optional.empty(),
                        false,
                        false,
                        FeatureSet.NONE));
            case AdmissionMessage.Request wanted -> admission.apply(wanted);
            case DisengageMessage.Request _ -> Optional.of(new DisengageMessage.Confirm(number));
            case UnregistrationMessage.Request _ -> Optional.of(new UnregistrationMessage.Confirm(number));
            default -> Optional.empty();
        };
    }

    @Override
    public void close() {
        socket.close();
    }
}
