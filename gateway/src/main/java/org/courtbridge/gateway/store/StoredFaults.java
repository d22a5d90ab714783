package org.courtbridge.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.operations.alerts.FaultBook;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.PlannedHearing;
import org.courtbridge.provisioning.testcall.Tested;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Faults in the database. */
public final class StoredFaults implements FaultBook {

    private static final String ROOM = "ROOM";
    private static final String PHONE = "PHONE";

    private final Database database;

    public StoredFaults(Database database) {
        this.database = database;
    }

    @Override
    public void keep(Fault fault) {
        database.jdbi().useTransaction(handle -> {
            int known = handle.execute(
                    "update faults set lasting = ?, restored = ?, restored_test = ? where id = ?",
                    names(fault.lasting()),
                    fault.restored().map(Fault.Restored::at).orElse(null),
                    fault.restored().map(Fault.Restored::test).orElse(null),
                    fault.id());
            if (known == 0) {
                handle.execute(
                        "insert into faults (id, place_kind, place_id, place_name, hearing_id, checks, lasting, opened)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                        fault.id(),
                        kind(fault.place()),
                        fault.place().id(),
                        fault.place().name(),
                        fault.hearing().orElse(null),
                        names(fault.checks()),
                        names(fault.lasting()),
                        fault.opened());
            }
        });
    }

    @Override
    public boolean expect(String id, Fault.Expectation said) {
        return database.jdbi()
                .withHandle(handle -> handle.execute(
                                "update faults set expected = ?, expected_by = ?, expected_said = ?"
                                        + " where id = ? and restored is null",
                                said.until(),
                                said.by(),
                                said.said(),
                                id)
                        == 1);
    }

    private static String kind(Tested.Place place) {
        return switch (place) {
            case Tested.Place.Room _ -> ROOM;
            case Tested.Place.Phone _ -> PHONE;
        };
    }

    private static String names(Set<Check> checks) {
        return checks.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    }

    @Override
    public Optional<Fault> fault(String id) {
        return select("select * from faults where id = ?", id).stream().findFirst();
    }

    @Override
    public List<Fault> faults(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return database
                .jdbi()
                .withHandle(handle -> handle.createQuery("select * from faults where id in (<ids>)")
                        .bindList("ids", List.copyOf(ids))
                        .map(StoredFaults::fault)
                        .list())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<Fault> open(Tested.Place place) {
        return faults("where place_kind = ? and place_id = ? and restored is null", kind(place), place.id());
    }

    @Override
    public List<Fault> open() {
        return faults("where restored is null");
    }

    @Override
    public List<Fault> since(Tested.Place place, Instant time) {
        return faults(
                "where place_kind = ? and place_id = ? and (restored is null or restored >= ?)",
                kind(place),
                place.id(),
                time);
    }

    @Override
    public List<Fault> since(Instant time) {
        return faults("where restored is null or restored >= ?", time);
    }

    private List<Fault> faults(String which, Object... arguments) {
        return select("select * from faults " + which + " order by opened desc, id", arguments);
    }

    @Override
    public List<Fault> latest(int most) {
        return select("select * from faults order by restored is null desc, opened desc, id limit ?", most);
    }

    private List<Fault> select(String sql, Object... arguments) {
        return database
                .jdbi()
                .withHandle(handle ->
                        handle.select(sql, arguments).map(StoredFaults::fault).list())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty for one that a newer version found, by checks of which none is known here. */
    private static Optional<Fault> fault(ResultSet row, StatementContext context) throws SQLException {
        String kind = row.getString("place_kind");
        String placeId = row.getString("place_id");
        String placeName = row.getString("place_name");
        Optional<Instant> expected = time(row, "expected");
        Optional<Instant> restored = time(row, "restored");
        Set<Check> found = checks(row.getString("checks"));
        Set<Check> lasting = checks(row.getString("lasting"));
        if (found.isEmpty() || lasting.isEmpty() != restored.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                row.getString("id"),
                kind.equals(PHONE)
                        ? new Tested.Place.Phone(placeId, placeName)
                        : new Tested.Place.Room(placeId, placeName),
                text(row, "hearing_id"),
                found,
                lasting,
                time(row, "opened").orElseThrow(),
                expected.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Fault.Expectation(
                                expected.get(),
                                text(row, "expected_by").orElse(""),
                                time(row, "expected_said").orElseThrow())),
                restored.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Fault.Restored(
                                restored.get(), text(row, "restored_test").orElse("")))));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        @Nullable String text = row.getString(column);
        return Optional.ofNullable(text);
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    /** None that a newer version knows alone. */
    private static Stream<Check> check(String name) {
        return Arrays.stream(Check.values()).filter(check -> check.name().equals(name));
    }

