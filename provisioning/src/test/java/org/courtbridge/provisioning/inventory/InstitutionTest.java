package org.courtbridge.provisioning.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstitutionTest {

    @Test
    void hoursAreReadAsTheyAreWritten() {
        OpeningHours day = new OpeningHours(LocalTime.of(9, 0), LocalTime.of(18, 30));
        for (String text : List.of("09:00-18:30", " 09:00 – 18:30 ", "09:00 - 18:30")) {
            assertThat(OpeningHours.parse(text)).contains(day);
        }
        assertThat(OpeningHours.parse(day.toString())).contains(day);
        assertThat(OpeningHours.parse("20:00-08:00"))
                .map(OpeningHours::toString)
                .contains("20:00-08:00");
        assertThat(OpeningHours.parse(" ")).isEmpty();
        for (String text : List.of("9:00-18:30", "09:00", "09:00-24:00", "09:60-18:00", "09:00-18:30-", "x")) {
            assertThatThrownBy(() -> OpeningHours.parse(text))
                    .as(text)
                    .hasMessage("hours: %s (expected: such as 09:00-18:30)", text);
        }
    }

    @Test
    void anAddressOfLettersIsOneMailbox() {
        assertThat(new InstitutionContact("", "", "sot@sud.example").email()).isEqualTo("sot@sud.example");
        for (String text : List.of("sot", "a@b@c", "a@b, c@d", "Сот <a@b>", "a b@c")) {
            assertThatThrownBy(() -> new InstitutionContact("", "", text))
                    .as(text)
                    .hasMessageContaining("(expected: such as court@example.kz)");
        }
        assertThatThrownBy(() -> new InstitutionContact("", "\u202e7", ""))
                .hasMessage("phone: holds a control character");
    }

    @Test
    void aDepartmentHasNone() {
        assertThatThrownBy(() -> new Institution(
                        "1",
                        "x",
                        InstitutionKind.DEPARTMENT,
                        "",
                        Optional.of("2"),
                        InstitutionContact.UNKNOWN,
                        Optional.empty()))
                .hasMessage("department: 2 (expected: none of a department)");
        Institution department = Institution.of("Департамент", InstitutionKind.DEPARTMENT, "Алматы");
        Institution court =
                Institution.of("Сот", InstitutionKind.COURT, "Алматы").inRegionOf(department);
        assertThat(court.department()).contains(department.id());
    }
}
