package org.courtbridge.media.video;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.codecs.payload.SequenceParameterSet;

/**
 * The pictures that a party sends, described by the agreed format and by what they have shown so far.
 *
 * @param actual empty before the first picture
 * @param fragmented whether NAL units came in fragments
 * @param quarterTurns clockwise, 0 to 3, that it needs before it is shown
 */
public record PictureDescription(
        PictureFormat agreed, Optional<SequenceParameterSet> actual, boolean fragmented, int quarterTurns) {

    /** Of a party whose pictures have shown nothing yet. */
    public static PictureDescription agreed(PictureFormat format) {
        return new PictureDescription(format, Optional.empty(), false, 0);
    }

    /**
     * The first of a receiver's formats that these pictures fit untouched, none if they must be turned: first among those that would also take
     * fragments, which any sender of packetization mode 1 may begin to send.
     */
    public Optional<PictureFormat> fitting(List<PictureFormat> formats) {
        if (quarterTurns != 0) {
            return Optional.empty();
        }
        boolean mayFragment = fragmented || agreed.mayFragment();
        return first(formats, mayFragment).or(() -> first(formats, fragmented));
    }

    private Optional<PictureFormat> first(List<PictureFormat> formats, boolean withFragments) {
        return formats.stream()
                .filter(format -> format.canTake(agreed, actual, withFragments))
                .findFirst();
    }

    /**
     * The reason why none of a receiver's formats is {@linkplain #fitting fitting}, of the one that came nearest; empty if one
     * is.
     */
    public Optional<PictureMisfit> misfit(List<PictureFormat> formats) {
        if (quarterTurns != 0) {
            return Optional.of(PictureMisfit.orientation(quarterTurns));
        }
        return fitting(formats).isPresent()
                ? Optional.empty()
                : formats.stream()
                        .flatMap(format -> format.misfit(agreed, actual, fragmented).stream())
                        .max(Comparator.comparing(PictureMisfit::limit));
    }

    PictureDescription with(SequenceParameterSet parameters) {
        return new PictureDescription(agreed, Optional.of(parameters), fragmented, quarterTurns);
    }

    PictureDescription with(PictureFormat changed) {
        return new PictureDescription(changed, actual, fragmented, quarterTurns);
    }

    PictureDescription turned(int quarters) {
        return new PictureDescription(agreed, actual, fragmented, quarters);
    }

    PictureDescription withFragments() {
        return new PictureDescription(agreed, actual, true, quarterTurns);
    }
}
