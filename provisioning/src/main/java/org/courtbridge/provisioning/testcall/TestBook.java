package org.courtbridge.provisioning.testcall;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All tests that there have been. The gateway stores it. */
public interface TestBook {

    /** Keeps a test; durable when this returns. */
    void add(Tested test);

    Optional<Tested> test(String id);

    /** Those of one place, the newest first. @param most how many at most */
    List<Tested> of(Tested.Place place, int most);

    /** The newest of each of some rooms, in any order; none of a room that was never tested. @param devices ids of their devices */
    List<Tested> latestOfRooms(Collection<String> devices);

    /** The newest of each place that was tested for a hearing. */
    List<Tested> latestFor(String hearing);

    /** Those that ended in a span of time, the newest first. @param most how many at most */
    List<Tested> between(Instant from, Instant until, int most);
}
