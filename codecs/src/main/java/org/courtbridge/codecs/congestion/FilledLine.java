package org.courtbridge.codecs.congestion;

import java.util.Optional;
import org.courtbridge.codecs.congestion.SentNumbers.Span;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.jspecify.annotations.Nullable;

/**
 * A line that is sent as much as it is to carry for some seconds, and what receiver reports (RFC 3550, section 6.4.2) say of
 * that: whether it carries it, or how much instead. It was too much if more is lost than before, or if what arrives falls behind,
 * as in a long queue.
 *
 * <p>One thread's; time is {@link System#nanoTime}, and octets are those on the wire.
 */
public final class FilledLine {

    /** A report that tells of less says nothing: a queue may have taken it all. */
    static final long SHORTEST = 1_000_000_000;

    /** More packets than that, and than were lost before, say that it is too much. */
    private static final double LITTLE = 0.03;

    /** By so much may it fall behind beside the time that it is under way: reports and loops are late now and then. */
    private static final long BEHIND = 400_000_000;

    /** And for so long, since the party or we may have had no time for one report. */
    private static final long STAYS = 1_000_000_000;

    /** Nobody is late by so much for a moment; parties that report every five seconds say it but once. */
    private static final long SURELY_BEHIND = 1_500_000_000;

    private final SentNumbers numbers = new SentNumbers();
    /** Share of the packets. */
    private final double lossBefore;

    /** Nanoseconds. */
    private final long roundTrip;

    private final boolean begins;

    private @Nullable ReportBlock before;

    /** The packet after which is measured, in 16 bits; -1 before it. */
    private int first = -1;

    private int newest;

    private boolean behind;
    private long behindSince;

    private Optional<Result> result = Optional.empty();

    /**
     * The throughput of the line, as measured so far.
     *
     * @param bitsPerSecond that arrived
     * @param isFull whether it carries no more than that
     * @param isInDoubt whether that was late, and nothing has told yet that it stays so; then it is not said to be full
     */
    public record Result(long bitsPerSecond, boolean isFull, boolean isInDoubt) {}

    /**
     * @param before the last report until now; without any, the first one is where measuring begins, unless the stream does
     * @param begins whether next to nothing of the stream has been sent yet: what is lost by its first report was lost by filling
     * @param lossBefore share of the packets, 0 to 1, that is lost with less
     * @param roundTrip milliseconds with less; 0 if it is not known
     */
    public FilledLine(Optional<ReportBlock> before, boolean begins, double lossBefore, double roundTrip) {
        this.before = before.orElse(null);
        this.begins = begins;
        this.lossBefore = lossBefore;
        this.roundTrip = (long) (roundTrip * 1_000_000);
    }

    /** A packet of the stream is sent now; one that was sent before may be left out. */
    public void sent(int sequence, int octets, long now) {
        if (first < 0) {
            first = sequence & 0xFFFF;
        } else if ((short) (sequence - newest) <= 0) {
            return;
        }
        newest = sequence;
        numbers.sent(sequence, octets, now);
    }

    /** The party reports of the stream. */
    public void reported(ReportBlock block, long now) {
        if (first < 0 || !numbers.knows(block.highestSequence())) {
            before = block;
            return;
        }
        if (before == null && !begins) {
            before = block;
            first = (int) block.highestSequence() & 0xFFFF;
            return;
        }
        int covered = (int) block.highestSequence() - first & 0xFFFF;
        ReportBlock from = before == null
                ? new ReportBlock(block.ssrc(), 0, 0, block.highestSequence() - covered, 0, 0, 0)
                : before;
        long last = first + covered;
        Span span = numbers.after(first, last);
        long elapsed = Math.max(1, now - numbers.sentAt(first) - roundTrip);
        if (Math.max(span.nanos(), elapsed) < SHORTEST || span.packets() == 0) {
            return;
        }
        double loss = loss(from, block, covered, span);
        boolean lossy = loss > lossBefore + LITTLE;
        boolean late = isLate(elapsed - span.nanos(), now);
        boolean full = lossy || late;
        double rate = full || behind ? 8e9 * span.octets() / Math.max(span.nanos(), elapsed) : span.rate();
        result = Optional.of(new Result((long) (rate * (1 - loss)), full, behind && !full));
    }

    private boolean isLate(long by, long now) {
        if (by <= BEHIND) {
            behind = false;
        } else if (!behind) {
            behind = true;
            behindSince = now;
        }
        return by > SURELY_BEHIND || behind && now - behindSince >= STAYS;
    }

    /**
     * Of what was sent since the first packet. Between the report before and that, as much was lost as before; numbers that were never
     * sent are lost to the party.
     */
    private double loss(ReportBlock from, ReportBlock block, int covered, Span span) {
        int all = (int) (block.highestSequence() - from.highestSequence());
        double lost = block.cumulativeLost() - from.cumulativeLost() - lossBefore * Math.max(0, all - covered);
        return Math.clamp((lost - (covered - span.packets())) / span.packets(), 0, 1);
    }

    /** Empty before a report has told enough. */
    public Optional<Result> result() {
        return result;
    }
}
