package org.courtbridge.benchmarks.pictures;

import static org.courtbridge.benchmarks.pictures.PictureCases.FACE;
import static org.courtbridge.benchmarks.pictures.PictureCases.HEIGHT;
import static org.courtbridge.benchmarks.pictures.PictureCases.RATE;
import static org.courtbridge.benchmarks.pictures.PictureCases.SMALLER;
import static org.courtbridge.benchmarks.pictures.PictureCases.USUAL;
import static org.courtbridge.benchmarks.pictures.PictureCases.WIDTH;
import static org.courtbridge.benchmarks.pictures.PictureCases.percent;
import static org.courtbridge.benchmarks.pictures.PictureCases.with;
import static org.courtbridge.provisioning.testcall.Check.BLACK;
import static org.courtbridge.provisioning.testcall.Check.BLUR;
import static org.courtbridge.provisioning.testcall.Check.CONTRAST;
import static org.courtbridge.provisioning.testcall.Check.COVERED_LENS;
import static org.courtbridge.provisioning.testcall.Check.FACE_AGAINST_LIGHT;
import static org.courtbridge.provisioning.testcall.Check.FACE_FOUND;
import static org.courtbridge.provisioning.testcall.Check.FACE_LIGHT;
import static org.courtbridge.provisioning.testcall.Check.FACE_ONE_SIDED;
import static org.courtbridge.provisioning.testcall.Check.FACE_TOO_BRIGHT;
import static org.courtbridge.provisioning.testcall.Check.OVER_EXPOSED;
import static org.courtbridge.provisioning.testcall.Check.UNDER_EXPOSED;

import java.util.List;
import java.util.Set;

/** Too dark, too bright, washed out; and faces that the light is not on, or all of it. */
final class LightCases {

    private LightCases() {}

    static void addTo(PictureCases cases, Places places) {
        for (double stops : new double[] {-4, -5, -6}) {
            cases.fault(
                    "dark room",
                    stops + " EV",
                    () -> Film.of(places.usual(WIDTH, HEIGHT).lit(stops), RATE).noise(3),
                    USUAL,
                    Set.of(UNDER_EXPOSED),
                    with(FACE, CONTRAST, BLUR, BLACK, COVERED_LENS));
        }
        cases.border(
                "dark room",
                "-2.5 EV",
                () -> Film.of(places.usual(WIDTH, HEIGHT).lit(-2.5), RATE),
                USUAL);
        for (double stops : new double[] {-3.5, -4.5}) {
            cases.fault(
                    "dark face before bright window",
                    stops + " EV",
                    () -> Film.of(places.usual(WIDTH, HEIGHT, Light.stops(1.5), Light.stops(stops)), RATE),
                    USUAL,
                    Set.of(FACE_AGAINST_LIGHT),
                    with(FACE));
            cases.fault(
                    "dark face before white wall",
                    stops + " EV",
                    () -> Film.of(
                            places.person(
                                    Places.wall(640, 360, 0.9, 0.9, 0.88),
                                    Portrait.HOPPER,
                                    Placing.of(0.4, 0.45, 0.35).exposed(stops)),
                            RATE),
                    SMALLER,
                    Set.of(FACE_AGAINST_LIGHT),
                    with(FACE, OVER_EXPOSED));
        }
        cases.border(
                "dark face before bright window",
                "-2 EV",
                () -> Film.of(places.usual(WIDTH, HEIGHT, Light.stops(1.5), Light.stops(-2)), RATE),
                USUAL);
        for (double stops : new double[] {3, 4}) {
            cases.fault(
                    "over-exposed",
                    "+" + stops + " EV",
                    () -> Film.of(places.usual(WIDTH, HEIGHT).lit(stops), RATE),
                    USUAL,
                    Set.of(OVER_EXPOSED),
                    with(FACE, CONTRAST, BLUR));
        }
        cases.border(
                "over-exposed",
                "+1.5 EV",
                () -> Film.of(places.usual(WIDTH, HEIGHT).lit(1.5), RATE),
                USUAL);
        for (double range : new double[] {0.12, 0.2}) {
            cases.fault(
                    "washed out",
                    percent(range),
                    () -> Film.of(
                            places.usual(WIDTH, HEIGHT).map(picture -> Light.of(picture, Light.haze(range, 0.6))),
                            RATE),
                    USUAL,
                    Set.of(CONTRAST),
                    with(FACE, BLUR));
        }
        cases.border(
                "washed out",
                "35 %",
                () -> Film.of(
                        places.usual(WIDTH, HEIGHT).map(picture -> Light.of(picture, Light.haze(0.35, 0.6))), RATE),
                USUAL);
        for (Portrait portrait : List.of(Portrait.ASTRONAUT, Portrait.HOPPER)) {
            cases.fault(
                    "face lit from one side",
                    "-4 EV",
                    () -> Film.of(places.halfLit(portrait, -4), RATE),
                    USUAL,
                    Set.of(FACE_ONE_SIDED),
                    with(FACE));
            for (double stops : new double[] {2, 3.5}) {
                cases.fault(
                        "face too bright",
                        "+" + stops + " EV",
                        () -> Film.of(
                                places.person(
                                        places.photograph("motorcycle_left.png", WIDTH, HEIGHT),
                                        portrait,
                                        Placing.of(0.5, 0.45, 0.3).exposed(stops)),
                                RATE),
                        USUAL,
                        Set.of(FACE_TOO_BRIGHT, FACE_FOUND),
                        with(FACE));
            }
            cases.fault(
                    "dark face in a dark corner",
                    "-4.5 EV",
                    () -> Film.of(
                            places.person(
                                    places.photograph("motorcycle_left.png", WIDTH, HEIGHT),
                                    portrait,
                                    Placing.of(0.5, 0.45, 0.3).exposed(-4.5)),
                            RATE),
                    USUAL,
                    Set.of(FACE_LIGHT),
                    with(FACE));
        }
        cases.border(
                "face lit from one side",
                "-1.5 EV",
                () -> Film.of(places.halfLit(Portrait.ASTRONAUT, -1.5), RATE),
                USUAL);
    }
}
