package org.courtbridge.court.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.junit.jupiter.api.Test;

class TimeZoneDataTest {

    @Test
    void thisJavaKnowsTheTimeOfKazakhstan() {
        assertThat(TimeZoneData.complaint()).isEmpty();
    }

    @Test
    void complainsAboutDataOfBefore() {
        assertThat(TimeZoneData.complaint(ZoneRules.of(ZoneOffset.ofHours(6))))
                .hasValue("the time zone data of this Java have UTC+06:00 for Asia/Almaty since 1 March 2024"
                        + " (expected: UTC+05:00); install a Java with time zone data 2024a or later");
    }
}
