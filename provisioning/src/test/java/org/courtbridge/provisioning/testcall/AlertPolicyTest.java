package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.provisioning.testcall.Alert.Key;
import org.courtbridge.provisioning.testcall.Alert.Occasion;
import org.courtbridge.provisioning.testcall.Alert.Role;
import org.courtbridge.provisioning.testcall.Alert.Severity;
import org.courtbridge.provisioning.testcall.PlannedHearing.Seat;
import org.courtbridge.provisioning.testcall.Tested.Place;
import org.junit.jupiter.api.Test;

class AlertPolicyTest {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private final AlertPolicy policy = AlertPolicy.STANDARD;
    private final Set<Key> told = new HashSet<>();

    private static Instant at(String time) {
        return Instant.parse("2026-11-26T" + time + ":00Z");
    }

    private static Fault fault(Map<Check, Double> figures) {
        return FaultChange.of(List.of(), SampleTests.tested("a", at("04:00").minusSeconds(30), figures))
                .opened()
                .getFirst();
    }

    private static final Fault BLACK = fault(Map.of(Check.BLACK, 100.0));
    private static final Fault HUM = fault(Map.of(Check.HUM, -40.0));

    private static PlannedHearing hearing(String id, Instant begins, String place) {
        return new PlannedHearing(id, begins, List.of(new Seat(new Place.Room(place, place), ALMATY)));
    }

    private List<Alert> tell(Fault fault, String time, PlannedHearing... hearings) {
        List<Alert> alerts = policy.alerts(fault, List.of(hearings), told, at(time));
        alerts.forEach(alert -> told.add(alert.key()));
        return alerts;
    }

    @Test
    void tellsAllAtOnceAndOnceOfWhatWouldStopAHearing() {
        PlannedHearing hearing = hearing("h", at("12:00"), "a");
        List<Alert> alerts = tell(BLACK, "04:00", hearing);
        assertThat(alerts).extracting(Alert::to).containsExactly(Role.CLERK, Role.SPECIALIST, Role.TECHNICIAN);
        assertThat(alerts).extracting(Alert::occasion).containsOnly(Occasion.FOUND);
        assertThat(alerts).extracting(Alert::severity).containsOnly(Severity.WARNING);
        assertThat(alerts.getFirst().hearing()).contains(hearing);
        assertThat(tell(BLACK, "04:01", hearing)).isEmpty();
        assertThat(tell(BLACK, "07:59", hearing)).isEmpty();
    }

    @Test
    void tellsTheTechnicianAloneOfWhatStopsNoHearing() {
        assertThat(tell(HUM, "04:00", hearing("h", at("12:00"), "a")))
                .extracting(Alert::to)
                .containsExactly(Role.TECHNICIAN);
        told.clear();
        assertThat(tell(BLACK, "04:00", hearing("h", at("12:00"), "elsewhere")))
                .extracting(Alert::to)
                .containsExactly(Role.TECHNICIAN);
    }

    @Test
    void escalatesWhatLasts() {
        assertThat(tell(HUM, "04:00")).extracting(Alert::severity).containsExactly(Severity.NOTICE);
        assertThat(tell(HUM, "07:59")).isEmpty();
        List<Alert> lasts = tell(HUM, "08:00");
        assertThat(lasts).extracting(Alert::to).containsExactly(Role.CLERK, Role.SPECIALIST, Role.TECHNICIAN);
        assertThat(lasts).extracting(Alert::occasion).containsOnly(Occasion.LASTS);
        assertThat(tell(HUM, "08:01")).isEmpty();
    }

