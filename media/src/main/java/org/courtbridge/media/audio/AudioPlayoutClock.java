package org.courtbridge.media.audio;

import org.courtbridge.codecs.rtp.NtpTime;
import org.courtbridge.codecs.rtp.SenderReport;

/**
 * The times at which one party's sound goes into the mix: by the party's own clock, if its sender reports relate RTP timestamps
 * to NTP time (RFC 3550, section 6.4.1), and by the arrival of packets. From any thread.
 */
public final class AudioPlayoutClock {

    /** Nothing is known. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** A report that is older says nothing any more: clocks drift, and a device's may have been set. */
    private static final long REPORT_LASTS = 60_000_000_000L;

    private long ssrc = -1;
    private int clockRate;
    private long playedTimestamp;
    private long playedAt;
    private long waited = UNKNOWN;

    private long reportedSsrc = -1;
    private long reportedNtp;
    private long reportedTimestamp;
    private long reportedAt;

    /**
     * A block of its sound goes into the mix.
     *
     * @param timestamp RTP's, of the block's first sample
     * @param blockWaited nanoseconds since the fastest packet could have brought it
     * @param now {@link System#nanoTime}
     */
    public synchronized void played(long soundSsrc, long timestamp, int soundClockRate, long blockWaited, long now) {
        ssrc = soundSsrc;
        playedTimestamp = timestamp;
        clockRate = soundClockRate;
        waited = blockWaited;
        playedAt = now;
    }

    /** The party reports of a stream of its, maybe of its sound. */
    public synchronized void reported(SenderReport report, long arrival) {
        if (report.ssrc() == ssrc && report.ntpTime() != 0) {
            reportedSsrc = report.ssrc();
            reportedNtp = NtpTime.toNanosSince1900(report.ntpTime());
            reportedTimestamp = report.rtpTimestamp();
            reportedAt = arrival;
        }
    }

    /**
     * Play-out delay of the sound, from when the fastest packet could have brought it until it goes into the mix, in
     * nanoseconds; or {@link #UNKNOWN}.
     */
    public synchronized long waited() {
        return waited;
    }

    /**
     * Offset from the party's NTP time, in nanoseconds since 1900, to the {@link System#nanoTime} at which sound of that moment
     * goes into the mix; or {@link #UNKNOWN}.
     */
    public synchronized long mixedAfterNtp(long now) {
        if (waited == UNKNOWN || reportedSsrc != ssrc || now - reportedAt > REPORT_LASTS) {
            return UNKNOWN;
        }
        return playedAt - StreamTime.nanos((int) (playedTimestamp - reportedTimestamp), clockRate) - reportedNtp;
    }
}
