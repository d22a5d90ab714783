package org.courtbridge.media.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.measure.sound.Probe;
import org.courtbridge.media.leg.Still;

/**
 * The course of a test call. Times are from the beginning.
 *
 * @param slate what the party sees, asked for each second; empty if it sees its own picture, as it came
 * @param faces finds them in its picture, on a worker; stays the caller's. Empty if nobody is to look for them
 * @param tone when our {@link Probe} is played to it, once there is sound of it to hear
 * @param keyframe when it is asked for a keyframe
 * @param recorded length of the party's sound, from its first on, to be {@linkplain ProbeBridge#replay replayed}
 * @param filling when and how long its line is filled; empty if it is not
 */
public record ProbeSettings(
        Optional<Supplier<Still>> slate,
        Optional<FaceFinder> faces,
        Duration tone,
        Duration keyframe,
        Duration recorded,
        Optional<Filling> filling) {

    /** Of a room, which sees a slate and is not recorded. */
    public static ProbeSettings ofRoom(
            Supplier<Still> slate, Optional<FaceFinder> faces, Duration tone, Duration keyframe) {
        return new ProbeSettings(Optional.of(slate), faces, tone, keyframe, Duration.ZERO, Optional.empty());
    }

    /** Of a test call of 10 s and more. */
    public static ProbeSettings of(Supplier<Still> slate, Optional<FaceFinder> faces) {
        return ofRoom(slate, faces, Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    /** The same, whose line is sent as much as it has to carry, too. */
    public ProbeSettings filling(Filling how) {
        return new ProbeSettings(slate, faces, tone, keyframe, recorded, Optional.of(how));
    }

    /** The same of somebody who sees and hears what comes of them. */
    public static ProbeSettings mirror(Optional<FaceFinder> faces, Duration recorded) {
        return new ProbeSettings(
                Optional.empty(), faces, Duration.ofSeconds(3), Duration.ofSeconds(5), recorded, Optional.empty());
    }

    /**
     * For some seconds the line to a party is sent as much as it has to carry (paragraph 38): by filler data in the slate that it sees,
     * or by padding, if it says of each packet when it arrived; less if the party agreed to less.
     *
     * @param from when it begins at the soonest
     * @param most how long it goes on at most
     * @param turns for those who may do so at one time, as their lines may have a common part, with calls on it
     */
    public record Filling(Duration from, Duration most, Semaphore turns) {

        /** Behind the tone and the keyframe, and longer than rooms wait between two reports. */
        public static Filling of(Semaphore turns) {
            return new Filling(Duration.ofSeconds(6), Duration.ofSeconds(7), turns);
        }
    }
}
