package org.courtbridge.gateway.bridge;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.gateway.bridge.LegStatistics.Direction;
import org.courtbridge.hearings.LegId;

/** A hearing's pictures in simulated time, on one event loop. */
final class PictureHearing implements AutoCloseable {

    private static final long MILLISECOND = 1_000_000;

    final HearingBridge bridge;
    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final ScheduledExecutorService mixers = Executors.newSingleThreadScheduledExecutor();

    PictureHearing() {
        Instant start = Instant.parse("2026-03-01T10:00:00Z");
        bridge = new HearingBridge(new HearingBridge.Parts(
                channel.eventLoop(),
                mixers,
                (leg, digit) -> {},
                MediaTrace.OFF,
                new BridgeClock(() -> start.plusNanos(ticker.nanoTime()), ticker::nanoTime)));
        // Late enough to be after everything.
        ticker.advance(10, TimeUnit.SECONDS);
    }

    PictureParty room(String name) {
        return PictureParty.room(name, channel.eventLoop());
    }

    PictureParty room(String name, H264Format format) {
        return PictureParty.room(name, channel.eventLoop(), format);
    }

    PictureParty browser(String name, int pictures) {
        return PictureParty.browser(name, channel.eventLoop(), pictures);
    }

    void admit(PictureParty... parties) {
        for (PictureParty party : parties) {
            bridge.attach(party, "Party " + party.id(), party.media());
        }
        run();
        Set<LegId> inside = Arrays.stream(parties).map(PictureParty::id).collect(Collectors.toSet());
        bridge.policy(new Bridge.Policy(inside, Set.of()));
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
        mixers.shutdownNow();
        channel.finishAndReleaseAll();
    }
}
