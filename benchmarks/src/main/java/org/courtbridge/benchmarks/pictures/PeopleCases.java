package org.courtbridge.benchmarks.pictures;

import static org.courtbridge.benchmarks.pictures.PictureCases.CIF;
import static org.courtbridge.benchmarks.pictures.PictureCases.HEIGHT;
import static org.courtbridge.benchmarks.pictures.PictureCases.RATE;
import static org.courtbridge.benchmarks.pictures.PictureCases.SMALLER;
import static org.courtbridge.benchmarks.pictures.PictureCases.USUAL;
import static org.courtbridge.benchmarks.pictures.PictureCases.WIDTH;
import static org.courtbridge.codecs.video.PictureCoding.H264;
import static org.courtbridge.codecs.video.PictureCoding.VP8;

/** People as they are before a camera, and rooms that are still empty: no fault. */
final class PeopleCases {

    private PeopleCases() {}

    static void addTo(PictureCases cases, Places places) {
        cases.normal("usual", "720p H.264", () -> Film.of(places.usual(WIDTH, HEIGHT), RATE), USUAL);
        cases.normal("usual", "720p H.264, 30 a second", () -> Film.of(places.usual(WIDTH, HEIGHT), 30), USUAL);
        cases.normal(
                "with glasses",
                "720p",
                () -> Film.of(
                        places.person(places.room(WIDTH, HEIGHT), Portrait.HOPPER, Placing.of(0.45, 0.5, 0.3)), RATE),
                USUAL);
        cases.normal(
                "tilted head",
                "15 degrees",
                () -> Film.of(
                        places.person(
                                places.room(WIDTH, HEIGHT),
                                Portrait.HOPPER,
                                Placing.of(0.55, 0.5, 0.3).tilted(15)),
                        RATE),
                USUAL);
        cases.normal(
                "tilted head",
                "-25 degrees",
                () -> Film.of(
                        places.person(
                                places.room(640, 360),
                                Portrait.ASTRONAUT,
                                Placing.of(0.45, 0.5, 0.3).tilted(-25)),
                        RATE),
                SMALLER);
        cases.normal(
                "near",
                "50 %",
                () -> Film.of(
                        places.person(places.room(WIDTH, HEIGHT), Portrait.HOPPER, Placing.of(0.5, 0.5, 0.5)), RATE),
                USUAL);
        cases.normal(
                "across the room",
                "12 %",
                () -> Film.of(
                        places.person(
                                places.photograph("motorcycle_left.png", WIDTH, HEIGHT),
                                Portrait.HOPPER,
                                Placing.of(0.6, 0.4, 0.12)),
                        RATE),
                USUAL);
        cases.normal(
                "hardly moves",
                "1 pixel",
                () -> Film.of(
                        places.person(
                                places.room(WIDTH, HEIGHT), Portrait.ASTRONAUT, Placing.of(0.5, 0.42, 0.25), 0.0015),
                        RATE),
                USUAL);
        cases.normal(
                "hardly moves, VP8",
                "1 pixel",
                () -> Film.of(
                        places.person(places.room(640, 360), Portrait.ASTRONAUT, Placing.of(0.5, 0.42, 0.25), 0.0015),
                        RATE),
                SMALLER);
        cases.normal(
                "small movements",
                "VP8",
                () -> Film.of(
                        places.person(places.room(640, 360), Portrait.HOPPER, Placing.of(0.5, 0.45, 0.3), 0.004), RATE),
                SMALLER);
        cases.normal("several people", "three", () -> Film.of(several(places), RATE), USUAL);
        cases.normal("slow pan", "720p", () -> Film.of(places.pan(WIDTH, HEIGHT), RATE), USUAL);
        cases.normal(
                "cheap sensor",
                "noise 5",
                () -> Film.of(places.usual(640, 360), RATE).noise(5),
                Wire.of(VP8, 800));
        cases.normal(
                "cheap sensor",
                "noise 8",
                () -> Film.of(places.usual(WIDTH, HEIGHT), RATE).noise(8),
                Wire.of(H264, 2_000));
        cases.room(
                "empty room",
                "noise 2",
                () -> Film.of(places.empty(places.room(WIDTH, HEIGHT)), RATE).noise(2),
                USUAL);
        cases.room(
                "empty room, no noise",
                "noise 0",
                () -> Film.of(places.empty(places.room(640, 360)), RATE).noise(0),
                SMALLER);
        cases.room(
                "empty dark wood",
                "H.263",
                () -> Film.of(places.empty(places.photograph("coffee.png", 352, 288)), RATE),
                CIF);
    }

    private static Scene several(Places places) {
        return Scene.of(Places.SWAY, by -> {
            ColourPicture picture = places.room(WIDTH, HEIGHT);
            places.put(picture, Portrait.HOPPER, Placing.of(0.2, 0.45, 0.2), by);
            places.put(picture, Portrait.ASTRONAUT, Placing.of(0.5, 0.42, 0.2), -by);
            places.put(picture, Portrait.HOPPER, Placing.of(0.8, 0.42, 0.18).tilted(5), by / 2);
            return picture;
        });
    }
}
