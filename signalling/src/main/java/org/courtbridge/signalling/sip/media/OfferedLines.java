package org.courtbridge.signalling.sip.media;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.rooms.PictureCeiling;
import org.courtbridge.signalling.sdp.AudioFormats;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/** The lines of a party's offer: which of them a call can take, and takes. Places are counted from 0; -1 is none. */
final class OfferedLines {

    /** Stands for a port where it is only asked whether there are common formats. */
    private static final int ANY_PORT = 9;

    private final SessionDescription offer;
    private final Encryption policy;
    private final PictureCeiling pictures;

    /**
     * @param policy whether the device encrypts
     * @param pictures the largest that we take
     */
    OfferedLines(SessionDescription offer, Encryption policy, PictureCeiling pictures) {
        this.offer = offer;
        this.policy = policy;
        this.pictures = pictures;
    }

    /** Purpose of a line. */
    enum Kind {
        SOUND,
        PICTURE,
        SLIDES,
        CAMERA;

        boolean isOf(MediaDescription offered) {
            return switch (this) {
                case SOUND -> offered.type().equals("audio");
                case PICTURE -> RoomAnswer.isMainPicture(offered);
                case SLIDES -> offered.type().equals("video") && !RoomAnswer.isMainPicture(offered);
                case CAMERA -> offered.type().equals(CameraLine.TYPE);
            };
        }
    }

    /**
     * The line to take: the one that was taken before, if it still can be, else the first that can and is encrypted, else
     * the first that can; a sound that is for want of a better comes last. Some rooms offer each medium twice, encrypted and not, in either order.
     *
     * @param taken before; null for none
     */
    int pick(@Nullable RoomLine taken, Kind kind) {
        int before = taken == null ? -1 : taken.place();
        if (before >= 0 && before < offer.media().size() && isUsable(before, kind)) {
            return before;
        }
        List<Integer> usable = IntStream.range(0, offer.media().size())
                .filter(i -> isUsable(i, kind))
                .boxed()
                .sorted(Comparator.comparing(i -> isLastResort(offer.media().get(i))))
                .toList();
        return usable.stream()
                .filter(i -> RoomSecurity.choose(offer.media().get(i), offer, policy)
                        .filter(choice -> !(choice instanceof RoomSecurity.Choice.Plain))
                        .isPresent())
                .findFirst()
                .or(() -> usable.stream().findFirst())
                .orElse(-1);
    }

    private boolean isUsable(int place, Kind kind) {
        MediaDescription offered = offer.media().get(place);
        return kind.isOf(offered)
                && formats(offered, offer, ANY_PORT, pictures).isPresent()
                && RoomSecurity.choose(offered, offer, policy).isPresent();
    }

    /** Whether a line has only sounds that are for want of a better. */
    private static boolean isLastResort(MediaDescription offered) {
        List<AudioFormat> formats = AudioFormats.worthTaking(offered);
        return !formats.isEmpty() && formats.getFirst().codec().isLastResort();
    }

    /** The line by which the room can ask to show slides, the one of before if it still can. */
    int floor(RoomContent asked, int before) {
        return IntStream.range(0, offer.media().size())
                .filter(i -> asked.takes(offer.media().get(i), offer))
                .boxed()
                .min(Comparator.comparing(i -> i != before))
                .orElse(-1);
    }

    /** Our line with the formats that both sides have; empty if there are none. */
    static Optional<MediaDescription> formats(
            MediaDescription offered, SessionDescription offer, int port, PictureCeiling pictures) {
        return switch (offered.type()) {
            case "audio" -> RoomAnswer.audio(offered, offer, port);
            case "video" -> RoomAnswer.video(offered, offer, port, pictures);
            default -> CameraLine.answer(offered, offer, port);
        };
    }
}
