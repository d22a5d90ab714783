package org.courtbridge.console.hearings;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Participant;
import org.courtbridge.hearings.CameraStep;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.SpeakingRule;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.LegCondition;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;

/** The documents of hearings in the API. Their components are its field names: a change here is a change of the API. */
public final class HearingViews {

    private HearingViews() {}

    /** @param court id of the court whose hearing it is; absent if nobody has said */
    record HearingSummary(
            String id,
            String number,
            String title,
            Optional<String> court,
            Optional<Instant> begins,
            HearingState.Phase phase,
            int seats,
            int connected,
            int waiting) {

        static HearingSummary of(HearingState state) {
            return new HearingSummary(
                    state.id(),
                    state.number(),
                    state.title(),
                    state.court(),
                    state.begins(),
                    state.phase(),
                    state.seats().size(),
                    state.legs().size(),
                    state.waiting().size());
        }
    }

    /**
     * @param court id of the court whose hearing it is; absent if nobody has said
     * @param begins when it is to begin, if that is known
     * @param layout in which rooms see the parties, chosen or the gateway's
     * @param steering whether rooms may move each other's cameras
     * @param recorded whether sound and pictures are written to files
     */
    record Hearing(
            String id,
            String number,
            String title,
            Optional<String> court,
            Optional<Instant> begins,
            Optional<String> pin,
            HearingState.Phase phase,
            long lastEvent,
            List<Seat> seats,
            Floor floor,
            Layout layout,
            boolean steering,
            boolean recorded,
            List<Leg> legs) {

        /**
         * @param gateways layout where none was chosen
         * @param recorded whether sound and pictures of hearings are written to files
         * @param calls how far the last call of a seat's room has come
         * @param withPin whether the one who asks may know the PIN
         */
        static Hearing of(
                HearingState state,
                Layout gateways,
                boolean recorded,
                List<LegStatistics> statistics,
                Function<HearingState.Seat, Optional<DialledRooms.Attempt>> calls,
                boolean withPin) {
            return new Hearing(
                    state.id(),
                    state.number(),
                    state.title(),
                    state.court(),
                    state.begins(),
                    state.pin().filter(_ -> withPin),
                    state.phase(),
                    state.lastEvent(),
                    state.seats().values().stream()
                            .map(seat -> Seat.of(state, seat, calls.apply(seat)))
                            .toList(),
                    Floor.of(state.floor()),
                    state.layout().orElse(gateways),
                    state.steering(),
                    recorded,
                    statistics.stream().map(Leg::of).toList());
        }
    }

    /**
     * @param speaker the party that has the floor
     * @param since when it was given the floor
     * @param asking who asks for it, the first who asked first
     * @param presenter the party whose screen everybody sees
     * @param rule of who may speak
     * @param presiding parties that are heard under any rule
     */
    record Floor(
            Optional<String> speaker,
            Optional<Instant> since,
            List<Asking> asking,
            Optional<String> presenter,
            SpeakingRule rule,
            List<String> presiding) {

        static Floor of(org.courtbridge.hearings.Floor floor) {
            return new Floor(
                    floor.speaker().map(PartyId::value),
                    floor.turn().map(org.courtbridge.hearings.Floor.Turn::since),
                    floor.asking().entrySet().stream()
                            .map(asking -> new Asking(asking.getKey().value(), asking.getValue()))
                            .toList(),
                    floor.presenter().map(PartyId::value),
                    floor.rule(),
                    floor.presiding().stream().map(PartyId::value).sorted().toList());
        }
    }

    record Asking(String party, Instant since) {}

    /**
     * @param muting of this seat alone
     * @param heard whether the others may hear the party: it is not muted, has its microphone on, and the rule of speaking lets it
     * @param microphoneOff whether the party has turned its microphone off by itself
     * @param layout its own; absent for the hearing's, or on a page for a picture of each party
     * @param seesSelf whether its party is in the picture that it sees of several
     * @param call by which its room is being called, or was called last and in vain; absent for others
     */
    record Seat(
            String party,
            String name,
            HearingCommand.Admission admission,
            boolean admitted,
            HearingCommand.Muting muting,
            boolean heard,
            boolean microphoneOff,
            Optional<String> leg,
            Optional<Layout> layout,
            boolean seesSelf,
            Optional<RoomCall> call) {

        static Seat of(HearingState state, HearingState.Seat seat, Optional<DialledRooms.Attempt> call) {
            return new Seat(
                    seat.party().value(),
                    seat.name(),
                    seat.admission(),
                    seat.admitted(),
                    seat.muting(),
                    state.isHeard(seat),
                    seat.microphoneOff(),
                    seat.leg().map(LegId::value),
                    seat.layout(),
                    seat.seesSelf(),
                    call.map(RoomCall::of));
        }
    }

    /**
     * @param at since when it is being called, or when that failed
     * @param failed why; absent while it is being called
     */
    record RoomCall(Instant at, Optional<String> failed) {

        static RoomCall of(DialledRooms.Attempt attempt) {
            return new RoomCall(
                    attempt.at(),
                    attempt instanceof DialledRooms.Attempt.Failed failed
                            ? Optional.of(failed.detail())
                            : Optional.empty());
        }
    }

