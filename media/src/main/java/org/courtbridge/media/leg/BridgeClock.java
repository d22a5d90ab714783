package org.courtbridge.media.leg;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of media.
 *
 * @param wall for the NTP times of RTCP
 * @param nanos {@link System#nanoTime}, for everything else
 */
public record BridgeClock(InstantSource wall, LongSupplier nanos) {

    public static final BridgeClock SYSTEM = new BridgeClock(InstantSource.system(), System::nanoTime);

    /** Of {@link #nanos}. */
    public long now() {
        return nanos.getAsLong();
    }
}
