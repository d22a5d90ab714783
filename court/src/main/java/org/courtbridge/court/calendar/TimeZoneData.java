package org.courtbridge.court.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** Checks that the time zone data of Java know the time of Kazakhstan, which is UTC+5 since 1 March 2024; older data have UTC+6. */
public final class TimeZoneData {

    private static final LocalDateTime CHANGE = LocalDate.of(2024, 3, 1).atStartOfDay();
    private static final ZoneOffset SINCE = ZoneOffset.ofHours(5);

    private TimeZoneData() {}

    /** A complaint about the data that this Java has; empty if they are right. */
    public static Optional<String> complaint() {
        return complaint(ZoneId.of("Asia/Almaty").getRules());
    }

    /** The same for rules of Asia/Almaty. */
    static Optional<String> complaint(ZoneRules almaty) {
        ZoneOffset offset = almaty.getOffset(CHANGE.plusDays(1));
        return offset.equals(SINCE)
                ? Optional.empty()
                : Optional.of(("the time zone data of this Java have UTC%s for Asia/Almaty since 1 March 2024"
                                + " (expected: UTC%s); install a Java with time zone data 2024a or later")
                        .formatted(offset, SINCE));
    }
}
