package org.courtbridge.media.probe;

import java.util.List;
import java.util.Optional;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.receive.VideoReceiver;
import org.courtbridge.media.video.send.VideoSender;

/** Shows a party its own picture, in the largest layer that its line carries. Guarded by the bridge that it belongs to. */
final class SelfView {

    private Optional<VideoReceiver> chosen = Optional.empty();
    private Optional<VideoReceiver> reflected = Optional.empty();

    /**
     * Chooses the layer.
     *
     * @param layers that the party sends; empty if it sends none
     * @param output in which it sees itself; empty if it does not
     * @param carried bit/s that its line carries
     */
    void choose(Optional<SimulcastReceiver> layers, Optional<VideoSender> output, long carried) {
        chosen = output.flatMap(shown -> layers.map(of -> carried(of, shown, carried)));
    }

    private static VideoReceiver carried(SimulcastReceiver layers, VideoSender output, long carried) {
        List<VideoReceiver> flowing = layers.flowing();
        return flowing.stream()
                .filter(layer -> layer.recentBits() <= carried)
                .filter(layer -> output.misfit(layer.description()).isEmpty())
                .findFirst()
                .orElse(flowing.getLast());
    }

    /** Whether packets of a layer are for the output. */
    boolean takes(VideoReceiver layer, VideoSender output) {
        return output.shows(layer) || chosen.equals(Optional.of(layer));
    }

    /** Shows the layer chosen last; one that the party sees already goes on until a keyframe of that comes. */
    void reflect(VideoSender output, long now) {
        if (reflected.equals(chosen)) {
            return;
        }
        boolean goesOn = reflected.filter(output::shows).isPresent();
        chosen.filter(_ -> goesOn)
                .ifPresentOrElse(
                        layer -> output.change(layer, now), () -> output.show(chosen.map(layer -> layer), now));
        reflected = chosen;
    }

    /** The party sees something else now. */
    void stop() {
        reflected = Optional.empty();
    }
}
