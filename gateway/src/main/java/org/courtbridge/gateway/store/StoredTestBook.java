package org.courtbridge.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;
import org.jdbi.v3.core.statement.StatementContext;

/** Tests in the database; their times to the millisecond. */
public final class StoredTestBook implements TestBook {

    private static final String COLUMNS =
            "id, place_kind, place_id, place_name, hearing_id, asked, attempt, begun, ended, verdicts";

    private static final String NEWEST_FIRST = " order by ended desc, begun desc, id desc";

    /** Verdicts of so many tests are kept read: of a large installation's rooms in a day, each of which is some kilobytes. */
    static final int MOST_READ = 2_000;

    private final Database database;

    /** By what is stored; those that were asked for last. To read them is most of what a page of a day with hundreds of rooms costs. */
    private final Map<String, List<Verdict>> read = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Verdict>> eldest) {
            return size() > MOST_READ;
        }
    });

    public StoredTestBook(Database database) {
        this.database = database;
    }

    @Override
    public void add(Tested test) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into test_calls (" + COLUMNS + ")" + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                        .bind(0, test.id())
                        .bind(1, kind(test.place()))
                        .bind(2, test.place().id())
                        .bind(3, test.place().name())
                        .bind(4, test.hearing())
                        .bind(5, test.asked())
                        .bind(6, test.attempt())
                        .bind(7, test.begun().truncatedTo(ChronoUnit.MILLIS))
                        .bind(8, test.ended().truncatedTo(ChronoUnit.MILLIS))
                        .bind(9, VerdictJson.write(test.verdicts()))
                        .execute());
    }

    @Override
    public Optional<Tested> test(String id) {
        return database.jdbi()
                .withHandle(handle -> handle.select("select " + COLUMNS + " from test_calls where id = ?", id)
                        .map(this::tested)
                        .findOne());
    }

    @Override
    public List<Tested> of(Tested.Place place, int most) {
        return list(
                " where place_kind = ? and place_id = ?" + NEWEST_FIRST + " limit ?", kind(place), place.id(), most);
    }

    /** By an index alone until the newest are known: a room has a test of every day for years. */
    @Override
    public List<Tested> latestOfRooms(Collection<String> devices) {
        if (devices.isEmpty()) {
            return List.of();
        }
        Map<String, Tested> latest = new LinkedHashMap<>();
        database.jdbi()
                .useHandle(handle -> handle.createQuery("select " + COLUMNS
                                + " from (select place_id as room, max(ended) as latest from test_calls"
                                + " where place_kind = 'ROOM' and place_id in (<devices>) group by place_id) newest"
                                + " join test_calls on place_kind = 'ROOM' and place_id = room and ended = latest"
                                + NEWEST_FIRST)
                        .bindList("devices", List.copyOf(devices))
                        .map(this::tested)
                        .forEach(test -> latest.putIfAbsent(test.place().id(), test)));
        return List.copyOf(latest.values());
    }

    @Override
    public List<Tested> latestFor(String hearing) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select " + COLUMNS + " from (select " + COLUMNS
                                        + ", row_number() over (partition by place_kind, place_id" + NEWEST_FIRST
                                        + ") as age from test_calls where hearing_id = ?) aged where age = 1"
                                        + NEWEST_FIRST,
                                hearing)
                        .map(this::tested)
                        .list());
    }

    @Override
    public List<Tested> between(Instant from, Instant until, int most) {
        return list(" where ended >= ? and ended < ?" + NEWEST_FIRST + " limit ?", from, until, most);
    }

    /** Forgets those that ended before. @return how many that were */
    public int forget(Instant before) {
        return database.jdbi().withHandle(handle -> handle.execute("delete from test_calls where ended < ?", before));
    }

    private List<Tested> list(String condition, Object... arguments) {
        return database.jdbi()
                .withHandle(handle -> handle.select("select " + COLUMNS + " from test_calls" + condition, arguments)
                        .map(this::tested)
                        .list());
    }

    private static String kind(Tested.Place place) {
        return switch (place) {
            case Tested.Place.Room _ -> "ROOM";
            case Tested.Place.Phone _ -> "PHONE";
        };
    }

    private Tested tested(ResultSet row, StatementContext context) throws SQLException {
        String id = row.getString("id");
        String place = row.getString("place_id");
        String name = row.getString("place_name");
        return new Tested(
                id,
                row.getString("place_kind").equals("ROOM")
                        ? new Tested.Place.Room(place, name)
                        : new Tested.Place.Phone(place, name),
                Optional.ofNullable(row.getString("hearing_id")),
                row.getString("asked"),
                row.getInt("attempt"),
                row.getTimestamp("begun").toInstant(),
                row.getTimestamp("ended").toInstant(),
                verdicts(id, row.getString("verdicts")));
    }

    private List<Verdict> verdicts(String test, String json) {
        return read.computeIfAbsent(json, stored -> List.copyOf(VerdictJson.read(stored, "test call " + test)));
    }
}
