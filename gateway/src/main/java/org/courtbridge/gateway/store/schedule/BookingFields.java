package org.courtbridge.gateway.store.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.courtbridge.court.schedule.Bookings.Entry;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.provisioning.audit.Change;

/** Fields of a booking as the audit trail has them. */
final class BookingFields {

    private BookingFields() {}

    static List<Change> changes(Optional<Entry> before, Optional<Entry> after) {
        return Change.between(of(before), of(after));
    }

    private static Map<String, String> of(Optional<Entry> entry) {
        Optional<Booking> booking = entry.map(Entry::booking);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("hearing", booking.map(Booking::hearing).orElse(""));
        fields.put("from", booking.map(one -> one.times().from().toString()).orElse(""));
        fields.put("to", booking.map(one -> one.times().to().toString()).orElse(""));
        fields.put("setUp", booking.map(one -> one.times().setUp().toString()).orElse(""));
        fields.put("test", booking.map(one -> one.times().test().toString()).orElse(""));
        fields.put("after", booking.map(one -> one.times().after().toString()).orElse(""));
        fields.put("resources", booking.map(BookingFields::resources).orElse(""));
        return fields;
    }

    private static String resources(Booking booking) {
        return booking.resources().stream().map(Resource::toString).collect(Collectors.joining(" "));
    }
}