    @Test
    void escalatesWhenAHearingComesNear() {
        PlannedHearing hearing = hearing("h", at("07:30"), "a");
        tell(BLACK, "04:00", hearing);
        assertThat(tell(BLACK, "05:29", hearing)).isEmpty();
        List<Alert> near = tell(BLACK, "05:30", hearing);
        assertThat(near).hasSize(3).extracting(Alert::severity).containsOnly(Severity.URGENT);
        assertThat(near).extracting(Alert::occasion).containsOnly(Occasion.NEAR);
        assertThat(tell(BLACK, "06:59", hearing)).isEmpty();
        assertThat(tell(BLACK, "07:00", hearing)).hasSize(3);
        assertThat(tell(BLACK, "07:10", hearing)).isEmpty();
    }

    @Test
    void tellsOnceWhatIsFoundShortlyBeforeAHearing() {
        PlannedHearing hearing = hearing("h", at("04:20"), "a");
        assertThat(tell(BLACK, "04:00", hearing))
                .hasSize(3)
                .allMatch(alert -> alert.occasion() == Occasion.FOUND && alert.severity() == Severity.URGENT);
        assertThat(tell(BLACK, "04:19", hearing)).isEmpty();
    }

    @Test
    void tellsTheLatestAloneOfWhatWasMissed() {
        PlannedHearing hearing = hearing("h", at("10:30"), "a");
        assertThat(tell(BLACK, "09:00", hearing))
                .as("the gateway was down")
                .hasSize(3)
                .allMatch(alert -> alert.occasion() == Occasion.NEAR);
        assertThat(tell(BLACK, "09:01", hearing)).isEmpty();
    }

    @Test
    void tellsOfAHearingThatWasMovedAnew() {
        tell(BLACK, "04:00", hearing("h", at("06:30"), "a"));
        assertThat(tell(BLACK, "04:30", hearing("h", at("06:30"), "a"))).hasSize(3);
        assertThat(tell(BLACK, "04:31", hearing("h", at("09:00"), "a"))).isEmpty();
        assertThat(tell(BLACK, "07:00", hearing("h", at("09:00"), "a"))).hasSize(3);
    }

    @Test
    void tellsThoseOfTheRestoringWhoKnowOfTheFault() {
        tell(HUM, "04:00");
        Fault mended = HUM.after(SampleTests.tested("a", at("05:00"), Map.of()));
        List<Alert> alerts = tell(mended, "05:01");
        assertThat(alerts).extracting(Alert::to).containsExactly(Role.TECHNICIAN);
        assertThat(alerts).extracting(Alert::occasion).containsExactly(Occasion.RESTORED);
        assertThat(tell(mended, "05:02")).isEmpty();
        Fault untold = BLACK.after(SampleTests.tested("a", at("05:00"), Map.of()));
        told.clear();
        assertThat(tell(untold, "05:03")).isEmpty();
    }

    @Test
    void tellsOfAPhoneForItsHearingAlone() {
        Fault room = BLACK;
        Place phone = new Place.Phone("a", "Айгүл");
        Fault fault = new Fault(
                "t",
                phone,
                Optional.of("h"),
                room.checks(),
                room.lasting(),
                room.opened(),
                Optional.empty(),
                Optional.empty());
        assertThat(tell(fault, "04:00", hearing("h", at("04:50"), "a"))).hasSize(3);
        assertThat(tell(fault, "20:00")).isEmpty();
        told.clear();
        assertThat(tell(fault, "09:00", hearing("h", at("13:00"), "a")))
                .as("five hours of a phone are no worse than one")
                .hasSize(3)
                .allMatch(alert -> alert.severity() == Severity.WARNING);
    }

    @Test
    void tellsNobodyWhoIsNotNamed() {
        AlertPolicy silent = new AlertPolicy(Map.of(), List.of(), List.of());
        assertThat(silent.alerts(BLACK, List.of(), Set.of(), at("23:00"))).isEmpty();
        AlertPolicy clerk = new AlertPolicy(Map.of(Role.CLERK, Severity.NOTICE), List.of(), List.of());
        assertThat(clerk.alerts(BLACK, List.of(), Set.of(), at("23:00")))
                .extracting(Alert::to)
                .containsExactly(Role.CLERK);
    }
}
