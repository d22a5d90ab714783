package org.courtbridge.media.video.receive;

import org.courtbridge.codecs.rtp.NtpTime;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.media.audio.AudioPlayoutClock;
import org.courtbridge.media.audio.StreamTime;
import org.courtbridge.media.video.PicturePacket;

/**
 * The playout times of one source's pictures: each is due when the sound of the same moment goes into the mix. Goes by the
 * party's sender reports of both, as long as they agree with how the packets arrive; else what arrives together belongs
 * together. The times change slowly, so that nobody sees pictures stop for it. Lives on the source's event loop; allocates
 * nothing.
 */
final class VideoPlayoutClock {

    /** So far from how its packets arrive, a party's word is not taken: it encodes no picture that slowly. */
    private static final long PLAUSIBLE = 400_000_000;

    /** Of the time that goes by, what a change may take up. */
    private static final long SLOWNESS = 10;

    /** Less is not worth a change: receivers learn from our reports how pictures stand to sound. */
    private static final long WORTH_A_CHANGE = 10_000_000;

    private static final long CLOSE_ENOUGH = 1_000_000;

    /** While a stream is so young, nobody misses what is held: it begins, and its sound, too. */
    private static final long YOUNG = 700_000_000;

    private final AudioPlayoutClock sound;
    private final StreamTime time = new StreamTime(PicturePacket.CLOCK_RATE);

    /** Offset from the stream's own time to playout times, {@link System#nanoTime}. */
    private long offset;

    private long begun;
    private long lastChange;
    private boolean changing;

    private boolean reported;
    private long reportedNtp;
    private long reportedTimestamp;

    VideoPlayoutClock(AudioPlayoutClock sound) {
        this.sound = sound;
    }

    /** Starts anew with the next packet, which is of another stream. */
    void restart() {
        time.restart();
        reported = false;
    }

    /** The party reports of this stream. */
    void reported(SenderReport report) {
        reported = report.ntpTime() != 0;
        reportedNtp = NtpTime.toNanosSince1900(report.ntpTime());
        reportedTimestamp = report.rtpTimestamp();
    }

    /** A packet has come, at a {@link System#nanoTime}. */
    void arrived(long timestamp, long arrival) {
        boolean begins = time.arrived(timestamp, arrival);
        long target = target(timestamp, arrival);
        begun = begins ? arrival : begun;
        if (arrival - begun < YOUNG || sound.waited() == AudioPlayoutClock.UNKNOWN) {
            offset = target;
            changing = false;
        } else {
            follow(target, Math.max(0, arrival - lastChange) / SLOWNESS);
        }
        lastChange = arrival;
    }

    private void follow(long target, long most) {
        long difference = target - offset;
        changing = changing ? Math.abs(difference) > CLOSE_ENOUGH : Math.abs(difference) > WORTH_A_CHANGE;
        if (changing) {
            offset += Math.clamp(difference, -most, most);
        }
    }

    private long target(long timestamp, long now) {
        long waited = sound.waited();
        long byArrival = time.base() + (waited == AudioPlayoutClock.UNKNOWN ? 0 : waited);
        long mixedAfterNtp = sound.mixedAfterNtp(now);
        if (!reported || mixedAfterNtp == AudioPlayoutClock.UNKNOWN) {
            return byArrival;
        }
        long sinceReport = StreamTime.nanos((int) (timestamp - reportedTimestamp), PicturePacket.CLOCK_RATE);
        long byReports = reportedNtp + sinceReport + mixedAfterNtp - time.at(timestamp);
        return Math.abs(byReports - byArrival) > PLAUSIBLE ? byArrival : byReports;
    }

    /** Playout time of a picture, {@link System#nanoTime}; for timestamps within some hours of the newest. */
    long playoutTime(long timestamp) {
        return time.at(timestamp) + offset;
    }
}
