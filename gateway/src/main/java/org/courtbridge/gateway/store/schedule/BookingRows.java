package org.courtbridge.gateway.store.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.courtbridge.court.schedule.Bookings.Entry;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of bookings, their resources and slots, read and written within a transaction of somebody else. */
final class BookingRows {

    private static final String ENTRIES =
            "select b.*, r.kind, r.resource_id from bookings b join booked_resources r on r.booking_id = b.id where ";

    private static final String IN_ORDER = " order by b.begins, b.id";

    private final Handle handle;

    BookingRows(Handle handle) {
        this.handle = handle;
    }

    /** One row for each resource. */
    private record Row(Entry entry, Resource resource) {}

    Optional<Entry> one(String id) {
        return entries(handle.createQuery(ENTRIES + "b.id = :id" + IN_ORDER).bind("id", id)).stream()
                .findFirst();
    }

    /** Nobody else changes this booking until the transaction ends. */
    Optional<Entry> locked(String id) {
        return handle.select("select id from bookings where id = ? for update", id)
                .mapTo(String.class)
                .findOne()
                .flatMap(this::one);
    }

    List<Entry> ofHearing(String hearing) {
        return entries(handle.createQuery(ENTRIES + "b.hearing_id = :hearing" + IN_ORDER)
                .bind("hearing", hearing));
    }

    /** Those that have any of the resources in any of the slots. Asks for each kind by itself: for alternatives H2 reads all slots that there are. */
    List<Entry> of(Collection<Resource> resources, SlotRange span) {
        Map<Resource.Kind, List<String>> ids = resources.stream()
                .distinct()
                .collect(Collectors.groupingBy(Resource::kind, Collectors.mapping(Resource::id, Collectors.toList())));
        if (ids.isEmpty()) {
            return List.of();
        }
        String any = ids.keySet().stream()
                .map(kind -> ("select s.booking_id from booked_slots s where s.kind = '%s' and s.resource_id in (<%s>)"
                                + " and s.slot between :first and :last")
                        .formatted(kind, kind))
                .collect(Collectors.joining(" union "));
        Query query = handle.createQuery(ENTRIES + "b.id in (" + any + ")" + IN_ORDER)
                .bind("first", span.first())
                .bind("last", span.end() - 1);
        ids.forEach((kind, ofKind) -> query.bindList(kind.name(), ofKind));
        return entries(query);
    }

    /** Those that have any of the slots. No booking is longer than {@link BookingTimes#LONGEST}, whatever of it is setting up and clearing up. */
    List<Entry> within(SlotRange span) {
        Query near = handle.createQuery(ENTRIES + "b.begins < :before and b.ends > :after" + IN_ORDER)
                .bind("before", span.to().plus(BookingTimes.LONGEST))
                .bind("after", span.from().minus(BookingTimes.LONGEST));
        return entries(near).stream()
                .filter(entry -> entry.booking().slots().overlaps(span))
                .toList();
    }

