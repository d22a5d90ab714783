package org.courtbridge.media.audio;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.courtbridge.codecs.audio.ActiveSpeaker;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegMedia.SentAudio;

/**
 * The sound of one hearing: every 20 ms each leg inside is sent what all the others said.
 *
 * <p>Legs come, change and go from any thread; what they ask is done at the beginning of the next tick, which alone touches
 * codecs. A leg that is not inside is sent silence, so that its call stays alive.
 */
public final class HearingAudio implements AutoCloseable {

    /** Hears of what people do, on the thread of the tick: returns at once. */
    public interface Listener {

        /** Another party speaks now; empty when the one that spoke has gone. */
        void activeSpeaker(Optional<LegId> leg);

        /** A party pressed a key (RFC 4733, or by tones): 0 to 9, *, #, A to D. Once for each press. */
        void digit(LegId leg, char digit);

        /** The sound of a party could not be done: it has none any more, and is to be ended. Once for each leg. */
        void failed(LegId leg, Throwable fault);
    }

    /** Nanoseconds between ticks. */
    public static final long TICK = 20_000_000;

    private final Listener listener;
    private final LongSupplier clock;
    private final Queue<Command> commands = new ConcurrentLinkedQueue<>();
    private final Map<LegId, AudioPort> ports = new ConcurrentHashMap<>();
    private final Map<LegId, AudioStatistics> statistics = new ConcurrentHashMap<>();
    private volatile Bridge.Policy policy = Bridge.Policy.NOBODY;
    private final TickTimer timer;
    private volatile boolean closed;

    private final Map<LegId, AudioLeg> legs = new LinkedHashMap<>();
    private final AudioPaths paths;
    private final ActiveSpeaker<LegId> activeSpeaker = new ActiveSpeaker<>();
    private final Object tickLock = new Object();
    private final TickSchedule ticks = new TickSchedule();
    private boolean released;

    /** Something to be done for a leg. */
    private record Command(LegId leg, Runnable work) {}

    /**
     * Makes the sound of a hearing, which stands still until it is {@linkplain #start started}.
     *
     * @param clock of the packets' arrivals
     * @param encoders makes the codecs' part of encoders
     */
    public HearingAudio(
            Listener listener,
            InternalErrors errors,
            LongSupplier clock,
            Function<AudioFormat, AudioEncoder> encoders) {
        this.listener = listener;
        this.clock = clock;
        this.paths = new AudioPaths(errors, encoders);
        this.timer = new TickTimer(errors, this::run);
    }

    /**
     * Begins to tick.
     *
     * @param pool platform threads that all hearings share: native codecs would pin virtual ones
     */
    public synchronized void start(ScheduledExecutorService pool) {
        timer.start(pool);
    }

    /** Takes in a leg, which is not inside yet. */
    public AudioPort add(LegId leg, Optional<ReceivedAudio> received, Optional<SentAudio> sent) {
        return add(leg, received, sent, AudioTap.NOBODY);
    }

    /** As above. @param ear listens in */
    public AudioPort add(LegId leg, Optional<ReceivedAudio> received, Optional<SentAudio> sent, AudioTap ear) {
        AudioPort port = new AudioPort(ear);
        add(leg, port, received, sent, ear);
        return port;
    }

    /** As above, with a port that the leg brings along; it is sent nothing yet. */
    public void add(LegId leg, AudioPort port, Optional<ReceivedAudio> received) {
        add(leg, port, received, Optional.empty(), AudioTap.NOBODY);
    }

    private void add(
            LegId leg, AudioPort port, Optional<ReceivedAudio> received, Optional<SentAudio> sent, AudioTap ear) {
        ports.put(leg, port);
        ask(leg, () -> {
            AudioLeg before = legs.put(leg, new AudioLeg(leg, port, received, sent, ear));
            if (before != null) {
                before.close();
            }
        });
    }

    /** Follows a new offer and answer; the leg's port stays. */
    public void update(LegId leg, Optional<ReceivedAudio> received, Optional<SentAudio> sent) {
        update(leg, received, sent, Optional.empty());
    }

    /** @param before what {@link #release} gave: the stream that the leg is sent goes on with its numbers */
    public void update(
            LegId leg, Optional<ReceivedAudio> received, Optional<SentAudio> sent, Optional<AudioSender> before) {
        ask(leg, () -> {
            AudioLeg known = legs.get(leg);
            if (known != null) {
                known.update(received, sent, before);
            }
        });
    }

    /** Says something to one leg, over what it hears; instead of what was being said. */
    public void announce(LegId leg, Announcement announcement) {
        ask(leg, () -> {
            AudioLeg known = legs.get(leg);
            if (known != null) {
                known.announce(announcement);
            }
        });
    }

