package org.courtbridge.court.conference;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.bridge.WaitingLegs;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.video.processing.Captions;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.courtbridge.signalling.ivr.Reception;
import org.courtbridge.signalling.ivr.WaitingSlates;

/** The media part of a gateway, for tests in which a menu is heard and seen. */
public final class Foyer implements AutoCloseable {

    private final ScheduledExecutorService mixers = Executors.newScheduledThreadPool(2);
    private final PictureWorkers pictures = PictureWorkers.start(new InternalErrors(InstantSource.system()));
    private final DefaultEventExecutor control = new DefaultEventExecutor();

    public Reception reception(Conferences conferences) {
        return Reception.open(
                parts(conferences::digit),
                conferences,
                new WaitingSlates(ZoneOffset.UTC, InstantSource.system(), Language.KAZAKH),
                InstantSource.system());
    }

    private HearingBridge.Parts parts(BiConsumer<LegId, Character> digits) {
        return new HearingBridge.Parts(
                control,
                mixers,
                pictures,
                digits,
                MediaTrace.OFF,
                BridgeClock.SYSTEM,
                new WaitingLegs(),
                Captions.NONE);
    }

    /** Of two rooms alone. */
    public Bridge bridge(BiConsumer<LegId, Character> digits) {
        return new HearingBridge(parts(digits));
    }

    @Override
    public void close() {
        mixers.shutdown();
        pictures.close();
        control.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
