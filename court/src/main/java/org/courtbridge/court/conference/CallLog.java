package org.courtbridge.court.conference;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Stream;

/**
 * One line for each call that ends. Names of people are not in it; the party's id leads to them. Must come before the leg
 * is detached from the bridge, which has the figures.
 */
final class CallLog implements Effect {

    private final Supplier<List<LegStatistics>> statistics;
    private final Consumer<String> log;

    CallLog(Supplier<List<LegStatistics>> statistics, Consumer<String> log) {
        this.statistics = statistics;
        this.log = log;
    }

    @Override
    public void happened(HearingState before, HearingEvent.Recorded recorded, HearingState after, Calls calls) {
        switch (recorded.event()) {
            case HearingEvent.Left left -> ended(after, left.party(), left.leg(), left.reason(), recorded.at(), calls);
            case HearingEvent.Replaced replaced ->
                ended(after, replaced.party(), replaced.leg(), EndReason.REPLACED, recorded.at(), calls);
            case HearingEvent.Created _,
                    HearingEvent.CourtAssigned _,
                    HearingEvent.Scheduled _,
                    HearingEvent.Unscheduled _,
                    HearingEvent.Called _,
                    HearingEvent.Recalled _,
                    HearingEvent.PinChanged _,
                    HearingEvent.PhaseChanged _,
                    HearingEvent.Invited _,
                    HearingEvent.Uninvited _,
                    HearingEvent.Arrived _,
                    HearingEvent.Admitted _,
                    HearingEvent.Dismissed _,
                    HearingEvent.Removed _,
                    HearingEvent.MutingChanged _,
                    HearingEvent.SpeakingRuleChosen _,
                    HearingEvent.PresidingBegun _,
                    HearingEvent.PresidingEnded _,
                    HearingEvent.MicrophoneTurnedOff _,
                    HearingEvent.MicrophoneTurnedOn _,
                    HearingEvent.HandRaised _,
                    HearingEvent.HandLowered _,
                    HearingEvent.FloorGiven _,
                    HearingEvent.FloorReturned _,
                    HearingEvent.SharingStarted _,
                    HearingEvent.SharingStopped _,
                    HearingEvent.LayoutChosen _,
                    HearingEvent.SeatLayoutChosen _,
                    HearingEvent.SeatLayoutLifted _,
                    HearingEvent.SelfShown _,
                    HearingEvent.SelfHidden _,
                    HearingEvent.SteeringAllowed _,
                    HearingEvent.TroubleReported _,
                    HearingEvent.TroubleRepeated _,
                    HearingEvent.TroubleSeen _,
                    HearingEvent.ChecklistTicked _,
                    HearingEvent.ChecklistUnticked _,
                    HearingEvent.SteeringForbidden _,
                    HearingEvent.CameraSteered _,
                    HearingEvent.MediaFollowed _,
                    HearingEvent.Recovered _ -> {}
        }
    }

    private void ended(HearingState hearing, PartyId party, LegId leg, EndReason reason, Instant at, Calls calls) {
        calls.of(leg).ifPresent(call -> {
            StringJoiner line = new StringJoiner(" ");
            line.add("call hearing=" + hearing.id());
            line.add("number=" + hearing.number());
            line.add("party=" + party);
            line.add("leg=" + leg);
            line.add("kind=" + call.leg().kind());
            line.add("reason=" + reason);
            line.add("seconds=" + Duration.between(call.since(), at).toSeconds());
            for (LegStatistics of : statistics.get()) {
                if (of.leg().equals(leg)) {
                    of.ofWholeCall().forEach(stream -> line.add(describe(stream)));
                }
            }
            log.accept(line.toString());
        });
    }

    /** Such as {@code received.audio.main=G722,packets:500,bytes:80000,lost:2}. */
    private static String describe(Stream stream) {
        return "%s.%s.%s=%s,packets:%d,bytes:%d,lost:%d"
                .formatted(
                        stream.direction() == LegStatistics.Direction.RECEIVED ? "received" : "sent",
                        stream.medium() == LegStatistics.Medium.AUDIO ? "audio" : "video",
                        stream.slot(),
                        stream.codec(),
                        stream.traffic().packets(),
                        stream.traffic().bytes(),
                        stream.network().lost());
    }
}
