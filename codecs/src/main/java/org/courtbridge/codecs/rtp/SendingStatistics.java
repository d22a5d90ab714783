package org.courtbridge.codecs.rtp;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** Statistics of what we send in one stream, and of what the receiver reports of it (RFC 3550, section 6.4). One thread's. */
public final class SendingStatistics {

    private final long ssrc;
    private final int clockRate;

    private long packets;
    private long octets;
    private long lastTimestamp;
    private long lastSent;
    private boolean reportedOf;

    private long unsent;
    private long reportedLost;
    private long reportedExpected;
    private long highestReported = -1;
    private double reportedJitter;
    private double roundTrip = Double.NaN;

    /** @param clockRate of the timestamps, Hz */
    public SendingStatistics(long ssrc, int clockRate) {
        this.ssrc = ssrc;
        this.clockRate = clockRate;
    }

    /** @param at when what the timestamp stands for is to be heard or seen, with no delay on the way, {@link System#nanoTime} */
    public void sent(long timestamp, int payloadOctets, long at) {
        if (packets == 0 || timestamp != lastTimestamp) {
            lastTimestamp = timestamp;
            lastSent = at;
        }
        packets++;
        octets += payloadOctets;
    }

    /**
     * Numbers were passed over, because their packets never came to us.
     *
     * @param numbers how many; below zero if such packets came late and were sent after all
     */
    public void passedOver(long numbers) {
        unsent += numbers;
    }

    /** Whether there is something to report of, and nothing was. */
    public boolean isUnreported() {
        return packets > 0 && !reportedOf;
    }

    /** Whether there is anything to report of. */
    public boolean active() {
        return packets > 0;
    }

    public long ssrc() {
        return ssrc;
    }

    public long packets() {
        return packets;
    }

    /** Of payload. */
    public long octets() {
        return octets;
    }

    /** The SR for now: its RTP timestamp goes on from the last one sent. */
    public SenderReport report(long now, Instant wallClock, List<ReportBlock> reports) {
        reportedOf = true;
        long timestamp = lastTimestamp + (now - lastSent) / 1000 * clockRate / 1_000_000;
        return new SenderReport(
                ssrc,
                NtpTime.of(wallClock),
                timestamp & 0xFFFF_FFFFL,
                packets & 0xFFFF_FFFFL,
                octets & 0xFFFF_FFFFL,
                reports);
    }

    /** @param wallClock when the report arrived, on the clock that {@link #report} was given */
    public void reported(ReportBlock block, Instant wallClock) {
        reportedLost = Math.max(0, block.cumulativeLost() - unsent);
        long further = highestReported < 0 ? 0 : (int) (block.highestSequence() - highestReported);
        reportedExpected += Math.max(0, further);
        highestReported = block.highestSequence();
        reportedJitter = block.jitter() * 1000.0 / clockRate;
        if (block.lastReport() != 0) {
            int elapsed = (int) (NtpTime.middle(NtpTime.of(wallClock)) - block.lastReport() - block.delay());
            // A party that counts its delay too long would give a time below zero.
            if (elapsed >= 0) {
                roundTrip = NtpTime.toNanos(elapsed) / 1e6;
            }
        }
    }

    /** Packets, as the party last said; those that never came to us are not lost on the way to the party. */
    public long reportedLost() {
        return reportedLost;
    }

    /** Packets that the party could have received between its first report and its last. */
    public long reportedExpected() {
        return reportedExpected;
    }

    /** Milliseconds, as the party last said. */
    public double reportedJitter() {
        return reportedJitter;
    }

    /** Milliseconds. */
    public OptionalDouble roundTrip() {
        return Double.isNaN(roundTrip) ? OptionalDouble.empty() : OptionalDouble.of(roundTrip);
    }
}
