package org.courtbridge.media.transport;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/** A listener that keeps what it hears, for tests. */
final class Ear implements RtpListener {

    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger timesReady = new AtomicInteger();
    private final AtomicInteger timesMoved = new AtomicInteger();

    @Override
    public void rtp(RtpPacket packet, long arrival) {
        int start = packet.getOffset();
        heard.add("rtp "
                + HexFormat.of().formatHex(Arrays.copyOfRange(packet.getBuffer(), start, start + packet.getLength())));
    }

    @Override
    public void rtcp(byte[] compound, int offset, int length, long arrival) {
        heard.add("rtcp " + HexFormat.of().formatHex(Arrays.copyOfRange(compound, offset, offset + length)));
    }

    @Override
    public void ready() {
        timesReady.incrementAndGet();
    }

    /** How often the transport has said that it is ready. */
    int timesReady() {
        return timesReady.get();
    }

    @Override
    public void moved() {
        timesMoved.incrementAndGet();
    }

    /** How often what is sent has taken another way. */
    int timesMoved() {
        return timesMoved.get();
    }

    @Override
    public void lost(String reason) {
        heard.add("lost " + reason);
    }

    /** The next thing heard; null if nothing comes within a minute. */
    @Nullable
    String next() throws InterruptedException {
        return heard.poll(60, TimeUnit.SECONDS);
    }

    boolean heardNothingMore() {
        return heard.isEmpty();
    }
}
