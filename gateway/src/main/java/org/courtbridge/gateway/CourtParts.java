package org.courtbridge.gateway;

import java.util.concurrent.TimeUnit;
import org.courtbridge.court.conference.RunningConferences;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.signalling.ivr.WaitingSlates;

/**
 * The hearings that run.
 *
 * @param slates what parties see while they wait
 */
record CourtParts(RunningConferences conferences, WaitingSlates slates) {

    private static final int SLATE_REFRESH_SECONDS = 2;

    static CourtParts open(Foundation foundation, StoreParts store, MediaParts media) {
        GatewayConfig config = foundation.config();
        WaitingSlates slates = new WaitingSlates(config.web().zone(), foundation.clock(), config.language());
        RunningConferences conferences = foundation
                .closing()
                .add(RunningConferences.start(
                        store.hearings(),
                        id -> new HearingBridge(media.bridge()),
                        slates,
                        config.picture().layout(),
                        foundation.errors(),
                        foundation.clock()));
        media.bridge()
                .mixers()
                .scheduleWithFixedDelay(
                        foundation.upkeep("refreshing slates", conferences::refreshSlates),
                        SLATE_REFRESH_SECONDS,
                        SLATE_REFRESH_SECONDS,
                        TimeUnit.SECONDS);
        return new CourtParts(conferences, slates);
    }
}
