package org.courtbridge.gateway.bridge;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.SequenceParameterSet;

/**
 * What a party sends: what it agreed to, and what its pictures have shown so far.
 *
 * @param actual empty before the first picture
 * @param fragmented whether NAL units came in fragments
 */
record PictureDescription(H264Format agreed, Optional<SequenceParameterSet> actual, boolean fragmented) {

    /**
     * The first of a receiver's formats that these pictures fit untouched: first among those that would also take
     * fragments, which any sender of packetization mode 1 may begin to send.
     */
    Optional<H264Format> fitting(List<H264Format> formats) {
        boolean mayFragment = fragmented || agreed.packetizationMode() != 0;
        return first(formats, mayFragment).or(() -> first(formats, fragmented));
    }

    private Optional<H264Format> first(List<H264Format> formats, boolean withFragments) {
        return formats.stream()
                .filter(format -> format.canTake(agreed, actual, withFragments))
                .findFirst();
    }

    PictureDescription with(SequenceParameterSet parameters) {
        return new PictureDescription(agreed, Optional.of(parameters), fragmented);
    }

    PictureDescription withFragments() {
        return new PictureDescription(agreed, actual, true);
    }
}