    /** Lets a leg go at once, with the stream that it is sent, to go on elsewhere. Waits for the end of a tick. */
    public Optional<AudioSender> release(LegId leg) {
        synchronized (tickLock) {
            runCommands();
            Optional<AudioSender> sender = Optional.ofNullable(legs.get(leg)).flatMap(AudioLeg::sender);
            sender.ifPresent(AudioSender::moves);
            remove(leg);
            runCommands();
            return sender;
        }
    }

    private void ask(LegId leg, Runnable work) {
        commands.add(new Command(leg, work));
    }

    private void runCommands() {
        for (Command command = commands.poll(); command != null; command = commands.poll()) {
            guarded(command.leg, command.work);
        }
    }

    public void remove(LegId leg) {
        ports.remove(leg);
        ask(leg, () -> letGo(leg));
    }

    private void letGo(LegId leg) {
        AudioLeg known = legs.remove(leg);
        if (known != null) {
            statistics.remove(leg);
            paths.remove(leg);
            known.close();
        }
    }

    /** Does something for a leg; should that fail, the leg is out, and all others are heard on. */
    private void guarded(LegId leg, Runnable work) {
        try {
            work.run();
        } catch (Throwable fault) {
            fail(leg, fault);
        }
    }

    private void fail(LegId leg, Throwable fault) {
        ports.remove(leg);
        try {
            letGo(leg);
        } catch (Throwable another) {
            fault.addSuppressed(another);
        }
        listener.failed(leg, fault);
    }

    /**
     * Sets who takes part, as in {@link Bridge.Policy}; from the next block of sound on.
     *
     * @param inside legs that hear each other
     * @param muted legs that nobody hears
     */
    public void policy(Set<LegId> inside, Set<LegId> muted) {
        policy = Bridge.Policy.of(Set.copyOf(inside), Set.copyOf(muted));
    }

    /**
     * Takes a packet of a leg in; on its transport's event loop.
     *
     * @param arrival {@link System#nanoTime} when the packet was read from the socket
     */
    public void rtp(LegId leg, RtpPacket packet, long arrival) {
        AudioPort port = ports.get(leg);
        if (port != null) {
            port.rtp(packet, arrival);
        }
    }

    /** A snapshot of the last tick. */
    public Map<LegId, AudioStatistics> statistics() {
        return Map.copyOf(statistics);
    }

    /** The leg that speaks; none at first. */
    public Optional<LegId> activeSpeaker() {
        synchronized (tickLock) {
            return activeSpeaker.speaker();
        }
    }

    private void run() {
        tick(clock.getAsLong());
    }

    /**
     * Does the ticks that are due, at most five: one every 20 ms since the first.
     *
     * @param now on the clock of the packets' arrivals
     */
    public void tick(long now) {
        synchronized (tickLock) {
            if (closed) {
                release();
                return;
            }
            long left = ticks.leaveOut(now);
            if (left > 0) {
                legs.values().forEach(leg -> leg.sender().ifPresent(sender -> sender.pass(left)));
            }
            while (ticks.isDue(now)) {
                block(ticks.take());
            }
        }
    }

    /** One block of sound, from the packets that have come to those that go out. */
    private void block(long time) {
        runCommands();
        Bridge.Policy now = policy;
        Map<LegId, Integer> levels = new HashMap<>();
        for (AudioLeg leg : List.copyOf(legs.values())) {
            boolean audible = now.inside().contains(leg.id()) && !now.muted().contains(leg.id());
            guarded(leg.id(), () -> {
                leg.hear(time, audible, listener::digit);
                if (audible) {
                    levels.put(leg.id(), leg.level());
                }
            });
        }
        tellWhoIsSpokenTo(now);
        paths.send(legs.values(), now.inside()::contains, time).forEach(this::fail);
        if (activeSpeaker.block(levels)) {
            listener.activeSpeaker(activeSpeaker.speaker());
        }
        for (AudioLeg leg : legs.values()) {
            statistics.put(leg.id(), leg.statistics(paths.own(leg.id())));
        }
    }

    private void tellWhoIsSpokenTo(Bridge.Policy now) {
        int speakers = 0;
        for (AudioLeg leg : legs.values()) {
            speakers += leg.speaks() ? 1 : 0;
        }
        for (AudioLeg leg : legs.values()) {
            int others = speakers - (leg.speaks() ? 1 : 0);
            leg.hearingSpeaks(others > 0 && now.inside().contains(leg.id()));
        }
    }

    /** Ticks that were left out because the machine was too slow. */
    public long leftOut() {
        synchronized (tickLock) {
            return ticks.leftOut();
        }
    }

    /** Encoders at work. */
    int encoders() {
        synchronized (tickLock) {
            return paths.encoders();
        }
    }

    /** Stops ticking and lets go of the codecs, as soon as the present tick is over. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ports.clear();
        timer.stop();
    }

    private void release() {
        if (released) {
            return;
        }
        released = true;
        commands.clear();
        paths.close();
        legs.values().forEach(AudioLeg::close);
        legs.clear();
        statistics.clear();
    }
}
