package org.courtbridge.gateway;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.calendar.CalendarFile;
import org.courtbridge.court.conference.RunningConferences;
import org.courtbridge.gateway.store.applications.StoredApplications;
import org.courtbridge.hearings.calendar.WorkingCalendar;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.signalling.ivr.WaitingSlates;

/**
 * The hearings that run, and the applications that come before them.
 *
 * @param slates what parties see while they wait
 * @param calendar by which terms are counted
 */
record CourtParts(
        RunningConferences conferences,
        WaitingSlates slates,
        Supplier<WorkingCalendar> calendar,
        Applications applications) {

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
        WorkingCalendar shipped = CalendarFile.shipped();
        Supplier<WorkingCalendar> calendar = () -> shipped;
        Applications applications = new Applications(
                new StoredApplications(store.database()), calendar, config.web().zone(), foundation.clock());
        return new CourtParts(conferences, slates, calendar, applications);
    }
}
