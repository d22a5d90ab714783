package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Limit;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Reason;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Tested.Place;
import org.courtbridge.provisioning.testcall.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the book of tests, for each database. */
abstract class TestBookContract {

    private static final Place ROOM = new Place.Room("d1", "Зал № 3");
    private static final Place OTHER = new Place.Room("d2", "Қарағанды");
    private static final Place PHONE = new Place.Phone("d1", "Әсел");
    private static final Instant NOW = Instant.parse("2026-11-27T04:30:00.123Z");

    @TempDir
    Path folder;

    private Database database;
    private StoredTestBook book;

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
        book = new StoredTestBook(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Tested test(String id, Place place, Optional<String> hearing, int minutes) {
        Instant ended = NOW.plusSeconds(60L * minutes);
        return new Tested(id, place, hearing, Tested.SCHEDULE, 1, ended.minusSeconds(20), ended, verdicts());
    }

    /** One of each kind that there is. */
    private static List<Verdict> verdicts() {
        Limit limit = new Limit(-50.1, -42.000000000000007, "a «reason», \"quoted\"");
        return List.of(
                new Verdict(
                        Check.CONNECTION,
                        Outcome.FAIL,
                        OptionalDouble.of(0),
                        Limits.standard().of(Check.CONNECTION),
                        Optional.empty(),
                        Optional.of(Reason.WRONG_PASSWORD)),
                new Verdict(
                        Check.NOISE,
                        Outcome.PASS,
                        OptionalDouble.of(-55.1000000000000085),
                        limit,
                        Optional.empty(),
                        Optional.empty()),
                new Verdict(
                        Check.LOSS,
                        Outcome.COULD_NOT_TELL,
                        OptionalDouble.of(1e-9),
                        limit,
                        Optional.of(Doubt.BORDERLINE),
                        Optional.empty()),
                new Verdict(
                        Check.SOUND_CODING,
                        Outcome.PASS,
                        OptionalDouble.of(8_000),
                        Limits.standard().of(Check.SOUND_CODING),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Verdict.Codings("PCMA", ""))),
                Verdict.couldNotTell(Check.FACE_LIGHT, Limits.standard(), Doubt.NO_FACE));
    }

    @Test
    void givesBackWhatItWasGiven() {
        Tested room = new Tested("t1", ROOM, Optional.of("h1"), "aigul", 3, NOW, NOW.plusMillis(20_001), verdicts());
        Tested phone = new Tested("t2", PHONE, Optional.empty(), Tested.SCHEDULE, 1, NOW, NOW, List.of());
        book.add(room);
        book.add(phone);
        assertThat(book.test("t1")).contains(room);
        assertThat(book.test("t2")).contains(phone);
        assertThat(book.test("t3")).isEmpty();
    }

    /** A page of a day reads the same hundreds of tests at each look. */
    @Test
    void readsVerdictsOnceAndKeepsNoMoreThanItMay() {
        book.add(test("t", ROOM, Optional.empty(), 0));
        List<Verdict> read = book.test("t").orElseThrow().verdicts();
        assertThat(book.of(ROOM, 1).getFirst().verdicts()).isSameAs(read);
        for (int i = 1; i <= StoredTestBook.MOST_READ; i++) {
            Verdict one = Verdict.of(Check.NOISE, OptionalDouble.of(-i), Limits.standard(), Doubt.NO_FACE);
            book.add(new Tested("t" + i, PHONE, Optional.empty(), Tested.SCHEDULE, 1, NOW, NOW, List.of(one)));
        }
        assertThat(book.of(PHONE, StoredTestBook.MOST_READ)).hasSize(StoredTestBook.MOST_READ);
        assertThat(book.test("t").orElseThrow().verdicts())
                .as("as many others as are kept were read since")
                .isEqualTo(read)
                .isNotSameAs(read);
    }

    @Test
    void keepsEveryCheck() {
        List<Verdict> all = Arrays.stream(Check.values())
                .flatMap(check -> Stream.of(
                        Verdict.couldNotTell(check, Limits.standard(), Doubt.NOT_MEASURED),
                        Verdict.of(
                                check,
                                OptionalDouble.of(Limits.standard().of(check).fail()),
                                Limits.standard(),
                                Doubt.NOT_MEASURED)))
                .toList();
        book.add(new Tested("t1", ROOM, Optional.empty(), "x", 1, NOW, NOW, all));
        assertThat(book.test("t1").orElseThrow().verdicts()).isEqualTo(all);
    }

