package org.courtbridge.media.video.send;

import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.media.leg.LegMedia.SentVideo;
import org.courtbridge.media.video.PictureDescription;
import org.jspecify.annotations.Nullable;

/** The format that a source's pictures go out in to a party; worked out anew when either has changed. Lives on the sender's event loop. */
final class FittingFormat {

    private @Nullable PictureDescription judged;
    private @Nullable PictureFormat format;
    private volatile long bitrateCap = Long.MAX_VALUE;

    /** Null if the party cannot take such pictures. */
    @Nullable
    PictureFormat judge(PictureDescription description, SentVideo agreed) {
        if (description != judged) {
            judged = description;
            format = description.fitting(agreed.formats()).orElse(null);
            bitrateCap = format == null ? Long.MAX_VALUE : Math.min(format.maxBr(), agreed.bitrate());
        }
        return format;
    }

    /** The last one; null if there was none. */
    @Nullable
    PictureFormat present() {
        return format;
    }

    /** It is another source, or another agreement. */
    void forget() {
        judged = null;
    }

    /** bit/s at most that the party takes of the last one. From any thread. */
    long bitrateCap() {
        return bitrateCap;
    }
}
