package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.LegId;
import org.junit.jupiter.api.Test;

class GuestPlacesTest {

    private final GuestPlaces places = new GuestPlaces();
    private final List<String> story = new ArrayList<>();

    private static Caller from(String source) {
        return new Caller(Optional.empty(), "?", source, Optional.empty(), false);
    }

    private Optional<Reception.Place> provisional(Caller caller) {
        return places.enter(caller);
    }

    private int confirmed(Caller caller, int times) {
        int count = 0;
        for (int i = 0; i < times; i++) {
            count += provisional(caller).filter(Reception.Place::confirm).isPresent() ? 1 : 0;
        }
        return count;
    }

    @Test
    void addressHasItsShareAndOneWithADeviceMore() {
        assertThat(confirmed(from("192.0.2.1"), 20)).isEqualTo(GuestPlaces.ELSEWHERE);
        assertThat(confirmed(from("192.0.2.2").withDeviceBeside(), 20)).isEqualTo(GuestPlaces.BESIDE_DEVICE);
        assertThat(confirmed(from("192.0.2.3"), 1)).isEqualTo(1);
    }

    @Test
    void addressesWithoutDevicesLeaveTheReserveAlone() {
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += confirmed(from("192.0.2." + i), GuestPlaces.ELSEWHERE);
        }
        assertThat(taken).isEqualTo(GuestPlaces.ALL - GuestPlaces.RESERVED);
        assertThat(provisional(from("198.51.100.1"))).isEmpty();
        int courts = 0;
        for (int i = 0; i < 4; i++) {
            courts += confirmed(from("203.0.113." + i).withDeviceBeside(), 20);
        }
        assertThat(courts).isEqualTo(GuestPlaces.RESERVED);
    }

    @Test
    void whoLeavesMakesRoomOnce() {
        Caller caller = from("192.0.2.1");
        List<Reception.Place> taken = new ArrayList<>();
        for (int i = 0; i < GuestPlaces.ELSEWHERE; i++) {
            Reception.Place place = provisional(caller).orElseThrow();
            assertThat(place.confirm()).isTrue();
            taken.add(place);
        }
        assertThat(provisional(caller)).isEmpty();
        taken.getFirst().close();
        taken.getFirst().close();
        assertThat(confirmed(caller, 2)).isEqualTo(1);
    }

    /** As a source would be whose address somebody forges. */
    @Test
    void newcomerComesInPlaceOfTheEarliestWhoHasNotAcknowledged() {
        Caller victim = from("192.0.2.1");
        for (int i = 0; i < 1_000; i++) {
            provisional(victim)
                    .orElseThrow()
                    .takenBy(new QuietRoom(new LegId("forged" + i), Optional.empty(), story::add));
        }
        assertThat(story).hasSize(1_000 - GuestPlaces.UNCONFIRMED_OF_A_SOURCE).containsOnly("ended REFUSED");
        Reception.Place own = provisional(victim).orElseThrow();
        for (int i = 1; i < GuestPlaces.UNCONFIRMED_OF_A_SOURCE; i++) {
            assertThat(provisional(victim)).isPresent();
        }
        assertThat(own.confirm()).as("in time").isTrue();
    }

    @Test
    void forgeriesOfManyAddressesKeepNobodyOutEither() {
        Reception.Place court =
                provisional(from("192.0.2.2").withDeviceBeside()).orElseThrow();
        for (int i = 0; i < 1_000; i++) {
            provisional(from("198.51.100." + i))
                    .orElseThrow()
                    .takenBy(new QuietRoom(new LegId("forged" + i), Optional.empty(), story::add));
        }
        assertThat(story).as("the court's place is one of these").hasSize(1_000 - (GuestPlaces.UNCONFIRMED - 1));
        assertThat(confirmed(from("192.0.2.1"), 1)).isEqualTo(1);
        assertThat(court.confirm()).as("however late").isTrue();
    }

    @Test
    void whoHasGivenWayIsEndedHoweverLateHisCallIsKnown() {
        Reception.Place first = provisional(from("192.0.2.1")).orElseThrow();
        for (int i = 0; i < GuestPlaces.UNCONFIRMED_OF_A_SOURCE; i++) {
            provisional(from("192.0.2.1"));
        }
        first.takenBy(new QuietRoom(new LegId("late"), Optional.empty(), story::add));
        assertThat(story).containsExactly("ended REFUSED");
        assertThat(first.confirm()).isFalse();
    }

    @Test
    void networkOfVersion6HasTheShareOfOneAddress() {
        int taken = 0;
        for (int i = 0; i < 20; i++) {
            taken += confirmed(from("2001:db8:0:1::" + i), 1);
        }
        assertThat(taken).isEqualTo(GuestPlaces.ELSEWHERE);
        assertThat(confirmed(from("2001:db8:0:2::1"), 1)).isEqualTo(1);
    }
}
