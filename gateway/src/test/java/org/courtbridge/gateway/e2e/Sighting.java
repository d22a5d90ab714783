package org.courtbridge.gateway.e2e;

import java.util.List;

/**
 * The frames that were seen of one party over a time: from the frame numbers in its coded pictures, which start again when the
 * party's film does.
 *
 * @param frames different frames seen one after the other
 * @param sent frames that the party sent between the first and the last that were seen
 * @param longestFreeze the longest time without a new frame, in milliseconds
 * @param covered seconds from the first frame that was seen to the last
 * @param seconds for which it was watched
 */
record Sighting(int frames, int sent, double longestFreeze, double covered, double seconds) {

    /** One picture as it was shown, at a time in milliseconds. */
    record Shown(CodedPicture picture, double at) {}

    /**
     * @param everything that was shown from the begin to the end, oldest first
     * @param begin on the clock by which the pictures were shown, in milliseconds
     */
    static Sighting of(int party, List<Shown> everything, double begin, double end) {
        int frames = 0;
        int sent = 0;
        double longest = 0;
        double since = begin;
        double first = begin;
        int last = 0;
        for (Shown one : everything) {
            if (one.picture().party() != party) {
                continue;
            }
            int frame = one.picture().frame();
            if (frames == 0 || frame != last) {
                first = frames == 0 ? one.at() : first;
                sent += frames == 0 ? 1 : Math.floorMod(frame - last, Film.FRAMES);
                frames++;
                longest = Math.max(longest, one.at() - since);
                last = frame;
                since = one.at();
            }
        }
        return new Sighting(
                frames, sent, Math.max(longest, end - since), (since - first) / 1_000, (end - begin) / 1_000);
    }

    /** The same, where the peer itself counted the frames and was looked at less often than it showed them. */
    Sighting withFrames(int counted) {
        return new Sighting(counted, sent, longestFreeze, covered, seconds);
    }

    /** Of the frames sent, the share that was seen, 0 to 1. */
    double share() {
        return sent == 0 ? 0 : (double) frames / sent;
    }

    @Override
    public String toString() {
        return "%d of %d frames in %.1f s, longest freeze %.0f ms".formatted(frames, sent, seconds, longestFreeze);
    }
}
