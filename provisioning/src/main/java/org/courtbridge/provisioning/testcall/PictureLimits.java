package org.courtbridge.provisioning.testcall;

import java.util.Map;

/** The limits of pictures that hold where nobody has set others; docs/verdicts.md has what they were found from. */
final class PictureLimits {

    private PictureLimits() {}

    static void put(Map<Check, Limit> limits) {
        stream(limits);
        scene(limits);
        face(limits);
    }

    private static void stream(Map<Check, Limit> limits) {
        limits.put(Check.RESOLUTION, new Limit(240, 143, "QCIF shows no face well enough; CIF (288) does close by"));
        limits.put(Check.FRAME_RATE, new Limit(9, 6, "lips are not seen to move with the words below 8 to 10"));
        limits.put(
                Check.FROZEN,
                new Limit(2.5, 5, "a lost keyframe is made good within 2 s; nobody sits without any motion for 5 s"));
        limits.put(Check.BLACK, new Limit(15, 50, "a codec may begin with a black picture"));
        limits.put(Check.BLUE_OR_NO_SIGNAL, new Limit(15, 50, "a camera that wakes up shows a slate at first"));
        limits.put(Check.COVERED_LENS, new Limit(15, 50, "a hand may pass before the lens"));
        limits.put(Check.BLOCKING, new Limit(1.2, 2.5, "steps of 1 level are not seen, of 3 they are all over"));
        limits.put(Check.CORRUPTION, new Limit(0.5, 2, "green or misplaced blocks; a sound picture has none"));
    }

    private static void scene(Map<Check, Limit> limits) {
        limits.put(
                Check.UNDER_EXPOSED,
                new Limit(85, 65, "what the brightest tenth exceeds; lit people before dark wood are above 90"));
        limits.put(Check.OVER_EXPOSED, new Limit(35, 55, "part of the picture at white; a window is up to a third"));
        limits.put(Check.CONTRAST, new Limit(0.35, 0.25, "brightest over darkest hundredth; full range is 1"));
        limits.put(Check.BLUR, new Limit(4.5, 5.5, "edges this wide leave no eyes in a face of a fifth of the height"));
    }

    private static void face(Map<Check, Limit> limits) {
        limits.put(Check.FACE_FOUND, new Limit(60, 20, "part of the pictures with a face; people turn their heads"));
        limits.put(
                Check.FACE_SIZE, new Limit(8, 5, "height of the face in the picture's; a person must be identified"));
        limits.put(Check.FACE_CUT_OFF, new Limit(10, 25, "a quarter of the face is an eye or the chin"));
        limits.put(Check.FACE_LIGHT, new Limit(80, 62, "luminance that the lit part of the face has"));
        limits.put(
                Check.FACE_AGAINST_LIGHT,
                new Limit(3, 4, "stops; a camera exposes for one or the other if 3 to 4 lie between them"));
        limits.put(
                Check.FACE_ONE_SIDED, new Limit(1.5, 2.5, "stops; from 2 on the dark half is black beside the other"));
        limits.put(
                Check.FACE_TOO_BRIGHT, new Limit(20, 35, "part of the skin at white, where nothing is seen any more"));
        limits.put(Check.FACE_DETAIL, new Limit(14, 9, "edges that fit into the face's height; 10 are a mask"));
    }
}