    private static Set<Check> checks(String names) {
        Set<Check> checks = EnumSet.noneOf(Check.class);
        Arrays.stream(names.split(","))
                .filter(name -> !name.isEmpty())
                .flatMap(StoredFaults::check)
                .forEach(checks::add);
        return checks;
    }

    @Override
    public Set<Alert.Key> told(String fault) {
        return alerts(fault).stream().map(Told::key).collect(Collectors.toSet());
    }

    @Override
    public List<Told> alerts(String fault) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select * from alerts_told where fault_id = ? order by told, told_to", fault)
                        .map(StoredFaults::alert)
                        .list());
    }

    @Override
    public List<Told> latestAlerts(int most) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select * from alerts_told order by told desc, fault_id, told_to limit ?", most)
                        .map(StoredFaults::alert)
                        .list());
    }

    private static Told alert(ResultSet row, StatementContext context) throws SQLException {
        return new Told(
                new Alert.Key(
                        row.getString("fault_id"), Alert.Role.valueOf(row.getString("told_to")), row.getString("step")),
                Alert.Occasion.valueOf(row.getString("occasion")),
                Alert.Severity.valueOf(row.getString("severity")),
                text(row, "hearing_id"),
                time(row, "told").orElseThrow());
    }

    @Override
    public boolean claim(Alert alert, Instant at) {
        Alert.Key key = alert.key();
        // Not "on conflict do nothing", which H2 does not know: of two nodes at the same time one breaks the key.
        try {
            return database.jdbi()
                    .withHandle(handle -> handle.execute(
                                    "insert into alerts_told (fault_id, told_to, step, occasion, severity, hearing_id,"
                                            + " told) select ?, ?, ?, ?, ?, ?, cast(? as timestamp with time zone)"
                                            + " where not exists (select 1 from alerts_told where fault_id = ? and"
                                            + " told_to = ? and step = ?)",
                                    key.fault(),
                                    key.to().name(),
                                    key.occasion(),
                                    alert.occasion().name(),
                                    alert.severity().name(),
                                    alert.hearing().map(PlannedHearing::id).orElse(null),
                                    at,
                                    key.fault(),
                                    key.to().name(),
                                    key.occasion())
                            == 1);
        } catch (RuntimeException e) {
            if (told(key.fault()).contains(key)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public int unread(String user) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select count(*) from (select distinct fault_id, step from alerts_told where told >"
                                        + " coalesce((select until from alerts_read where user_id = ?),"
                                        + " timestamp with time zone '2000-01-01 00:00:00+00')) as unread",
                                user)
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public void read(String user, Instant until) {
        database.jdbi().useTransaction(handle -> {
            int known = handle.execute(
                    "update alerts_read set until = ? where user_id = ? and until < ?", until, user, until);
            if (known == 0
                    && handle.select("select 1 from alerts_read where user_id = ?", user)
                            .mapTo(Integer.class)
                            .findOne()
                            .isEmpty()) {
                handle.execute("insert into alerts_read (user_id, until) values (?, ?)", user, until);
            }
        });
    }
}
