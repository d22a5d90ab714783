package org.courtbridge.gateway.h323;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.courtbridge.gateway.trace.CallTrace;
import org.courtbridge.h323.asn1.Octets;

/**
 * All that a gateway of this run's tests and its peers say to each other, as a capture for tshark to judge, but for
 * {@link #NO_MESSAGE} and {@link #NO_DATAGRAM}, which tests send on purpose. Octets that are no packet at all no trace
 * is shown.
 */
final class SentMessages implements H323Trace {

    /** A run's: a folder for each of the JVMs that tests run in. */
    private static final Path FOLDER = Path.of("target", "h323-sent-messages");

    private static final String JVM = System.getProperty("jvm.name", "jvm1");

    /** A packet with nothing in it that anybody understands. */
    static final Octets NO_MESSAGE = Octets.ofHex("030000060102");

    /** What begins as RAS does, and ends there. */
    static final Octets NO_DATAGRAM = Octets.ofHex("00");

    /** As tshark knows it; those of tests are any. */
    private static final int RAS_PORT = 1_719;

    private final H323Trace written;

    private SentMessages(H323Trace written) {
        this.written = written;
    }

    /** The one of this run. */
    static H323Trace trace() {
        return OfThisRun.TRACE;
    }

    @Override
    public void datagram(
            String subject, Direction direction, InetSocketAddress local, InetSocketAddress remote, byte[] message) {
        if (!Octets.of(message).equals(NO_DATAGRAM)) {
            written.datagram(subject, direction, new InetSocketAddress(local.getAddress(), RAS_PORT), remote, message);
        }
    }

    @Override
    public Connection connection(InetSocketAddress local, InetSocketAddress remote) {
        return new WithoutRepetitions(written.connection(local, remote));
    }

    /** Of what is said again and again, tshark need see the first: the trace drops what comes too fast for the disk. */
    private static final class WithoutRepetitions implements Connection {

        private final Connection written;
        private final Map<Direction, byte[]> last = new EnumMap<>(Direction.class);

        private WithoutRepetitions(Connection written) {
            this.written = written;
        }

        @Override
        public void packet(String call, Direction direction, byte[] packet) {
            if (!Arrays.equals(last.put(direction, packet), packet)
                    && !Octets.of(packet).equals(NO_MESSAGE)) {
                written.packet(call, direction, packet);
            }
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
