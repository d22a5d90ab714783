package org.courtbridge.h323.h245;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.courtbridge.h323.SentMessages;

/** Two ends of a control channel, the messages between them, and the time. */
final class ControlPair {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Steps of one conversation, at most: more is a loop. */
    private static final int MANY = 2_000;

    Instant now = START;
    final End left;
    final End right;
    private final Set<ControlMessage> different = new HashSet<>();
    private int sent;

    /** Which messages, counted over both directions, get lost. */
    private Set<Integer> lost = Set.of();

    ControlPair(End left, End right) {
        this.left = left;
        this.right = right;
    }

    /** One end with who owns it: it takes what it is offered, and opens what there is to open. */
    static final class End {

        final Control control;
        final Capabilities ours;
        final InetSocketAddress media;
        final InetSocketAddress mediaControl;
        final List<ControlAction> seen = new ArrayList<>();
        final Set<Integer> sending = new TreeSet<>();
        final Set<Integer> receiving = new TreeSet<>();
        final Deque<ControlMessage> underWay = new ArrayDeque<>();

        /** What follows the other side's preference after a conflict. */
        private DataType lastReceived = new DataType.NoData();

        End(String host, Control.Settings settings, RandomGenerator random, Capabilities ours) {
            this.control = new Control(settings, random);
            this.ours = ours;
            this.media = new InetSocketAddress(host, 5000);
            this.mediaControl = new InetSocketAddress(host, 5001);
        }

        <T extends ControlAction> List<T> seen(Class<T> kind) {
            return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        private void open(ControlPair pair, OpenLogicalChannel channel) {
            pair.act(this, control.open(channel, pair.now));
        }
    }

    void lose(Integer... messages) {
        lost = Set.of(messages);
    }

    void start() {
        act(left, left.control.start(left.ours, now));
        act(right, right.control.start(right.ours, now));
    }

    void act(End end, List<ControlAction> actions) {
        for (ControlAction action : actions) {
            end.seen.add(action);
            switch (action) {
                case ControlAction.Send send -> {
                    if (different.add(send.message())) {
                        SentMessages.control(send.message().encode().toArray());
                    }
                    if (!lost.contains(sent++)) {
                        end.underWay.add(send.message());
                    }
                }
                case ControlAction.Ready ready ->
                    ChannelChoice.between(end.ours, end.control.theirs())
                            .forEach(choice ->
                                    end.open(this, choice.toRequest(end.control.freeChannel(), end.mediaControl, 96)));
                case ControlAction.OpenRequested request -> {
                    end.receiving.add(request.channel().forwardNumber());
                    end.lastReceived = request.channel().forward();
                    act(end, end.control.accept(request.channel().forwardNumber(), end.media, end.mediaControl));
                }
                case ControlAction.Opened opened -> end.sending.add(opened.channel());
                case ControlAction.OpenFailed failed -> {
                    if (failed.cause() == ChannelMessage.RejectCause.MASTER_SLAVE_CONFLICT) {
                        end.open(
                                this,
                                OpenLogicalChannel.forward(
                                        end.control.freeChannel(),
                                        end.lastReceived,
                                        H2250Parameters.of(ChannelChoice.SOUND, end.mediaControl)));
                    }
                }
                case ControlAction.OutgoingClosed closed -> end.sending.remove(closed.channel());
                case ControlAction.IncomingClosed closed -> end.receiving.remove(closed.channel());
                case ControlAction.Ended ended -> {
                    end.sending.clear();
                    end.receiving.clear();
                }
                default -> {}
            }
        }
    }

    private boolean deliver(End from, End to) {
        ControlMessage message = from.underWay.poll();
        if (message == null) {
            return false;
        }
        act(to, to.control.receive(message, now));
        return true;
    }

    /** Until nothing is under way any more. @return how often there was a choice of whose message arrives first */
    int talk(boolean... leftFirst) {
        int choices = 0;
        for (int step = 0; !left.underWay.isEmpty() || !right.underWay.isEmpty(); step++) {
            if (step == MANY) {
                throw new AssertionError("they go on and on: " + left.underWay + right.underWay);
            }
            boolean ofLeft = right.underWay.isEmpty();
            if (!left.underWay.isEmpty() && !right.underWay.isEmpty()) {
                ofLeft = choices >= leftFirst.length || leftFirst[choices];
                choices++;
            }
            if (ofLeft) {
                deliver(left, right);
            } else {
                deliver(right, left);
            }
        }
        return choices;
    }

    /** Goes on until no timer runs any more. */
    void wait(Duration most) {
        Instant end = now.plus(most);
        while (true) {
            Instant next = Stream.of(left.control.deadline(), right.control.deadline())
                    .flatMap(deadline -> deadline.stream())
                    .min(Instant::compareTo)
                    .orElse(Instant.MAX);
            if (next.isAfter(end)) {
                now = end;
                return;
            }
            now = next;
            act(left, left.control.expire(now));
            act(right, right.control.expire(now));
            talk();
        }
    }

    /** Each way in which the messages of both can be ordered between the two. @return how many those were */
    static int inEveryOrder(Supplier<ControlPair> pairs, Consumer<ControlPair> check) {
        Deque<boolean[]> open = new ArrayDeque<>();
        open.add(new boolean[0]);
        int orders = 0;
        while (!open.isEmpty()) {
            boolean[] order = open.pop();
            ControlPair pair = pairs.get();
            int choices = pair.talk(order);
            check.accept(pair);
            orders++;
            // What was chosen beyond the given ones was "left first": each could also have been "right first".
            for (int i = order.length; i < choices; i++) {
                boolean[] other = Arrays.copyOf(order, i + 1);
                Arrays.fill(other, order.length, i, true);
                open.push(other);
            }
        }
        return orders;
    }
}
