package org.courtbridge.benchmarks.pictures;

import static org.courtbridge.benchmarks.pictures.PictureCases.FACE;
import static org.courtbridge.benchmarks.pictures.PictureCases.HEIGHT;
import static org.courtbridge.benchmarks.pictures.PictureCases.RATE;
import static org.courtbridge.benchmarks.pictures.PictureCases.SMALLER;
import static org.courtbridge.benchmarks.pictures.PictureCases.USUAL;
import static org.courtbridge.benchmarks.pictures.PictureCases.WIDTH;
import static org.courtbridge.benchmarks.pictures.PictureCases.percent;
import static org.courtbridge.benchmarks.pictures.PictureCases.with;
import static org.courtbridge.provisioning.testcall.Check.FACE_CUT_OFF;
import static org.courtbridge.provisioning.testcall.Check.FACE_FOUND;
import static org.courtbridge.provisioning.testcall.Check.FACE_SIZE;

import java.util.List;
import java.util.Set;

/** Nobody, somebody too far away, and somebody cut off. */
final class FaceCases {

    private FaceCases() {}

    static void addTo(PictureCases cases, Places places) {
        ColourPicture room = places.photograph("motorcycle_left.png", WIDTH, HEIGHT);
        for (double size : new double[] {0.02, 0.035}) {
            cases.fault(
                    "too far away",
                    percent(size),
                    () -> Film.of(places.person(room, Portrait.HOPPER, Placing.of(0.5, 0.5, size)), RATE),
                    USUAL,
                    Set.of(FACE_SIZE, FACE_FOUND),
                    with(FACE));
        }
        cases.border(
                "too far away",
                "6 %",
                () -> Film.of(places.person(room, Portrait.HOPPER, Placing.of(0.5, 0.5, 0.06)), RATE),
                USUAL);
        for (double x : new double[] {0, 0.02}) {
            cases.fault(
                    "cut off at the side",
                    percent(x),
                    () -> Film.of(places.person(room, Portrait.ASTRONAUT, Placing.of(x, 0.45, 0.35)), RATE),
                    USUAL,
                    Set.of(FACE_CUT_OFF, FACE_FOUND),
                    with(FACE));
        }
        cases.fault(
                "cut off above",
                "brows",
                () -> Film.of(places.person(room, Portrait.ASTRONAUT, Placing.of(0.5, 0.0, 0.35)), RATE),
                USUAL,
                Set.of(FACE_CUT_OFF, FACE_FOUND),
                with(FACE));
        for (String name : List.of("motorcycle_left.png", "hdr_room.png", "coffee.png", "rocket.jpg")) {
            cases.fault(
                    "nobody",
                    name,
                    () -> Film.of(places.empty(places.photograph(name, 640, 360)), RATE)
                            .noise(2),
                    SMALLER,
                    Set.of(FACE_FOUND));
        }
        cases.fault(
                "nobody, the wall",
                "plain",
                () -> Film.of(places.empty(places.photograph("brick.png", 640, 360)), RATE)
                        .noise(2),
                SMALLER,
                Set.of(FACE_FOUND));
    }
}
