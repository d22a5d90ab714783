package org.courtbridge.signalling.sip;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.processing.PictureWorkers;

/** The media of every leg that arrives in a hearing go through this; keys in the sound are told to the hearing. */
public final class RealBridge implements AutoCloseable {

    private final ScheduledExecutorService mixers = Executors.newScheduledThreadPool(1);
    private final PictureWorkers pictures = PictureWorkers.start(new InternalErrors(InstantSource.system()));
    private final DefaultEventExecutor control = new DefaultEventExecutor();
    private final HearingBridge bridge;

    public RealBridge(RememberingConferences conferences) {
        bridge = new HearingBridge(
                HearingBridge.Parts.plain(control, mixers, pictures, conferences::digit, BridgeClock.SYSTEM));
        conferences.through(bridge);
    }

    public HearingBridge bridge() {
        return bridge;
    }

    @Override
    public void close() {
        bridge.close();
        mixers.shutdown();
        pictures.close();
        control.shutdownGracefully().awaitUninterruptibly();
    }
}
