package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One call after the other, with changed copies among the records of its handshake (RFC 6347). */
final class ForgedHandshakes implements Forger {

    private static final int RECORD_HEADER = 13;
    private static final int COPIES = 3;

    /** The machine is the witnesses', too. */
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final String link;
    private final String offer;
    private final Junk junk;
    private final Random random;
    private long sent;
    private long calls;
    private long completed;

    ForgedHandshakes(String link, String offer, long seed) {
        this.link = link;
        this.offer = offer;
        this.junk = new Junk(seed);
        this.random = new Random(seed);
    }

    /** May come to nothing: until there are keys, whoever is on the way can end a handshake. */
    @Override
    public void forge() throws Exception {
        calls++;
        try (ForgingPhone phone = ForgingPhone.joins(link, offer)) {
            phone.check();
            phone.media().insteadOfDtls(this::amongChanged);
            completed += completes(phone) ? 1 : 0;
        }
        Await.elapsed(BETWEEN);
    }

    private static boolean completes(ForgingPhone phone) {
        try {
            phone.shakeHands();
            return true;
        } catch (IOException e) {
            // Somebody has refused something, and perhaps said so.
            return false;
        }
    }

    private List<byte[]> amongChanged(byte[] genuine) {
        List<byte[]> datagrams = new ArrayList<>(List.of(genuine));
        for (int i = random.nextInt(COPIES + 1); i > 0; i--) {
            datagrams.add(random.nextInt(datagrams.size() + 1), changed(genuine));
            sent++;
        }
        return datagrams;
    }

    /** Mostly behind the header of its first record, so that it is looked into. */
    private byte[] changed(byte[] genuine) {
        if (random.nextInt(4) == 0) {
            return random.nextBoolean() ? junk.mutated(genuine) : junk.truncated(genuine);
        }
        byte[] content = new byte[genuine.length - RECORD_HEADER];
        System.arraycopy(genuine, RECORD_HEADER, content, 0, content.length);
        byte[] datagram = genuine.clone();
        System.arraycopy(junk.mutated(content), 0, datagram, RECORD_HEADER, content.length);
        return datagram;
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public long calls() {
        return calls;
    }

    @Override
    public void close() {
        System.out.printf("fuzz.handshakes.completed=%d%n", completed);
        assertThat(completed).isPositive();
    }
}
