package org.courtbridge.devices;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which a device and we say lines to each other. It closes itself when nothing was said for a while, and
 * when an answer is late: what came after that would be taken for the next one's.
 */
public final class LineLink {

    /** Lines that nobody waits for, and of one answer. Past that the device only talks. */
    private static final int MOST_LINES = 4096;

    /** Transport of the lines: TCP, SSH. Used on the link's event loop only. */
    interface Carrier {

        void say(String text);

        void close();

        boolean isOpen();
    }

    private final EventExecutor loop;
    private final Carrier carrier;
    private final LineFraming framing;
    private final Supplier<DriverLimits> limits;
    private final Queue<String> unasked = new ArrayDeque<>();
    private @Nullable Waiter waiter;
    private @Nullable Future<?> idleTimer;

    private record Waiter(Predicate<String> last, List<String> lines, CompletableFuture<List<String>> result) {}

    LineLink(EventExecutor loop, Carrier carrier, LineFraming framing, Supplier<DriverLimits> limits) {
        this.loop = loop;
        this.carrier = carrier;
        this.framing = framing;
        this.limits = limits;
    }

    public boolean isOpen() {
        return carrier.isOpen();
    }

    /** Says a line, which has its end already, and waits for the next one; lines from before are of no interest. */
    public CompletableFuture<String> ask(String line) {
        return askUntil(line, _ -> true).thenApply(List::getLast);
    }

    /** Says something, and gives what comes up to and with the line that is the last one of an answer. */
    public CompletableFuture<List<String>> askUntil(String text, Predicate<String> last) {
        return onLoop(result -> {
            unasked.clear();
            carrier.say(text);
            await(last, result);
        });
    }

    /** The next line that the device says, or said already. */
    public CompletableFuture<String> next() {
        return until(_ -> true).thenApply(List::getLast);
    }

    /** All that the device says, or said already, up to and with the line that is the last one. */
    public CompletableFuture<List<String>> until(Predicate<String> last) {
        return onLoop(result -> await(last, result));
    }

    private CompletableFuture<List<String>> onLoop(Consumer<CompletableFuture<List<String>>> work) {
        CompletableFuture<List<String>> result = new CompletableFuture<>();
        loop.execute(() -> work.accept(result));
        return result;
    }

    private void await(Predicate<String> last, CompletableFuture<List<String>> result) {
        assert loop.inEventLoop();
        Waiter waiting = new Waiter(last, new ArrayList<>(), result);
        waiter = waiting;
        while (waiter != null && !unasked.isEmpty()) {
            hear(unasked.remove());
        }
        if (waiter == null) {
            return;
        }
        if (!carrier.isOpen()) {
            fail(lost());
            return;
        }
        Duration answer = limits.get().answer();
        Future<?> timer = loop.schedule(
                () -> fail(new DeviceException(DeviceFault.TIMED_OUT, "no answer within %s".formatted(answer))),
                answer.toMillis(),
                TimeUnit.MILLISECONDS);
        result.whenComplete((_, _) -> timer.cancel(false));
    }

    /** Bytes came. */
    void receive(ByteBuf bytes) {
        assert loop.inEventLoop();
        stayOpen();
        try {
            framing.feed(bytes).forEach(this::hear);
        } catch (DeviceException tooLong) {
            fail(tooLong);
        }
    }

    private void hear(String line) {
        Waiter waiting = waiter;
        if (waiting == null ? unasked.size() == MOST_LINES : waiting.lines().size() == MOST_LINES) {
            fail(new DeviceException(DeviceFault.MALFORMED_ANSWER, "the device talks without end"));
        } else if (waiting == null) {
            unasked.add(line);
        } else {
            waiting.lines().add(line);
            if (waiting.last().test(line)) {
                waiter = null;
                waiting.result().complete(List.copyOf(waiting.lines()));
            }
        }
    }

    /** From now on the time counts after which nobody needs the connection. */
    void stayOpen() {
        assert loop.inEventLoop();
        Future<?> before = idleTimer;
        if (before != null) {
            before.cancel(false);
        }
        idleTimer = loop.schedule(this::closeIfIdle, limits.get().idle().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void closeIfIdle() {
        if (waiter == null) {
            carrier.close();
        } else {
            stayOpen();
        }
    }

    /** The connection is gone. */
    void end() {
        assert loop.inEventLoop();
        fail(lost());
    }

    /** Ends the connection; who waits for a line is told why. */
    private void fail(DeviceException why) {
        assert loop.inEventLoop();
        Waiter waiting = waiter;
        waiter = null;
        Future<?> timer = idleTimer;
        if (timer != null) {
            timer.cancel(false);
        }
        carrier.close();
        if (waiting != null) {
            waiting.result().completeExceptionally(why);
        }
    }

    private static DeviceException lost() {
        return new DeviceException(DeviceFault.UNREACHABLE, "the device closed the connection");
    }

    public void close() {
        loop.execute(() -> fail(new DeviceException(DeviceFault.CLOSED, "the connection was given up")));
    }
}
