package org.courtbridge.console.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.jspecify.annotations.Nullable;

/** The documents of the schedule over the API. Their components are field names. Lengths are whole minutes. */
public final class ScheduleViews {

    private ScheduleViews() {}

    /**
     * What is to be booked.
     *
     * @param from beginning of the hearing, to the minute
     * @param to its end
     * @param setUp before the hearing and the test; 15 without it
     * @param test before the hearing; 15 without it
     * @param after to clear up; 10 without it
     * @param rooms ids
     * @param devices ids
     * @param people ids of users
     */
    public record NewBooking(
            @Nullable Instant from,
            @Nullable Instant to,
            Optional<Integer> setUp,
            Optional<Integer> test,
            Optional<Integer> after,
            Optional<List<String>> rooms,
            Optional<List<String>> devices,
            Optional<List<String>> people) {

        BookingTimes times() {
            return new BookingTimes(
                    ApiEndpoints.given(from, "from"),
                    ApiEndpoints.given(to, "to"),
                    setUp.map(Duration::ofMinutes).orElse(ScheduleDesk.USUAL_SET_UP),
                    test.map(Duration::ofMinutes).orElse(ScheduleDesk.USUAL_TEST),
                    after.map(Duration::ofMinutes).orElse(ScheduleDesk.USUAL_AFTER));
        }

        List<Resource> resources() {
            List<Resource> all = new ArrayList<>();
            add(all, rooms, Resource::room);
            add(all, devices, Resource::device);
            add(all, people, Resource::person);
            return all;
        }

        private static void add(List<Resource> all, Optional<List<String>> ids, Function<String, Resource> resource) {
            ids.orElse(List.of()).stream()
                    .map(id -> ApiEndpoints.given(id, "id"))
                    .map(resource)
                    .forEach(all::add);
        }
    }

    /**
     * What a booking is to be.
     *
     * @param revision that was seen by whoever changes it
     */
    public record BookingChange(
            @Nullable Integer revision, @Nullable NewBooking booking) {}

    /** @param name empty if there is none of that id any more */
    public record BookedResource(Resource.Kind kind, String id, Optional<String> name) {

        static List<BookedResource> of(Collection<Resource> resources, KnownResources known) {
            return resources.stream()
                    .map(one -> new BookedResource(
                            one.kind(), one.id(), known.find(one).map(KnownResources.One::name)))
                    .toList();
        }
    }

    /**
     * A booking of a hearing.
     *
     * @param revision 1, and one more with each change
     * @param by who made it or changed it last, as in the audit trail
     */
    public record BookingView(
            String id,
            int revision,
            Instant from,
            Instant to,
            long setUp,
            long test,
            long after,
            List<BookedResource> resources,
            String by,
            Instant at) {

        static BookingView of(Bookings.Entry entry, KnownResources known) {
            BookingTimes times = entry.booking().times();
            return new BookingView(
                    entry.booking().id(),
                    entry.revision(),
                    times.from(),
                    times.to(),
                    times.setUp().toMinutes(),
                    times.test().toMinutes(),
                    times.after().toMinutes(),
                    BookedResource.of(entry.booking().resources(), known),
                    entry.actor(),
                    entry.at());
        }
    }

    /**
     * A time at which something is taken, with nothing else for whoever may not know of the hearing.
     *
     * @param from beginning of setting up
     * @param to end of clearing up
     * @param hearing id of it
     * @param by who booked it, as in the audit trail
     */
    public record TakenTime(
            Instant from,
            Instant to,
            List<BookedResource> resources,
            Optional<String> hearing,
            Optional<String> number,
            Optional<String> title,
            Optional<String> booking,
            Optional<String> by) {

        static TakenTime of(ScheduleDesk.Seen seen, KnownResources known) {
            return new TakenTime(
                    seen.slots().from(),
                    seen.slots().to(),
                    BookedResource.of(seen.resources(), known),
                    seen.hearing().map(HearingState::id),
                    seen.hearing().map(HearingState::number),
                    seen.hearing().map(HearingState::title),
                    seen.hearing().map(_ -> seen.entry().booking().id()),
                    seen.hearing().map(_ -> seen.entry().actor()));
        }
    }

    /** A time at which a hearing could be, with the wished times to set up, to test and to clear up around it. */
    public record FreeTime(Instant from, Instant to) {}

    /**
     * Why nothing was booked (RFC 9457).
     *
     * @param taken what stands against it; absent where the reason is another one
     * @param free times at which all of it was free when this was answered, the nearest first; absent as well
     */
    public record BookingConflict(
            String type,
            String title,
            int status,
            String detail,
            Optional<List<TakenTime>> taken,
            Optional<List<FreeTime>> free) {}
}
