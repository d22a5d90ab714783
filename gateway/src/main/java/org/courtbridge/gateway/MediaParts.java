package org.courtbridge.gateway;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.srtp.SrtpWarmUp;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.bridge.WaitingLegs;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.trace.CallTrace;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.courtbridge.signalling.ivr.TileCaptions;

/**
 * The media part of the gateway, without its ports.
 *
 * @param bridge parts that each bridge of a hearing is made of
 * @param trace writes signalling and media of all calls; empty if nothing is written
 */
record MediaParts(MediaLoops loops, HearingBridge.Parts bridge, Optional<CallTrace> trace) {

    private static final Logger LOG = LogManager.getLogger(MediaParts.class);

    /** @param digits hears of keys that are pressed in the sound of a hearing */
    static MediaParts open(Foundation foundation, BiConsumer<LegId, Character> digits) throws IOException {
        GatewayConfig config = foundation.config();
        Closing closing = foundation.closing();
        LOG.info("SRTP is done by {}", SrtpWarmUp.run());
        MediaLoops loops = closing.add(MediaLoops.start(config.media().threads()));
        DefaultEventExecutor control = new DefaultEventExecutor(new DefaultThreadFactory("bridge"));
        closing.add(() -> control.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly());
        // Platform threads, as native codecs would pin virtual ones.
        ScheduledExecutorService mixers = closing.add(Executors.newScheduledThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), new DefaultThreadFactory("mixer")));
        Optional<CallTrace> trace = config.trace()
                ? Optional.of(closing.add(CallTrace.start(
                        foundation.data().resolve("traces"), foundation.advertised(), foundation.clock())))
                : Optional.empty();
        PictureWorkers pictures = closing.add(PictureWorkers.start(foundation.errors()));
        HearingBridge.Parts bridge = new HearingBridge.Parts(
                control,
                mixers,
                pictures,
                digits,
                trace.<MediaTrace>map(calls -> calls).orElse(MediaTrace.OFF),
                BridgeClock.SYSTEM,
                new WaitingLegs(),
                new TileCaptions(config.language()));
        return new MediaParts(loops, bridge, trace);
    }
}
