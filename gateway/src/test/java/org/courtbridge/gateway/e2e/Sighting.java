package org.courtbridge.gateway.e2e;

import java.util.ArrayList;
import java.util.List;

/**
 * What was seen of one party over a time: from the frame numbers in its coded pictures, which start again when the
 * party's film does.
 *
 * @param frames different frames seen one after the other
 * @param sent frames that the party sent between the first and the last that were seen
 * @param longestFreeze the longest time without a new frame, in milliseconds, from the first to the last sight
 */
record Sighting(int frames, int sent, double longestFreeze) {

    /** One picture as it was shown, at a time in milliseconds. */
    record Shown(CodedPicture picture, double at) {}

    static Sighting of(int party, List<Shown> everything) {
        List<Shown> shown = new ArrayList<>();
        for (Shown one : everything) {
            if (one.picture().party() == party) {
                shown.add(one);
            }
        }
        if (shown.isEmpty()) {
            return new Sighting(0, 0, 0);
        }
        int frames = 1;
        int sent = 1;
        double longest = 0;
        double since = shown.getFirst().at();
        int last = shown.getFirst().picture().frame();
        for (Shown one : shown) {
            longest = Math.max(longest, one.at() - since);
            if (one.picture().frame() != last) {
                frames++;
                sent += Math.floorMod(one.picture().frame() - last, Film.FRAMES);
                last = one.picture().frame();
                since = one.at();
            }
        }
        return new Sighting(frames, sent, longest);
    }

    /** The same, where the peer itself counted the frames and was looked at less often than it showed them. */
    Sighting withFrames(int counted) {
        return new Sighting(counted, sent, longestFreeze);
    }

    /** Of the frames sent, the share that was seen, 0 to 1. */
    double share() {
        return sent == 0 ? 0 : (double) frames / sent;
    }

    @Override
    public String toString() {
        return "%d of %d frames, longest freeze %.0f ms".formatted(frames, sent, longestFreeze);
    }
}
