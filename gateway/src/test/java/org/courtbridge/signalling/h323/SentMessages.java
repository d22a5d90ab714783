package org.courtbridge.signalling.h323;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.media.trace.CallTrace;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.courtbridge.signalling.h323.transport.RecordedH323;
import org.jspecify.annotations.Nullable;

/**
 * All that a gateway of this run's tests and its peers say to each other, as a capture for tshark to judge, but for
 * {@link #NO_MESSAGE} and {@link #NO_DATAGRAM}, which tests send on purpose. Octets that are no packet at all no trace
 * is shown.
 */
public final class SentMessages implements H323Trace {

    /** A run's: a folder for each of the JVMs that tests run in. */
    private static final Path FOLDER = Path.of("target", "h323-sent-messages");

    private static final String JVM = System.getProperty("jvm.name", "jvm1");

    /** A packet with nothing in it that anybody understands. */
    public static final Octets NO_MESSAGE = Octets.ofHex("030000060102");

    /** What begins as RAS does, and ends there. */
    static final Octets NO_DATAGRAM = Octets.ofHex("00");

    /** As tshark knows them. Those of tests are any, some of which are other protocols' to tshark. */
    private static final int RAS_PORT = 1_719;

    private static final int SIGNALLING_PORT = 1_720;

    /** Of the connections for H.245, of which tshark has to be told. */
    static final int CONTROL_PORT = 1_500;

    /** Octets of a TPKT's header (RFC 1006, 6). */
    private static final int HEADER = 4;

    /** The first octet of every message of call signalling (Q.931, 4.2), and of none that begins an H.245 connection. */
    private static final byte SIGNALLING = 0x08;

    private final AtomicInteger connections = new AtomicInteger();
    private final H323Trace written;

    private SentMessages(H323Trace written) {
        this.written = written;
    }

    /** The one of this run. */
    public static H323Trace trace() {
        return OfThisRun.TRACE;
    }

    @Override
    public void datagram(
            String subject, Direction direction, InetSocketAddress local, InetSocketAddress remote, byte[] message) {
        if (!Octets.of(message).equals(NO_DATAGRAM)) {
            InetSocketAddress party = new InetSocketAddress(remote.getAddress(), RAS_PORT);
            written.datagram(subject, direction, party, party, message);
        }
    }

    @Override
    public Connection connection(InetSocketAddress local, InetSocketAddress remote) {
        return new WithoutRepetitions();
    }

    /**
     * One with a far end of its own, as tshark remembers what an address and port were once. Of what is said again and
     * again, tshark need see the first: the trace drops what comes too fast for the disk.
     */
    private final class WithoutRepetitions implements Connection {

        private final Map<Direction, byte[]> last = new EnumMap<>(Direction.class);
        private @Nullable Connection connection;

        @Override
        public synchronized void packet(String call, Direction direction, byte[] packet) {
            if (!Arrays.equals(last.put(direction, packet), packet)
                    && !Octets.of(packet).equals(NO_MESSAGE)) {
                if (connection == null) {
                    int port = packet[HEADER] == SIGNALLING ? SIGNALLING_PORT : CONTROL_PORT;
                    connection = written.connection(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                            farEnd(connections.incrementAndGet()));
                }
                connection.packet(call, direction, packet);
            }
        }
    }

    private static InetSocketAddress farEnd(int number) {
        byte[] address = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), 20_000);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Begins when the first gateway does, and is written out when the run ends. */
    private static final class OfThisRun {

        private static final H323Trace TRACE = new SentMessages(new RecordedH323(start()));

        private static CallTrace start() {
            try {
                Path folder = Files.createDirectories(FOLDER.resolve(JVM));
                for (Path old : captures(folder)) {
                    Files.delete(old);
                }
                CallTrace trace = CallTrace.start(folder, InetAddress.getLoopbackAddress(), InstantSource.system());
                Runtime.getRuntime().addShutdownHook(new Thread(trace::close, "sent-messages"));
                return trace;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether there was a run. */
    static boolean exist() {
        return Files.exists(FOLDER);
    }

    /** Of the newest run. */
    static List<Path> captures() throws IOException {
        return captures(FOLDER);
    }

    private static List<Path> captures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