    @Test
    void hasTheNewestOfAPlaceFirst() {
        for (int i : new int[] {3, 1, 2}) {
            book.add(test("room" + i, ROOM, Optional.empty(), i));
            book.add(test("phone" + i, PHONE, Optional.empty(), i));
            book.add(test("other" + i, OTHER, Optional.empty(), i));
        }
        assertThat(book.of(ROOM, 30)).extracting(Tested::id).containsExactly("room3", "room2", "room1");
        assertThat(book.of(ROOM, 2)).extracting(Tested::id).containsExactly("room3", "room2");
        assertThat(book.of(PHONE, 1)).extracting(Tested::id).containsExactly("phone3");
    }

    @Test
    void hasTheNewestOfEachOfSomeRooms() {
        for (int i : new int[] {3, 1, 2}) {
            book.add(test("room" + i, ROOM, Optional.of("h" + i), i));
            book.add(test("phone" + i, PHONE, Optional.empty(), i + 1));
            book.add(test("third" + i, new Place.Room("d3", "Зал"), Optional.empty(), i));
        }
        book.add(test("other-1", OTHER, Optional.empty(), 2));
        book.add(test("other-2", OTHER, Optional.empty(), 2));
        assertThat(book.latestOfRooms(List.of("d1", "d2", "d4")))
                .containsExactlyInAnyOrder(
                        test("room3", ROOM, Optional.of("h3"), 3), test("other-2", OTHER, Optional.empty(), 2));
        assertThat(book.latestOfRooms(List.of())).isEmpty();
    }

    @Test
    void hasTheNewestOfEachPlaceOfAHearing() {
        book.add(test("old", ROOM, Optional.of("h1"), 1));
        book.add(test("new", ROOM, Optional.of("h1"), 5));
        book.add(test("phone", PHONE, Optional.of("h1"), 3));
        book.add(test("other", OTHER, Optional.of("h2"), 4));
        book.add(test("none", ROOM, Optional.empty(), 9));
        assertThat(book.latestFor("h1")).extracting(Tested::id).containsExactly("new", "phone");
        assertThat(book.latestFor("h3")).isEmpty();
    }

    @Test
    void hasThoseOfASpanOfTime() {
        for (int i = 0; i < 5; i++) {
            book.add(test("t" + i, ROOM, Optional.empty(), i));
        }
        Instant from = NOW.plusSeconds(60);
        assertThat(book.between(from, NOW.plusSeconds(180), 9))
                .extracting(Tested::id)
                .containsExactly("t2", "t1");
        assertThat(book.between(from, NOW.plusSeconds(600), 1))
                .extracting(Tested::id)
                .containsExactly("t4");
    }

    @Test
    void forgetsWhatIsOld() {
        for (int i = 0; i < 3; i++) {
            book.add(test("t" + i, ROOM, Optional.of("h1"), i));
        }
        assertThat(book.forget(NOW.plusSeconds(60))).isEqualTo(1);
        assertThat(book.of(ROOM, 9)).extracting(Tested::id).containsExactly("t2", "t1");
        assertThat(book.forget(NOW.plusSeconds(60))).isZero();
    }

    @Test
    void reopensWithAllOfIt() {
        book.add(test("t1", ROOM, Optional.of("h1"), 1));
        assertThat(new StoredTestBook(database).test("t1")).contains(test("t1", ROOM, Optional.of("h1"), 1));
    }

    @Test
    void keepsWhatANewerVersionJudged() {
        book.add(test("t1", ROOM, Optional.empty(), 1));
        String newer =
                "[{\"check\":\"SMELL\",\"outcome\":\"FAIL\",\"figure\":1,\"limit\":{\"pass\":0,\"fail\":1,\"reason\":\"\"}},"
                        + "{\"check\":\"HUM\",\"outcome\":\"COULD_NOT_TELL\",\"limit\":{\"pass\":0,\"fail\":1,\"reason\":\"\"},\"doubt\":\"NEW\"},"
                        + "{\"check\":\"CONNECTION\",\"outcome\":\"FAIL\",\"figure\":0,\"limit\":{\"pass\":1,\"fail\":0,\"reason\":\"\"},\"reason\":\"NEW\"}]";
        database.execute("update test_calls set verdicts = ? where id = 't1'", newer);
        assertThat(book.test("t1").orElseThrow().verdicts())
                .containsExactly(new Verdict(
                        Check.CONNECTION,
                        Outcome.FAIL,
                        OptionalDouble.of(0),
                        new Limit(1, 0, ""),
                        Optional.empty(),
                        Optional.empty()));
        String kept = database.jdbi()
                .withHandle(handle -> handle.select("select verdicts from test_calls")
                        .mapTo(String.class)
                        .one());
        assertThat(kept).isEqualTo(newer);
        database.execute("update test_calls set verdicts = 'x'");
        assertThatThrownBy(() -> book.test("t1"))
                .isInstanceOf(StoreException.class)
                .hasMessage("test call t1: not the verdicts of a test");
    }
}