    /**
     * @param encrypted whether everything that flows is SRTP; absent as long as nothing flows
     * @param blocked pictures of others that the party cannot be shown
     * @param refused media that the party offered in vain
     * @param conditions what the party itself says to be wrong with it
     */
    record Leg(
            String leg,
            String name,
            org.courtbridge.media.leg.Leg.Kind kind,
            Optional<Boolean> encrypted,
            List<Stream> streams,
            List<BlockedPicture> blocked,
            List<LegMedia.Refused> refused,
            Set<LegCondition> conditions,
            Optional<LegStatistics.Camera> camera) {

        static Leg of(LegStatistics leg) {
            return new Leg(
                    leg.leg().value(),
                    leg.name(),
                    leg.kind(),
                    leg.encrypted(),
                    leg.streams().stream().map(Stream::of).toList(),
                    leg.blocked().stream().map(BlockedPicture::of).toList(),
                    leg.refused(),
                    leg.conditions(),
                    leg.camera());
        }
    }

    /** The figures of {@link LegStatistics.Stream}, all on one level. */
    record Stream(
            LegStatistics.Direction direction,
            LegStatistics.Medium medium,
            String slot,
            String codec,
            long packets,
            long bytes,
            long bitrate,
            long lost,
            double recentLoss,
            double jitter,
            OptionalDouble roundTrip,
            long frames,
            long keyframes,
            long keyframeRequests,
            long concealed,
            double level,
            Optional<String> protection) {

        static Stream of(LegStatistics.Stream stream) {
            LegStatistics.Stream.Traffic traffic = stream.traffic();
            LegStatistics.Stream.Network network = stream.network();
            LegStatistics.Stream.Content content = stream.content();
            return new Stream(
                    stream.direction(),
                    stream.medium(),
                    stream.slot(),
                    stream.codec(),
                    traffic.packets(),
                    traffic.bytes(),
                    traffic.bitrate(),
                    network.lost(),
                    network.recentLoss(),
                    network.jitter(),
                    network.roundTrip(),
                    content.frames(),
                    content.keyframes(),
                    content.keyframeRequests(),
                    content.concealed(),
                    content.level(),
                    stream.protection());
        }
    }

    /** @param preset 0 to 15, of the steps that have one */
    record CameraOrder(CameraStep step, Optional<Integer> preset) {}

    /**
     * @param limit which limit of the receiver the picture breaks
     * @param sent what the picture has, in the terms of the limit
     * @param taken what the receiver takes at most, in the same terms
     */
    record BlockedPicture(String source, String name, PictureMisfit.Limit limit, String sent, String taken) {

        static BlockedPicture of(LegStatistics.BlockedPicture picture) {
            PictureMisfit misfit = picture.misfit();
            return new BlockedPicture(
                    picture.source().value(), picture.name(), misfit.limit(), misfit.sent(), misfit.taken());
        }
    }

    /**
     * @param begins when it is to begin; left out if that is not known yet
     * @param court id of the court whose hearing it is; needed of whoever may prepare hearings of several courts, but not of all
     */
    record NewHearing(String number, String title, Optional<Instant> begins, Optional<String> court) {}

    record CourtChoice(String court) {}

    /** @param begins when the hearing is to begin; left out if that is not known any more */
    record Begins(Optional<Instant> begins) {}

    record Reason(Optional<String> reason) {}

    record LayoutChoice(Layout layout) {}

    /** @param layout empty for the hearing's */
    record SeatLayoutChoice(Optional<Layout> layout) {}

    record DeviceInvitation(String device, Optional<Boolean> lobby) {}

    /**
     * @param codeWord left out, one is made
     * @param email where the participant gets letters; left out for none
     * @param language of the letters, as BCP 47 has it; left out for the court's
     */
    record NewParticipant(String name, Optional<String> codeWord, Optional<String> email, Optional<String> language) {}

    /**
     * @param email where the participant gets letters; left out for nowhere any more
     * @param language of the letters, as BCP 47 has it; left out for the court's
     */
    record Letters(Optional<String> email, Optional<String> language) {}

    /**
     * @param email where the participant gets letters; absent for nowhere
     * @param language of the letters; absent for the court's
     * @param codeWord if it was just made; shown this once
     * @param handover of an invitation that was just made, by which it is printed and sent
     */
    record ParticipantSeat(
            String id,
            String party,
            String name,
            String link,
            Optional<String> email,
            Optional<String> language,
            Optional<String> codeWord,
            Optional<String> handover) {

        static ParticipantSeat of(Participant participant, String baseUrl) {
            return new ParticipantSeat(
                    participant.id(),
                    "participant:" + participant.id(),
                    participant.name(),
                    baseUrl + "/j/" + participant.code(),
                    participant.letters().map(LetterAddress::email),
                    participant.letters().flatMap(LetterAddress::language).map(Language::tag),
                    Optional.empty(),
                    Optional.empty());
        }

        ParticipantSeat with(Optional<String> newCodeWord, String newHandover) {
            return new ParticipantSeat(id, party, name, link, email, language, newCodeWord, Optional.of(newHandover));
        }

        /** Without the link, the address and the code word. */
        @Override
        public String toString() {
            return "ParticipantSeat[" + id + "]";
        }
    }

    public record Event(long number, Instant at, String actor, String type, Object details) {

        public static Event of(HearingEvent.Recorded recorded) {
            return new Event(
                    recorded.number(),
                    recorded.at(),
                    recorded.actor(),
                    recorded.event().getClass().getSimpleName(),
                    recorded.event() instanceof HearingEvent.PinChanged ? Map.of() : recorded.event());
        }
    }

    /** A message of the events' WebSocket: a change of a hearing. */
    public record HearingChange(String hearing, HearingState.Phase phase, Event event) {}
}
