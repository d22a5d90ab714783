package org.courtbridge.court.access;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Runs work that takes long, such as hashing a password slowly, on few threads, on which sources take turns: whoever asks waits for one
 * piece of work of each other source, not for all that one of them wants. From any thread.
 */
public final class SourceTurns {

    /** After which whoever was refused comes again: by then a full queue of his source has been worked off. */
    private static final Duration AGAIN = Duration.ofSeconds(2);

    /** In place of a source, of what nobody unknown asked for. */
    private static final String OWN = "";

    private final Executor threads;
    private final Limits limits;

    /** Work by source, the one whose turn is next first. */
    private final SequencedMap<String, Deque<FutureTask<?>>> waiting = new LinkedHashMap<>();

    /** Pieces of work that wait, but our own. */
    private int strangers;

    /**
     * Limits of what strangers may have waiting.
     *
     * @param ofSource pieces of work of one source
     * @param ofAll pieces of work altogether; above it one of the source that has most gives way, if whoever comes has fewer
     */
    public record Limits(int ofSource, int ofAll) {}

    /** As much waits already as may wait. */
    public static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BusyException() {
            super("as much waits already as may");
        }

        /** How long to wait before asking again. */
        public Duration pause() {
            return AGAIN;
        }
    }

    /** @param threads on which the work is done, as many pieces at a time as there are */
    public SourceTurns(Executor threads, Limits limits) {
        this.threads = threads;
        this.limits = limits;
    }

    /**
     * Does work for somebody who has not proved who he is, and waits for its end.
     *
     * @param source IP address; one of version 6 stands for its whole /64
     * @throws BusyException if too much waits, of this source or altogether
     */
    public <T> T run(String source, Callable<T> work) throws InterruptedException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        addStranger(GuessingLimit.network(source), task);
        try {
            return done(task);
        } catch (CancellationException e) {
            throw new BusyException();
        }
    }

    private synchronized void addStranger(String source, FutureTask<?> task) {
        int own = waiting.getOrDefault(source, new ArrayDeque<>()).size();
        if (own >= limits.ofSource || strangers >= limits.ofAll && !makeRoom(own)) {
            throw new BusyException();
        }
        strangers++;
        add(source, task);
    }

    /** Refuses the last of the source that has most. @return whether it has more than so many */
    private boolean makeRoom(int than) {
        Optional<Map.Entry<String, Deque<FutureTask<?>>>> most = waiting.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(OWN) && entry.getValue().size() > than)
                .max(Comparator.comparingInt(entry -> entry.getValue().size()));
        most.ifPresent(entry -> {
            entry.getValue().removeLast().cancel(false);
            strangers--;
            if (entry.getValue().isEmpty()) {
                waiting.remove(entry.getKey());
            }
        });
        return most.isPresent();
    }

    /** Does work of the gateway's own, or for somebody who is signed in; any amount of it waits. */
    public <T> T run(Callable<T> work) throws InterruptedException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        add(OWN, task);
        return done(task);
    }

    private synchronized void add(String source, FutureTask<?> task) {
        waiting.computeIfAbsent(source, _ -> new ArrayDeque<>()).add(task);
    }

    private <T> T done(FutureTask<T> task) throws InterruptedException, ExecutionException {
        threads.execute(() -> next().ifPresent(FutureTask::run));
        return task.get();
    }

    /**
     * The piece of work that is next, whoever asked for a thread: as many threads are asked for as there are pieces. Empty if all that is
     * left of them was refused.
     */
    private synchronized Optional<FutureTask<?>> next() {
        Map.Entry<String, Deque<FutureTask<?>>> turn = waiting.pollFirstEntry();
        if (turn == null) {
            return Optional.empty();
        }
        Deque<FutureTask<?>> own = turn.getValue();
        FutureTask<?> task = own.removeFirst();
        if (!own.isEmpty()) {
            waiting.putLast(turn.getKey(), own);
        }
        if (!turn.getKey().equals(OWN)) {
            strangers--;
        }
        return Optional.of(task);
    }
}
