package org.courtbridge.h323.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.courtbridge.h323.asn1.Type;
import org.courtbridge.h323.dissect.DissectedMessage.Protocol;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h245.H245;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.q931.Q931Exception;

/**
 * Captured messages, cut off or changed: each is refused by its one exception, or what was read of it is written to octets
 * that read the same, with bounded memory and time.
 */
final class Mutations {

    /** Octets allocated for one message of at most 4 kB, and for writing and reading it again. */
    private static final long MOST_MEMORY = 64 << 20;

    /** Nanoseconds of CPU for one message; the first ones of a test are not compiled yet. */
    private static final long MOST_TIME = 1_000_000_000;

    private static final int MOST_CHANGES = 8;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<DissectedMessage> messages = new ArrayList<>();
    private long read;
    private long refused;
    private long mostMemory;

    Mutations() throws IOException {
        for (String capture : TsharkAgreesIT.captures().toList()) {
            messages.addAll(DissectorTest.dissectResource(capture));
        }
    }

    /** Every beginning of every message. */
    void truncate() {
        for (DissectedMessage message : messages) {
            for (int length = 0; length < message.octets().length(); length++) {
                check(message.protocol(), Arrays.copyOf(message.octets().toArray(), length));
            }
        }
    }

    /** So many mutations of one message after another. */
    void mutate(long count, long seed) {
        Random random = new Random(seed);
        for (long i = 0; i < count; i++) {
            DissectedMessage message = messages.get((int) (i % messages.size()));
            check(message.protocol(), mutated(message.octets().toArray(), random));
        }
    }

    /** Bits turned, octets replaced, pieces doubled or left out. */
    private static byte[] mutated(byte[] octets, Random random) {
        byte[] mutated = octets;
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            int at = random.nextInt(mutated.length);
            int size = Math.min(1 + random.nextInt(16), mutated.length - at);
            switch (random.nextInt(8)) {
                case 0 -> {
                    byte[] longer = Arrays.copyOf(mutated, mutated.length + size);
                    System.arraycopy(mutated, at, longer, at + size, mutated.length - at);
                    mutated = longer;
                }
                case 1 -> {
                    byte[] shorter = Arrays.copyOf(mutated, Math.max(1, mutated.length - size));
                    System.arraycopy(
                            mutated, at + size, shorter, Math.min(at, shorter.length), mutated.length - at - size);
                    mutated = shorter;
                }
                case 2, 3, 4 -> mutated[at] = (byte) random.nextInt();
                case 5 -> mutated[at] = (byte) 0xFF;
                default -> mutated[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return mutated;
    }

    private void check(Protocol protocol, byte[] octets) {
        long memory = threads.getCurrentThreadAllocatedBytes();
        long time = threads.getCurrentThreadCpuTime();
        try {
            read(protocol, octets);
            read++;
        } catch (PerException | Q931Exception e) {
            refused++;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("%s %s".formatted(protocol, HexFormat.of().formatHex(octets)), e);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - memory;
        mostMemory = Math.max(mostMemory, allocated);
        if (allocated > MOST_MEMORY || threads.getCurrentThreadCpuTime() - time > MOST_TIME) {
            throw new AssertionError("%s %s: %d octets allocated, %d ns"
                    .formatted(
                            protocol,
                            HexFormat.of().formatHex(octets),
                            allocated,
                            threads.getCurrentThreadCpuTime() - time));
        }
    }

    private static void read(Protocol protocol, byte[] octets) {
        switch (protocol) {
            case RAS -> read(Ras.RAS_MESSAGE, octets);
            case H245, TUNNELLED_H245 -> read(H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE, octets);
            case CALL_SIGNALLING -> {
                Contents contents = new Contents();
                Q931Contents message = Q931Contents.of(contents, octets);
                assertThat(message.name()).isNotEmpty();
                assertThat(message.node()).isNotNull();
                message.tunnelled();
                if (contents.fault().isPresent()) {
                    throw new PerException(contents.fault().get());
                }
            }
        }
    }

    private static void read(Type type, byte[] octets) {
        Object value = type.decode(octets);
        byte[] written = type.encode(value);
        try {
            assertThat(type.decode(written).equals(value)).isTrue();
        } catch (PerException e) {
            throw new AssertionError("written and not read: " + HexFormat.of().formatHex(written), e);
        }
    }

    /** Those that were read to the end. */
    long read() {
        return read;
    }

    long refused() {
        return refused;
    }

    @Override
    public String toString() {
        return "read=%d refused=%d most_octets_allocated=%d".formatted(read, refused, mostMemory);
    }
}
