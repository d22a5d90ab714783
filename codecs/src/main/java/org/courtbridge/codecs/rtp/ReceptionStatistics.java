package org.courtbridge.codecs.rtp;

/** Counts the losses of one received stream and measures its jitter (RFC 3550, appendices A.1, A.3 and A.8). One thread's. */
public final class ReceptionStatistics {

    /** A sender that leaps further than this has begun anew (RFC 3550, appendix A.1). */
    private static final int MAX_DROPOUT = 3000;

    private static final int MAX_MISORDER = 100;

    private final InterarrivalJitter jitter;

    private long packets;
    private long octets;
    private long received;
    private long base = -1;
    private long highest;
    private int restartAt = -1;
    private long expectedBefore;
    private long receivedBefore;
    private long expectedOfEarlier;
    private long lostOfEarlier;

    private long lastReport;
    private long lastReportArrival;

    /** @param clockRate of the timestamps, Hz */
    public ReceptionStatistics(int clockRate) {
        jitter = new InterarrivalJitter(clockRate);
    }

    /** The timestamps of the next packets count by this clock, Hz: one source may change its coding (RFC 7160). */
    public void clockRate(int hertz) {
        jitter.clockRate(hertz);
    }

    /** The relation of a packet to the stream, by its sequence number. */
    public enum Verdict {
        /** Goes on with the stream. */
        FOLLOWS,
        /** The second of numbers that began anew: nothing before it has to do with it. */
        BEGINS,
        /** Far from all before: of another stream, or the first of numbers that begin anew. */
        STRANGE
    }

    /** @param arrival {@link System#nanoTime} */
    public Verdict received(int sequenceNumber, long timestamp, int payloadOctets, long arrival) {
        packets++;
        octets += payloadOctets;
        Verdict verdict = count(sequenceNumber);
        if (verdict != Verdict.STRANGE) {
            jitter.received(timestamp, arrival);
        }
        return verdict;
    }

    /** Begins anew, as the packets that come next are of another source: a leap in their numbers is no loss. */
    public void restart() {
        lostOfEarlier = lost();
        expectedOfEarlier = expected();
        base = -1;
        restartAt = -1;
        lastReport = 0;
    }

    private Verdict count(int sequenceNumber) {
        if (base < 0) {
            begin(sequenceNumber);
            return Verdict.FOLLOWS;
        }
        int ahead = (short) (sequenceNumber - (int) highest);
        if (ahead > MAX_DROPOUT || ahead < -MAX_MISORDER) {
            if (sequenceNumber != restartAt) {
                restartAt = sequenceNumber + 1 & 0xFFFF;
                return Verdict.STRANGE;
            }
            lostOfEarlier = lost();
            expectedOfEarlier = expected();
            begin(sequenceNumber);
            return Verdict.BEGINS;
        }
        restartAt = -1;
        highest = Math.max(highest, highest + ahead);
        received++;
        return Verdict.FOLLOWS;
    }

    private void begin(int sequenceNumber) {
        base = sequenceNumber;
        highest = sequenceNumber;
        received = 1;
        expectedBefore = 0;
        receivedBefore = 0;
        restartAt = -1;
        jitter.restart();
    }

    public void senderReport(SenderReport report, long arrival) {
        lastReport = NtpTime.middle(report.ntpTime());
        lastReportArrival = arrival;
    }

    /** All that arrived, duplicates too. */
    public long packets() {
        return packets;
    }

    /** Of payload. */
    public long octets() {
        return octets;
    }

    /** Packets; never below zero, though duplicates may have made up for lost ones. */
    public long lost() {
        return lostOfEarlier + (base < 0 ? 0 : Math.max(0, highest - base + 1 - received));
    }

    /** Packets that would have arrived if none had been lost. */
    public long expected() {
        return expectedOfEarlier + (base < 0 ? 0 : highest - base + 1);
    }

    public double jitterMillis() {
        return jitter.millis();
    }

    /** Reports on the time since the call before. */
    public ReportBlock report(long ssrc, long now) {
        long expected = base < 0 ? 0 : highest - base + 1;
        long expectedInterval = expected - expectedBefore;
        long lostInterval = expectedInterval - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        int fraction = expectedInterval <= 0 || lostInterval <= 0
                ? 0
                : (int) Math.min(255, (lostInterval << 8) / expectedInterval);
        long lost = Math.clamp(expected - received, -0x80_0000, 0x7F_FFFF);
        long delay = lastReport == 0 ? 0 : NtpTime.toShort(now - lastReportArrival);
        return new ReportBlock(ssrc, fraction, (int) lost, highest & 0xFFFF_FFFFL, jitter.units(), lastReport, delay);
    }
}
