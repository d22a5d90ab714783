package org.courtbridge.h323.ras;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.courtbridge.h323.asn1.Octets;

/**
 * Requests that wait for their answers, and are sent again (H.225.0, clause 7.19 and table 34): a bounded number of them.
 *
 * @param <A> where they go to, which is where their answers come from
 * @param <T> what is to be known when the answer comes
 */
final class PendingRequests<A, T> {

    private static final int MOST = 10_000;
    private static final int LARGEST_NUMBER = 65_535;

    private final Map<Integer, Pending<A, T>> pending = new HashMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
    private int lastNumber;

    /** @param first where numbers begin, so that those of before a restart are not taken for answers */
    PendingRequests(int first) {
        lastNumber = first;
    }

    /**
     * One of them.
     *
     * @param left how often it is still sent again
     */
    record Pending<A, T>(int number, Octets datagram, A to, Duration patience, int left, Instant at, T subject) {}

    private record Due(int number, Instant at) {}

    /** Requests whose time was over: those to be sent again, and those given up. */
    record Expired<A, T>(List<Pending<A, T>> again, List<Pending<A, T>> inVain) {}

    /** A number that no other has now. */
    int nextNumber() {
        do {
            lastNumber = lastNumber % LARGEST_NUMBER + 1;
        } while (pending.containsKey(lastNumber));
        return lastNumber;
    }

    boolean isFull() {
        return pending.size() >= MOST;
    }

    void add(int number, Octets datagram, A to, Duration patience, int repetitions, T subject, Instant now) {
        put(new Pending<>(number, datagram, to, patience, repetitions, now.plus(patience), subject));
    }

    private void put(Pending<A, T> request) {
        pending.put(request.number, request);
        due.add(new Due(request.number, request.at));
    }

    /** Whether a request went there that waits for its answer. */
    boolean isAsked(int number, A whom) {
        return find(number, whom).isPresent();
    }

    /** Removes the request that is answered, if the answer came from where it was sent, and returns its subject. */
    Optional<T> answered(int number, A from) {
        Optional<T> subject = find(number, from).map(Pending::subject);
        subject.ifPresent(_ -> pending.remove(number));
        return subject;
    }

    /** The answer takes longer. */
    void delay(int number, A from, Duration delay, Instant now) {
        find(number, from)
                .ifPresent(request -> put(new Pending<>(
                        number,
                        request.datagram,
                        request.to,
                        request.patience,
                        request.left,
                        now.plus(delay),
                        request.subject)));
    }

    private Optional<Pending<A, T>> find(int number, A from) {
        return Optional.ofNullable(pending.get(number)).filter(request -> request.to.equals(from));
    }

    /** Forgets some of them. @return what they were about */
    List<T> take(Predicate<T> wanted) {
        List<Pending<A, T>> taken = pending.values().stream()
                .filter(request -> wanted.test(request.subject))
                .toList();
        taken.forEach(request -> pending.remove(request.number));
        return taken.stream().map(Pending::subject).toList();
    }

    /** Forgets all of them. @return what they were about */
    List<T> clear() {
        List<T> subjects = pending.values().stream().map(Pending::subject).toList();
        pending.clear();
        due.clear();
        return subjects;
    }

    Optional<Instant> deadline() {
        while (!due.isEmpty() && !isCurrent(due.element())) {
            due.remove();
        }
        return Optional.ofNullable(due.peek()).map(Due::at);
    }

    private boolean isCurrent(Due one) {
        Pending<A, T> request = pending.get(one.number);
        return request != null && request.at.equals(one.at);
    }

    Expired<A, T> expire(Instant now) {
        List<Pending<A, T>> again = new ArrayList<>();
        List<Pending<A, T>> inVain = new ArrayList<>();
        while (deadline().filter(at -> !at.isAfter(now)).isPresent()) {
            Pending<A, T> request = pending.get(due.remove().number);
            if (request == null) {
                continue;
            }
            if (request.left == 0) {
                pending.remove(request.number);
                inVain.add(request);
            } else {
                put(new Pending<>(
                        request.number,
                        request.datagram,
                        request.to,
                        request.patience,
                        request.left - 1,
                        now.plus(request.patience),
                        request.subject));
                again.add(request);
            }
        }
        return new Expired<>(again, inVain);
    }
}
