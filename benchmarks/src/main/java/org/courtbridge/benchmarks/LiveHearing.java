package org.courtbridge.benchmarks;

import io.netty.channel.DefaultEventLoop;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.courtbridge.codecs.video.PictureWarmUp;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.leg.Bridge.Policy;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.processing.PictureWorkers;

/**
 * A hearing in real time, all but its sockets: cameras that send films, each by its own clock, and rooms that see them in one picture.
 * The clocks differ by up to 1.5 %, so that pictures meet each other, and the composing, at every distance in time.
 */
final class LiveHearing implements AutoCloseable {

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
    private static final long SECOND = 1_000_000_000;

    /** For compositions, on one thread; nothing is saved when it does not keep up. */
    private static final int PLACES = 4;

    /** Nanoseconds before all are inside. */
    private static final long BEGINNING = SECOND / 2;

    /** Time for Java's compiler, and the encoders, to warm up. */
    private static final int UNMEASURED_SECONDS = 4;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final ScheduledExecutorService mixers = Executors.newSingleThreadScheduledExecutor();
    private final PictureWorkers pictures = PictureWorkers.withPlaces(PLACES);
    private final HearingBridge bridge = new HearingBridge(
            HearingBridge.Parts.plain(loop, mixers, pictures, (leg, digit) -> {}, BridgeClock.SYSTEM));
    private final List<FilmedRoom> cameras;
    private final List<WatchingRoom> watching;

    /** A picture of a film that is due. */
    private record Due(FilmedRoom camera, int picture, long at) {}

    /**
     * CPU milliseconds for each second of hearing.
     *
     * @param workers of the threads that decode, compose and code
     * @param loop of the one that receives and sends packets
     */
    record Cost(double workers, double loop) {}

    /**
     * @param cameras of the films, from the first on
     * @param viewers make the rooms that watch; those of all of them see the same
     */
    LiveHearing(CodedFilms films, int cameras, Layout layout, List<Function<DefaultEventLoop, WatchingRoom>> viewers) {
        PictureWarmUp.run();
        this.cameras = new ArrayList<>();
        for (int party = 0; party < cameras; party++) {
            this.cameras.add(new FilmedRoom(party, films.pictures(party), loop));
        }
        this.watching = viewers.stream().map(viewer -> viewer.apply(loop)).toList();
        List<PartyInHearing> all = new ArrayList<>(this.cameras);
        all.addAll(watching);
        all.forEach(party -> bridge.attach(party, party.id().value(), party.media()));
        Set<LegId> inside = all.stream().map(PartyInHearing::id).collect(Collectors.toSet());
        bridge.policy(new Policy(
                inside,
                Set.of(),
                Optional.empty(),
                new Policy.View(
                        watching.stream().collect(Collectors.toMap(PartyInHearing::id, any -> layout)),
                        Set.of(),
                        Set.of()),
                false,
                true));
    }

    List<FilmedRoom> cameras() {
        return cameras;
    }

    List<WatchingRoom> watching() {
        return watching;
    }

    /** From which picture on of a film it counts. */
    static int firstMeasured() {
        return UNMEASURED_SECONDS * CodedFilms.FRAMES_PER_SECOND;
    }

    /** Shows the films from beginning to end. */
    Cost run() throws InterruptedException {
        long start = System.nanoTime() + BEGINNING;
        List<Due> all = new ArrayList<>();
        for (FilmedRoom camera : cameras) {
            for (int picture = 0; picture < camera.pictures(); picture++) {
                all.add(new Due(camera, picture, start + camera.due(picture)));
            }
        }
        all.sort(Comparator.comparingLong(Due::at));
        Cost before = new Cost(0, 0);
        long from = 0;
        for (Due due : all) {
            while (System.nanoTime() < due.at) {
                LockSupport.parkNanos(due.at - System.nanoTime());
            }
            if (from == 0 && due.picture >= firstMeasured()) {
                from = System.nanoTime();
                before = used();
            }
            loop.execute(() -> due.camera.send(due.picture));
        }
        Cost after = used();
        double seconds = (System.nanoTime() - from) / (double) SECOND;
        return new Cost((after.workers - before.workers) / seconds, (after.loop - before.loop) / seconds);
    }

    /** CPU milliseconds until now. */
    private Cost used() {
        ThreadInfo[] threads = PROCESSOR.getThreadInfo(PROCESSOR.getAllThreadIds());
        return new Cost(
                used(threads, "pictures-"),
                used(threads, loop.threadProperties().name()));
    }

    private static double used(ThreadInfo[] threads, String name) {
        return Arrays.stream(threads)
                        .filter(Objects::nonNull)
                        .filter(thread -> thread.getThreadName().startsWith(name))
                        .mapToLong(thread -> PROCESSOR.getThreadCpuTime(thread.getThreadId()))
                        .sum()
                / 1e6;
    }

    @Override
    public void close() {
        bridge.close();
        mixers.shutdownNow();
        pictures.close();
        loop.shutdownGracefully().syncUninterruptibly();
    }
}
