package org.courtbridge.court.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.courtbridge.console.FakeConferences;
import org.courtbridge.court.publication.PublicHearing.Court;
import org.courtbridge.court.publication.PublicHearing.Means;
import org.courtbridge.court.publication.PublicHearing.Progress;
import org.courtbridge.court.schedule.OfferSearch;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredInventory;
import org.courtbridge.gateway.store.schedule.StoredBookings;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicListTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

    /** The 27th of November, half past nine in the morning. */
    private static final Instant MORNING = Instant.parse("2026-11-27T04:30:00Z");

    private static final Instant TEN = Instant.parse("2026-11-27T05:00:00Z");

    @TempDir
    private Path folder;

    private final FakeConferences conferences = new FakeConferences();
    private Instant now = MORNING;
    private Database database;
    private StoredDevices devices;
    private StoredInventory inventory;
    private StoredBookings bookings;

    @BeforeEach
    void open() throws Exception {
        database = EmptyDatabase.in(folder);
        SecretBox secrets = SecretBox.open(database, MasterKey.keptIn(folder));
        StoredAudit audit = new StoredAudit(database, () -> now);
        devices = new StoredDevices(database, "courtbridge", secrets, () -> now);
        inventory = new StoredInventory(database, devices, audit);
        bookings = new StoredBookings(database, audit, () -> now, "system");
        found("court", "Алматы қалалық соты", InstitutionKind.COURT);
        found("hospital", "Қалалық аурухана", InstitutionKind.HOSPITAL);
        inventory.save(new Room("hall", "court", "3 зал"));
        inventory.save(new Room("ward", "hospital", "Палата 12"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void found(String id, String name, InstitutionKind kind) {
        inventory.save(
                new Institution(id, name, kind, "", Optional.empty(), InstitutionContact.UNKNOWN, Optional.empty()));
    }

    private PublicList list(int days, boolean titles) {
        return new PublicList(
                new PublicList.Sources(conferences, inventory, bookings),
                new PublicList.Settings(days, titles, ZONE),
                () -> now);
    }

    private List<PublicHearing> told() {
        return list(2, false).days().hearings();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private String hearing(String number, Optional<Instant> begins, Optional<String> court) {
        String id = done(conferences.create("user:aigul", number, "Омаров Қуаныштың ісі"))
                .id();
        court.ifPresent(one -> submit(id, new HearingCommand.AssignCourt("user:aigul", one)));
        submit(id, new HearingCommand.Schedule("user:aigul", begins));
        return id;
    }

    private String planned(Instant begins) {
        return hearing(String.valueOf(4000 + conferences.all().size()), Optional.of(begins), Optional.of("court"));
    }

    private void submit(String hearing, HearingCommand command) {
        done(conferences.submit(hearing, command));
    }

    private String deviceIn(String room) {
        String id =
                devices.add("Кодек " + room, "codec-" + room, "a secret of it").id();
        inventory.describe(id, DeviceDescription.UNKNOWN.inRoom(Optional.of(room)));
        return id;
    }

    private void invite(String hearing, PartyId party) {
        submit(hearing, new HearingCommand.Invite("user:aigul", party, "Омаров Қуаныш", Admission.LOBBY));
    }

    private void book(String id, String hearing, Instant from, String... rooms) {
        BookingTimes times = new BookingTimes(
                from, from.plus(Duration.ofHours(2)), Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ZERO);
        SlotRange day = SlotRange.covering(from.minus(Duration.ofHours(1)), from.plus(Duration.ofHours(4)));
        bookings.book(
                Booking.of(
                        id, hearing, List.of(rooms).stream().map(Resource::room).toList(), times),
                new OfferSearch(day, List.of(), 1));
    }

    @Test
    void tellsCourtCourtroomTimeAndMeansAndNamesNobody() {
        String id = planned(TEN);
        invite(id, PartyId.device(deviceIn("hall")));
        invite(id, PartyId.device(deviceIn("ward")));
        invite(id, PartyId.participant("p1"));
        assertThat(told())
                .containsExactly(new PublicHearing(
                        id,
                        new Court("court", "Алматы қалалық соты"),
                        List.of("3 зал"),
                        TEN,
                        Optional.empty(),
                        Progress.PLANNED,
                        List.of(Means.VIDEO_SYSTEM, Means.PERSONAL_DEVICE),
                        Optional.empty()));
        assertThat(told().toString()).doesNotContain("Омаров", "Палата", "4000");
    }

    @Test
    void tellsTitlesOnlyWhereTheCourtHasThemPublished() {
        planned(TEN);
        assertThat(list(2, true).days().hearings())
                .extracting(PublicHearing::title)
                .containsExactly(Optional.of("Омаров Қуаныштың ісі"));
    }

    @Test
    void tellsOfTodayAndTheDaysToComeByTheCourtsClock() {
        Instant midnight = Instant.parse("2026-11-26T19:00:00Z");
        planned(midnight.minusSeconds(1));
        String first = planned(midnight);
        String last = planned(Instant.parse("2026-11-29T18:59:59Z"));
        planned(Instant.parse("2026-11-29T19:00:00Z"));
        PublicDays days = list(2, false).days();
        assertThat(days.hearings()).extracting(PublicHearing::id).containsExactly(first, last);
        assertThat(days.first()).isEqualTo(LocalDate.of(2026, 11, 27));
        assertThat(days.last()).isEqualTo(LocalDate.of(2026, 11, 29));
        assertThat(list(0, false).days().hearings())
                .extracting(PublicHearing::id)
                .containsExactly(first);
    }

    @Test
    void tellsNothingWithoutATimeOrACourt() {
        hearing("5001", Optional.empty(), Optional.of("court"));
        hearing("5002", Optional.of(TEN), Optional.empty());
        hearing("5003", Optional.of(TEN), Optional.of("hospital"));
        hearing("5004", Optional.of(TEN), Optional.of("of a court that is gone"));
        String calledOff = planned(TEN);
        assertThat(told()).hasSize(1);
        submit(calledOff, new HearingCommand.Schedule("user:aigul", Optional.empty()));
        assertThat(told()).isEmpty();
    }

    @Test
    void tellsHowFarAHearingIsAndNothingOfAClosedSessionOrOneThatHasEnded() {
        String id = planned(TEN);
        submit(id, new HearingCommand.Start("user:aigul"));
        assertThat(told()).extracting(PublicHearing::progress).containsExactly(Progress.IN_SESSION);
        submit(id, new HearingCommand.CloseSession("user:aigul"));
        assertThat(told()).isEmpty();
        submit(id, new HearingCommand.ReopenSession("user:aigul"));
        assertThat(told()).hasSize(1);
        submit(id, new HearingCommand.Adjourn("user:aigul", "the line"));
        assertThat(told()).extracting(PublicHearing::progress).containsExactly(Progress.ADJOURNED);
        submit(id, new HearingCommand.End("user:aigul"));
        assertThat(told()).isEmpty();
    }

    @Test
    void takesRoomsAndEndFromTheBookingForThatTime() {
        inventory.save(new Room("small", "court", "1 зал"));
        String id = planned(TEN);
        book("b1", id, TEN, "hall", "ward");
        book("b2", id, TEN.plus(Duration.ofDays(1)), "small");
        assertThat(told()).first().satisfies(hearing -> {
            assertThat(hearing.courtrooms()).containsExactly("3 зал");
            assertThat(hearing.ends()).contains(TEN.plus(Duration.ofHours(2)));
        });
        submit(id, new HearingCommand.Schedule("user:aigul", Optional.of(TEN.plus(Duration.ofDays(1)))));
        assertThat(told())
                .first()
                .satisfies(hearing -> assertThat(hearing.courtrooms()).containsExactly("1 зал"));
    }

    @Test
    void guestsByPinAreNoMeansThatAreTold() {
        String id = planned(TEN);
        PartyId guest = PartyId.guest("g1");
        submit(id, new HearingCommand.Attend(guest.value(), guest, "+7 701", LegId.random()));
        assertThat(told())
                .first()
                .satisfies(hearing -> assertThat(hearing.means()).isEmpty());
    }

    @Test
    void ordersByTimeAndHasThoseOfOneCourt() {
        found("other", "Астана соты", InstitutionKind.COURT);
        String later = planned(TEN.plusSeconds(3600));
        String sooner = planned(TEN);
        String elsewhere = hearing("5001", Optional.of(TEN), Optional.of("other"));
        PublicDays days = list(2, false).days();
        assertThat(days.hearings()).extracting(PublicHearing::id).containsExactly(sooner, elsewhere, later);
        assertThat(days.courts()).extracting(Court::id).containsExactly("court", "other");
        assertThat(days.ofCourt("other").hearings())
                .extracting(PublicHearing::id)
                .containsExactly(elsewhere);
        assertThat(days.ofCourt("none").hearings()).isEmpty();
        assertThat(Set.copyOf(days.ofCourt("court").courts())).hasSize(1);
    }

    @Test
    void readsAnewNoSoonerThanAfterTenSeconds() {
        PublicList list = list(2, false);
        assertThat(list.days().hearings()).isEmpty();
        planned(TEN);
        now = MORNING.plusSeconds(9);
        assertThat(list.days().hearings()).isEmpty();
        now = MORNING.plusSeconds(10);
        PublicDays days = list.days();
        assertThat(days.hearings()).hasSize(1);
        assertThat(days.since()).isEqualTo(now);
        now = MORNING.plusSeconds(60);
        assertThat(list.days()).isEqualTo(days);
    }

    @Test
    void aHearingThatIsAsItWasHasBeenSoSinceThenWhateverBecomesOfOthers() {
        String same = planned(TEN);
        String moved = planned(TEN);
        PublicList list = list(2, false);
        assertThat(list.days().changed()).containsOnlyKeys(same, moved).containsValue(MORNING);
        now = MORNING.plusSeconds(60);
        submit(moved, new HearingCommand.Schedule("user:aigul", Optional.of(TEN.plusSeconds(3600))));
        assertThat(list.days().changed()).isEqualTo(Map.of(same, MORNING, moved, now));
        assertThat(list.days().since()).isEqualTo(now);
    }
}
