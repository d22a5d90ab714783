package org.courtbridge.operations.tests;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.Tested;

/**
 * A book of which somebody is told what comes into it, once it is durable, whoever tried whom.
 *
 * @param listener returns at once
 */
public record TellingBook(TestBook book, Consumer<Tested> listener) implements TestBook {

    @Override
    public void add(Tested test) {
        book.add(test);
        listener.accept(test);
    }

    @Override
    public Optional<Tested> test(String id) {
        return book.test(id);
    }

    @Override
    public List<Tested> of(Tested.Place place, int most) {
        return book.of(place, most);
    }

    @Override
    public List<Tested> latestOfRooms(Collection<String> devices) {
        return book.latestOfRooms(devices);
    }

    @Override
    public List<Tested> latestFor(String hearing) {
        return book.latestFor(hearing);
    }

    @Override
    public List<Tested> between(Instant from, Instant until, int most) {
        return book.between(from, until, most);
    }
}