    private static List<Entry> entries(Query query) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, List<Resource>> resources = new LinkedHashMap<>();
        for (Row row : query.map(BookingRows::row).list()) {
            String id = row.entry.booking().id();
            entries.putIfAbsent(id, row.entry);
            resources.computeIfAbsent(id, _ -> new ArrayList<>()).add(row.resource);
        }
        return entries.values().stream()
                .map(entry -> with(entry, resources.getOrDefault(entry.booking().id(), List.of())))
                .toList();
    }

    private static Entry with(Entry entry, List<Resource> resources) {
        Booking one = entry.booking();
        return new Entry(
                Booking.of(one.id(), one.hearing(), resources, one.times()),
                entry.revision(),
                entry.actor(),
                entry.at());
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        Resource resource = new Resource(Resource.Kind.valueOf(row.getString("kind")), row.getString("resource_id"));
        BookingTimes times = new BookingTimes(
                instant(row, "begins"),
                instant(row, "ends"),
                Duration.ofMinutes(row.getInt("set_up_minutes")),
                Duration.ofMinutes(row.getInt("test_minutes")),
                Duration.ofMinutes(row.getInt("after_minutes")));
        Booking booking = Booking.of(row.getString("id"), row.getString("hearing_id"), List.of(resource), times);
        return new Row(
                new Entry(booking, row.getInt("revision"), row.getString("changed_by"), instant(row, "changed_at")),
                resource);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    /** Makes one entry of another one. */
    void change(Optional<Entry> before, Optional<Entry> after) {
        if (before.isEmpty()) {
            after.ifPresent(this::add);
        } else {
            after.ifPresent(this::update);
        }
        Optional<Booking> had = before.map(Entry::booking);
        Optional<Booking> wanted = after.map(Entry::booking);
        Collection<Resource> hadResources = resources(had);
        Collection<Resource> wantedResources = resources(wanted);
        for (Resource resource : wantedResources) {
            if (!hadResources.contains(resource)) {
                handle.execute(
                        "insert into booked_resources (booking_id, kind, resource_id) values (?, ?, ?)",
                        wanted.orElseThrow().id(),
                        resource.kind().name(),
                        resource.id());
            }
        }
        for (SlotChange change : SlotChange.between(had, wanted)) {
            apply(change, had.or(() -> wanted).orElseThrow().id());
        }
        for (Resource resource : hadResources) {
            if (!wantedResources.contains(resource)) {
                handle.execute(
                        "delete from booked_resources where booking_id = ? and kind = ? and resource_id = ?",
                        had.orElseThrow().id(),
                        resource.kind().name(),
                        resource.id());
            }
        }
        if (after.isEmpty()) {
            had.ifPresent(booking -> handle.execute("delete from bookings where id = ?", booking.id()));
        }
    }

    private static Collection<Resource> resources(Optional<Booking> booking) {
        return booking.<Collection<Resource>>map(Booking::resources).orElse(List.of());
    }

    private void apply(SlotChange change, String booking) {
        switch (change.kind()) {
            case TAKE -> take(change.resource(), change.slots(), booking);
            case GIVE_BACK ->
                handle.execute(
                        "delete from booked_slots where kind = ? and resource_id = ? and slot between ? and ?"
                                + " and booking_id = ?",
                        change.resource().kind().name(),
                        change.resource().id(),
                        change.slots().first(),
                        change.slots().end() - 1,
                        booking);
        }
    }

    /** One statement, as H2 goes on with a batch after a row that it refuses. */
    private void take(Resource resource, SlotRange slots, String booking) {
        int count = Math.toIntExact(slots.size());
        List<Object> arguments = new ArrayList<>();
        for (long slot = slots.first(); slot < slots.end(); slot++) {
            Collections.addAll(arguments, resource.kind().name(), resource.id(), slot, booking);
        }
        handle.execute(
                "insert into booked_slots (kind, resource_id, slot, booking_id) values "
                        + String.join(", ", Collections.nCopies(count, "(?, ?, ?, ?)")),
                arguments.toArray());
    }

    private void add(Entry entry) {
        Booking booking = entry.booking();
        handle.execute(
                "insert into bookings (begins, ends, set_up_minutes, test_minutes, after_minutes, revision,"
                        + " changed_by, changed_at, hearing_id, id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments(entry, booking));
    }

    private void update(Entry entry) {
        Booking booking = entry.booking();
        handle.execute(
                "update bookings set begins = ?, ends = ?, set_up_minutes = ?, test_minutes = ?, after_minutes = ?,"
                        + " revision = ?, changed_by = ?, changed_at = ?, hearing_id = ? where id = ?",
                arguments(entry, booking));
    }

    /** In the order of both statements. */
    private static Object[] arguments(Entry entry, Booking booking) {
        BookingTimes times = booking.times();
        return new Object[] {
            times.from(),
            times.to(),
            times.setUp().toMinutes(),
            times.test().toMinutes(),
            times.after().toMinutes(),
            entry.revision(),
            entry.actor(),
            entry.at(),
            booking.hearing(),
            booking.id()
        };
    }
}
