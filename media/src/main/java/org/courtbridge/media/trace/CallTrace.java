package org.courtbridge.media.trace;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.RtpTransport.Ends;

/**
 * Writes the signalling and decrypted media of all calls to capture files: media, RAS, and SIP as if all of it had gone by
 * UDP, the connections of H.323 as TCP, without its handshakes. Each packet carries the call's id as a comment ({@code frame.comment} in Wireshark).
 *
 * <p>A queue of {@value #CAPACITY} packets lies between those who bring packets and the writer's own thread; when the disk
 * is too slow, packets are dropped and counted. Closing writes out what the queue holds.
 */
public final class CallTrace implements MediaTrace, AutoCloseable {

    private static final Logger log = LogManager.getLogger();

    static final int CAPACITY = 8192;

    /** Bytes after which another file is begun. */
    private static final long MAX_FILE = 256L << 20;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Stands for a party whose address is not known yet (RFC 5737). */
    private static final InetSocketAddress SOMEBODY = new InetSocketAddress(documentation(2), 9);

    private final Path folder;
    private final InetAddress own;
    private final InstantSource clock;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;

    /** @param packet makes the bytes to be written */
    private record Entry(long time, Supplier<byte[]> packet, String comment) {}

    private CallTrace(Path folder, InetAddress own, InstantSource clock) {
        this.folder = folder;
        this.own = own;
        this.clock = clock;
        this.writer = Thread.ofPlatform().daemon().name("trace").unstarted(this::write);
    }

    /**
     * Begins to write.
     *
     * @param folder made if it is not there; it and its files are readable by their owner alone
     * @param own what to write in place of a wildcard address of ours
     */
    public static CallTrace start(Path folder, InetAddress own, InstantSource clock) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        CallTrace trace = new CallTrace(folder, own, clock);
        trace.writer.start();
        return trace;
    }

    @Override
    public void media(Way way, LegId leg, RtpTransport transport, byte[] bytes, int offset, int length) {
        boolean rtcp = length > 1 && (bytes[offset + 1] & 0xFF) >= 192 && (bytes[offset + 1] & 0xFF) <= 223;
        Optional<Ends> ends = transport.ends(rtcp);
        InetSocketAddress local = ends.map(Ends::local).orElse(new InetSocketAddress(own, rtcp ? 10_001 : 10_000));
        add(
                way,
                local,
                ends.map(Ends::party).orElse(SOMEBODY),
                Arrays.copyOfRange(bytes, offset, offset + length),
                "leg " + leg);
    }

    /**
     * One message of signalling that is text, such as of SIP. From any thread.
     *
     * @param call what names the call in its protocol, such as the Call-ID
     */
    public void signalling(Way way, String call, InetSocketAddress local, InetSocketAddress party, String message) {
        datagram(way, "call " + call, local, party, message.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One message of signalling that is no text, such as of RAS. From any thread.
     *
     * @param subject what it is about, such as "call" and what names the call in its protocol
     */
    public void datagram(Way way, String subject, InetSocketAddress local, InetSocketAddress party, byte[] message) {
        add(way, local, party, message, subject);
    }

    /** A connection by TCP, whose signalling is to be shown. */
    public Connection connection(InetSocketAddress local, InetSocketAddress party) {
        return new Connection(placed(local), party);
    }

    /** Writes the data of one TCP connection to the trace. From any thread. */
    public final class Connection {

        private final InetSocketAddress local;
        private final InetSocketAddress party;
        private int sent = 1;
        private int received = 1;

        private Connection(InetSocketAddress local, InetSocketAddress party) {
            this.local = local;
            this.party = party;
        }

        /**
         * Some of what goes, such as a message.
         *
         * @param call what names the call in its protocol
         * @param octets up to {@value TcpSegment#MAX_PAYLOAD} bytes, which nobody changes any more
         */
        public synchronized void segment(Way way, String call, byte[] octets) {
            int ours = sent;
            int theirs = received;
            if (way == Way.TO_PARTY) {
                sent += octets.length;
                put(() -> TcpSegment.of(local, party, ours, theirs, octets), "call " + call);
            } else {
                received += octets.length;
                put(() -> TcpSegment.of(party, local, theirs, ours, octets), "call " + call);
            }
        }
    }

    private void add(Way way, InetSocketAddress local, InetSocketAddress party, byte[] payload, String comment) {
        InetSocketAddress ours = placed(local);
        InetSocketAddress theirs = party.isUnresolved() ? SOMEBODY : party;
        boolean out = way == Way.TO_PARTY;
        put(() -> UdpDatagram.of(out ? ours : theirs, out ? theirs : ours, payload), comment);
    }

    private void put(Supplier<byte[]> packet, String comment) {
        Entry entry = new Entry(nanos(clock.instant()), packet, comment);
        if (closing || !queue.offer(entry)) {
            dropped.incrementAndGet();
        }
    }

    private InetSocketAddress placed(InetSocketAddress local) {
        return local.isUnresolved() || local.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(own, local.getPort())
                : local;
    }

    /** Packets that are not in the files. */
    public long dropped() {
        return dropped.get();
    }

    private void write() {
        try {
            boolean more = true;
            while (more) {
                more = writeFile();
            }
        } catch (IOException e) {
            log.error("The trace in {} ends here: {}", folder, e.toString());
            closing = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes one file; says whether another must follow. */
    private boolean writeFile() throws IOException, InterruptedException {
        try (PcapngWriter file = open()) {
            while (file.written() < MAX_FILE) {
                Entry entry = queue.poll();
                if (entry == null) {
                    // Whatever is in the file is whole, should the gateway be killed now.
                    file.flush();
                    entry = queue.poll(200, TimeUnit.MILLISECONDS);
                }
                if (entry != null) {
                    file.packet(entry.time, entry.packet.get(), entry.comment);
                } else if (closing) {
                    file.dropped(nanos(clock.instant()), dropped.get());
                    return false;
                }
            }
            return true;
        }
    }

    private PcapngWriter open() throws IOException {
        Path file = folder.resolve("calls-" + STAMP.format(clock.instant()) + ".pcapng");
        log.info("Tracing calls to {}", file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new PcapngWriter(Files.newOutputStream(file, StandardOpenOption.WRITE));
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private static InetAddress documentation(int host) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) host});
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes out what is queued. */
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
