package org.courtbridge.media.bridge;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.processing.Captions;
import org.courtbridge.media.video.processing.PictureWorkers;

/** A hearing's pictures in simulated time, on one event loop. */
final class PictureHearing implements AutoCloseable {

    private static final long MILLISECOND = 1_000_000;
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    final HearingBridge bridge;
    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();

    private final PictureWorkers pictures;

    /** What those who see one picture see in it. */
    Layout layout = Layout.SPEAKER;

    /** Whom nobody hears. */
    final Set<LegId> muted = new HashSet<>();

    /** Browsers that ask for one picture. */
    final Set<PictureParty> asking = new HashSet<>();

    /** Who sees itself in it. */
    final Set<LegId> seeingSelf = new HashSet<>();

    /** One in which nothing is coded anew. */
    PictureHearing() {
        this(0);
    }

    /** @param places for sources that are coded anew */
    PictureHearing(int places) {
        this(PictureWorkers.withPlaces(places));
    }

    /** @param workers on one thread; closed with this */
    PictureHearing(PictureWorkers workers) {
        this(workers, MediaTrace.OFF, Captions.NONE);
    }

    /** @param captions say who is who in pictures of several */
    PictureHearing(PictureWorkers workers, MediaTrace trace, Captions captions) {
        pictures = workers;
        bridge = new HearingBridge(new HearingBridge.Parts(
                channel.eventLoop(),
                channel.eventLoop(),
                pictures,
                (leg, digit) -> {},
                trace,
                new BridgeClock(this::wall, ticker::nanoTime),
                new WaitingLegs(),
                captions));
        // Late enough to be after everything.
        ticker.advance(10, TimeUnit.SECONDS);
    }

    PictureParty room(String name) {
        return PictureParty.room(name, channel.eventLoop());
    }

    PictureParty room(String name, PictureFormat format) {
        return PictureParty.room(name, channel.eventLoop(), format);
    }

    PictureParty browser(String name, int pictures) {
        return PictureParty.browser(name, channel.eventLoop(), pictures);
    }

    PictureParty browser(String name, int pictures, PictureFormat format) {
        return PictureParty.browser(name, channel.eventLoop(), pictures, format);
    }

    /** Waits until all that has come is coded anew, and given on. */
    void coded() {
        for (int handed = 0; handed < 10; handed++) {
            CompletableFuture.runAsync(() -> {}, pictures.threads()).join();
            run();
        }
    }

    /** Waits until all stills that are due are drawn, and given on. */
    void drawn() {
        CompletableFuture.runAsync(() -> {}, pictures.stills()).join();
        run();
    }

    boolean hasPlace() {
        return pictures.hasRoom(VideoProcessor.Admission.BEGINS);
    }

    /** How often it was said that there was no time to code pictures for somebody. */
    long refusals() {
        return pictures.load().refused();
    }

    void admit(PictureParty... parties) {
        for (PictureParty party : parties) {
            bridge.attach(party, "Party " + party.id(), party.media());
        }
        run();
        let(parties);
    }

    /** From now on these are inside, and no others. */
    void let(PictureParty... parties) {
        let(Optional.empty(), parties);
    }

    /** One of them presents. */
    void let(Optional<PictureParty> presenter, PictureParty... parties) {
        Set<LegId> inside = Arrays.stream(parties).map(PictureParty::id).collect(Collectors.toSet());
        Map<LegId, Layout> layouts = Arrays.stream(parties)
                .filter(party -> party.kind().seesOnePicture() || asking.contains(party))
                .collect(Collectors.toMap(PictureParty::id, any -> layout));
        bridge.policy(new Bridge.Policy(
                inside,
                muted,
                presenter.map(PictureParty::id),
                new Bridge.Policy.View(layouts, Set.of(), seeingSelf),
                false,
                true));
        run();
    }

    LegStatistics statistics(PictureParty party) {
        return bridge.statistics().stream()
                .filter(leg -> leg.leg().equals(party.id()))
                .findFirst()
                .orElseThrow();
    }

    LegStatistics.Stream stream(PictureParty party, Direction direction) {
        return statistics(party).streams().stream()
                .filter(stream -> stream.direction() == direction)
                .findFirst()
                .orElseThrow();
    }

    long now() {
        return ticker.nanoTime();
    }

    Instant wall() {
        return START.plusNanos(ticker.nanoTime());
    }

    void run() {
        channel.runPendingTasks();
        channel.runPendingTasks();
    }

    void later(long millis) {
        for (long passed = 0; passed < millis; passed += 10) {
            ticker.advance(Math.min(10, millis - passed) * MILLISECOND, TimeUnit.NANOSECONDS);
            channel.runScheduledPendingTasks();
            run();
        }
    }

    @Override
    public void close() {
        bridge.close();
        run();
        pictures.close();
        channel.finishAndReleaseAll();
    }
}
