package org.courtbridge.signalling.probe;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.Tested;

/** The last tests, in memory. From any thread. */
final class RecentTests implements TestBook {

    private static final int MOST = 1_000;

    /** The newest first. */
    private final Deque<Tested> tests = new ArrayDeque<>();

    @Override
    public synchronized void add(Tested test) {
        tests.addFirst(test);
        if (tests.size() > MOST) {
            tests.removeLast();
        }
    }

    @Override
    public synchronized Optional<Tested> test(String id) {
        return those(test -> test.id().equals(id)).findFirst();
    }

    @Override
    public synchronized List<Tested> of(Tested.Place place, int most) {
        return those(test -> test.place().getClass() == place.getClass()
                        && test.place().id().equals(place.id()))
                .limit(most)
                .toList();
    }

    @Override
    public List<Tested> latestOfRooms(Collection<String> devices) {
        return devices.stream()
                .flatMap(device -> of(new Tested.Place.Room(device, ""), 1).stream())
                .toList();
    }

    @Override
    public synchronized List<Tested> latestFor(String hearing) {
        Map<Tested.Place, Tested> latest = new LinkedHashMap<>();
        those(test -> test.hearing().equals(Optional.of(hearing)))
                .forEach(test -> latest.putIfAbsent(test.place(), test));
        return List.copyOf(latest.values());
    }

    @Override
    public synchronized List<Tested> between(Instant from, Instant until, int most) {
        return those(test -> !test.ended().isBefore(from) && test.ended().isBefore(until))
                .limit(most)
                .toList();
    }

    private Stream<Tested> those(Predicate<Tested> wanted) {
        return tests.stream().filter(wanted);
    }
}
