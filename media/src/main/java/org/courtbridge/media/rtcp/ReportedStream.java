package org.courtbridge.media.rtcp;

import java.util.List;
import java.util.OptionalDouble;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.SendingStatistics;

/**
 * The reception of one sent stream as the party reports it (RFC 3550, section 6.4), and what follows if it does not. One
 * thread's; time is {@link System#nanoTime}.
 */
final class ReportedStream {

    /** From the first packet on, after which whoever reports at all would report it: reports are 5 s apart (section 6.2). */
    static final long TELLING = 6_000_000_000L;

    /** Without a packet for so long, those that were sent meanwhile are lost. */
    private static final long STANDSTILL = 3_000_000_000L;

    /**
     * Without a report of the stream for so long, though of others there are some, the party gets nothing: browsers report of each
     * medium by itself, of pictures each second and of sound up to 7.5 s apart (section 6.3.1).
     */
    private static final long LONGEST_INTERVAL = 8_000_000_000L;

    /** The same in the longest times between two reports, for whoever takes longer. */
    private static final int LATE = 2;

    private final SendingStatistics sent;
    private long firstSent = -1;
    private boolean told;
    private boolean untold;
    private boolean strange;
    private long sentAtFirst;
    private long first;
    private long highest;
    private long sentAtHighest;
    private long highestAt;
    private long toldAt;
    private long longest;
    private long sentAtLast;
    private long lastAt;

    ReportedStream(SendingStatistics sent) {
        this.sent = sent;
    }

    SendingStatistics sent() {
        return sent;
    }

    /** Notes when the stream began; from time to time. */
    void tick(long now) {
        if (firstSent < 0 && sent.packets() > 0) {
            firstSent = now;
        }
    }

    /**
     * The party reports, of whatever streams; after {@link #sent} has heeded it.
     *
     * @param ours streams that it is sent
     */
    void reported(List<ReportBlock> blocks, List<Long> ours, long now) {
        tick(now);
        if (firstSent < 0) {
            return;
        }
        lastAt = now;
        sentAtLast = sent.packets();
        blocks.stream().filter(block -> block.ssrc() == sent.ssrc()).findFirst().ifPresent(block -> told(block, now));
        strange |= blocks.stream().anyMatch(block -> !ours.contains(block.ssrc()));
        untold |= !told && now - firstSent >= TELLING;
    }

    private void told(ReportBlock block, long now) {
        longest = Math.max(longest, now - (told ? toldAt : firstSent));
        toldAt = now;
        if (!told) {
            told = true;
            first = block.highestSequence();
            sentAtFirst = sent.packets();
        } else if (block.highestSequence() == highest) {
            return;
        }
        highest = block.highestSequence();
        highestAt = now;
        sentAtHighest = sent.packets();
    }

    /**
     * Per cent of the packets that the party misses: 100 if it reports, but never of this stream; empty if it does not report, or
     * of streams that nobody knows, as old devices do.
     */
    OptionalDouble loss() {
        if (!told) {
            return untold && !strange ? OptionalDouble.of(100) : OptionalDouble.empty();
        }
        boolean stands = toldAt - highestAt >= STANDSTILL;
        boolean untoldOfLate = lastAt - toldAt >= Math.max(LONGEST_INTERVAL, LATE * longest);
        long standing = stands || untoldOfLate ? sentAtLast - sentAtHighest : 0;
        long expected = sentAtFirst + Math.max(0, (int) (highest - first)) + standing;
        return expected == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.clamp(100.0 * (sent.reportedLost() + standing) / expected, 0, 100));
    }
}
