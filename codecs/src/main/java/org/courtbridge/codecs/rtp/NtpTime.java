package org.courtbridge.codecs.rtp;

import java.time.Instant;

/** Time as RTCP writes it: seconds since 1900 in the upper 32 bits, fractions in the lower (RFC 3550, section 4). */
public final class NtpTime {

    /** Seconds from 1900 to 1970. */
    private static final long TO_UNIX = 2_208_988_800L;

    private NtpTime() {}

    public static long of(Instant instant) {
        long fraction = ((long) instant.getNano() << 32) / 1_000_000_000L;
        return instant.getEpochSecond() + TO_UNIX << 32 | fraction;
    }

    /** Nanoseconds since 1900, of the era that begins then. */
    public static long toNanosSince1900(long ntpTime) {
        long fraction = (ntpTime & 0xFFFF_FFFFL) * 1_000_000_000L >>> 32;
        return (ntpTime >>> 32) * 1_000_000_000L + fraction;
    }

    /** The middle 32 bits: 1/65536 s, wrapping every 18 hours. */
    public static long middle(long ntpTime) {
        return ntpTime >>> 16 & 0xFFFF_FFFFL;
    }

    /** Nanoseconds in units of 1/65536 s. */
    public static long toShort(long nanos) {
        return nanos / 1000 * 65_536 / 1_000_000;
    }

    /** Nanoseconds of what is counted in units of 1/65536 s. */
    public static long toNanos(long shortUnits) {
        return shortUnits * 1_000_000_000L / 65_536;
    }
}
