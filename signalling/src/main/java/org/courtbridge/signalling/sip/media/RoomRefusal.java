package org.courtbridge.signalling.sip.media;

import java.util.List;
import java.util.Optional;
import org.courtbridge.media.leg.LegMedia.Refusal;
import org.courtbridge.media.leg.LegMedia.Refused;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.sdp.AudioFormats;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sdp.VideoFormats;

/** Why a line of a room came to nothing, for those who look after it. */
final class RoomRefusal {

    private RoomRefusal() {}

    /**
     * Empty if nothing is missing: it is neither sound nor picture, was not wanted, or is the same once more.
     *
     * @param served whether another line of its kind was taken
     */
    static Optional<Refused> ofOffer(
            MediaDescription offered, SessionDescription offer, Encryption policy, boolean served) {
        boolean slides = offered.type().equals("video") && !RoomAnswer.isMainPicture(offered);
        if (offered.isRefused() || served && !slides) {
            return Optional.empty();
        }
        return medium(offered).map(medium -> {
            if (!RoomAnswer.isUsable(offered)) {
                return new Refused(medium, Refusal.TRANSPORT, List.of(offered.protocol()));
            }
            boolean common = medium == Medium.AUDIO
                    ? !AudioFormats.of(offered).isEmpty()
                    : !VideoFormats.of(offered).isEmpty();
            if (!common) {
                return new Refused(medium, Refusal.NO_COMMON_FORMAT, formats(offered));
            }
            return RoomSecurity.choose(offered, offer, policy).isEmpty()
                    ? new Refused(medium, Refusal.ENCRYPTION, RoomSecurity.words(offered))
                    : new Refused(medium, Refusal.ONE_TOO_MANY, formats(offered));
        });
    }

    /**
     * Of a line of ours that the party answered so that it cannot be used; empty if it did not want it.
     *
     * @param common whether its answer has a format of ours
     */
    static Optional<Refused> ofAnswer(MediaDescription theirs, boolean common) {
        if (theirs.isRefused()) {
            return Optional.empty();
        }
        return medium(theirs)
                .map(medium -> common
                        ? new Refused(medium, Refusal.ENCRYPTION, RoomSecurity.words(theirs))
                        : new Refused(medium, Refusal.NO_COMMON_FORMAT, formats(theirs)));
    }

    private static Optional<Medium> medium(MediaDescription line) {
        return switch (line.type()) {
            case "audio" -> Optional.of(Medium.AUDIO);
            case "video" -> Optional.of(Medium.VIDEO);
            default -> Optional.empty();
        };
    }

    private static List<String> formats(MediaDescription line) {
        return line.rtpMaps().stream()
                .map(map -> map.encoding() + "/" + map.clockRate())
                .distinct()
                .toList();
    }
}
