package org.courtbridge.media.bridge;

import java.util.List;
import java.util.Optional;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.VideoProcessor.Admission;
import org.courtbridge.media.video.compose.Transcoder;
import org.courtbridge.media.video.compose.Transcoders;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.receive.VideoReceiver;
import org.courtbridge.media.video.send.VideoSender;

/**
 * Chooses how a receiver sees one party: by forwarded pictures where the receiver can take them and its line has room, else by
 * transcoded ones. The hearing's control thread's.
 */
final class PartyPictures {

    /** Forwarding begins if the picture's recent bit rate times this is within its share of the line... */
    private static final double BEGINS = 1.1;

    /** ...and goes on if it is times this, as an estimate is a little less than a line carries. */
    private static final double GOES_ON = 0.8;

    /** Ratio of a bit rate to the share of the line above which nothing of the picture gets through in time any more. */
    private static final double FLOODS = 1.5;

    /** Of its share, what a picture that is coded anew takes at first, as it shall not have to change again soon. */
    private static final double MARGIN = 0.75;

    /** Ratio of the better bit rate to the present one from which on a transcoded picture changes. */
    private static final double WORTH_A_CHANGE = 2;

    /** Ratio of a picture's recent bit rate to the one that the receiver agreed to up to which it is forwarded, for a while. */
    private static final double SUFFERED = 1.5;

    private final Transcoders transcoders;

    PartyPictures(Transcoders transcoders) {
        this.transcoders = transcoders;
    }

    /**
     * Bit rate that a source's pictures would take on the way to a receiver, forwarded or, if it cannot take those, transcoded;
     * bit/s.
     */
    static long cost(VideoSender output, SimulcastReceiver source) {
        return source.flowing().stream()
                .filter(layer -> output.fits(layer.description()))
                .map(layer -> source.isRestrained() ? source.unrestrainedBits() : layer.recentBits())
                .findFirst()
                .orElseGet(() -> output.target(PacedTransport.UNLIMITED)
                        .map(target -> (long) target.bitsPerSecond())
                        .orElse(0L));
    }

    /** Whether what is shown, as a party sends it, would only be in the way of what is to come. */
    static boolean isTooMuch(VideoSource shown, long share) {
        return shown instanceof VideoReceiver source && source.recentBits() > FLOODS * share;
    }

    /** Whether the receiver can be shown anything of it, if its line carries everything. */
    boolean canShow(VideoSender output, SimulcastReceiver source) {
        return source.flowing().stream().anyMatch(layer -> output.fits(layer.description()))
                || output.target(PacedTransport.UNLIMITED)
                        .filter(target -> transcoders.canMake(source.largest(), target, admission(output)))
                        .isPresent();
    }

    /**
     * The best of a source that a share of a line has room for; what is shown stays while it fits, and nothing fits clearly
     * better. What is more than the party wants is shown as it comes only if it cannot be coded anew, and what is coded anew is
     * the largest size that comes now.
     */
    Optional<VideoSource> feed(VideoSender output, SimulcastReceiver source, long share, Optional<VideoSource> before) {
        List<VideoReceiver> carried = source.flowing().stream()
                .filter(layer -> output.fits(layer.description()))
                .filter(layer ->
                        (before.filter(shown -> shown == layer).isPresent() ? GOES_ON : BEGINS) * layer.recentBits()
                                <= share)
                .toList();
        Optional<VideoSource> whole = carried.stream()
                .filter(layer -> layer.recentBits() <= SUFFERED * output.agreedBits())
                .<VideoSource>map(layer -> layer)
                .findFirst();
        if (whole.isPresent()) {
            return whole;
        }
        Optional<Transcoder> present =
                before.filter(Transcoder.class::isInstance).map(Transcoder.class::cast);
        VideoReceiver largest = source.largest();
        return target(output, share, present.map(Transcoder::target))
                .flatMap(target -> present.filter(shown ->
                                shown.source() == largest && shown.target().equals(target))
                        .or(() -> transcoders.make(
                                largest,
                                target,
                                present.filter(shown -> shown.isSeenBy(output)).isPresent()
                                        ? Admission.REPLACES
                                        : admission(output)))
                        .or(() -> present.filter(shown -> shown.target().bitsPerSecond() <= FLOODS * share)))
                .<VideoSource>map(made -> made)
                .or(() -> carried.stream().findFirst());
    }

    /** For what a receiver would be shown besides what it is shown now. */
    static Admission admission(VideoSender output) {
        return output.showsCoded() ? Admission.GOES_ON : Admission.BEGINS;
    }

    /**
     * Format, size and bit rate of pictures that are coded here for a receiver; empty if it takes none of them, or its line
     * carries none.
     *
     * @param share of its line, bit/s
     * @param present the target of those that it is shown now, if it is shown such
     */
    static Optional<PictureTarget> target(VideoSender output, long share, Optional<PictureTarget> present) {
        return output.target((long) (MARGIN * share))
                .or(() -> output.target(share))
                .map(wanted -> present.filter(shown -> stays(shown, wanted, Math.min(share, output.agreedBits())))
                        .orElse(wanted));
    }

    private static boolean stays(PictureTarget shown, PictureTarget wanted, long share) {
        return shown.bitsPerSecond() <= share && wanted.bitsPerSecond() < WORTH_A_CHANGE * shown.bitsPerSecond();
    }
}
