package org.courtbridge.benchmarks.pictures;

import static org.courtbridge.benchmarks.pictures.PictureCases.HEIGHT;
import static org.courtbridge.benchmarks.pictures.PictureCases.RATE;
import static org.courtbridge.benchmarks.pictures.PictureCases.SMALLER;
import static org.courtbridge.benchmarks.pictures.PictureCases.USUAL;
import static org.courtbridge.benchmarks.pictures.PictureCases.WIDTH;

import java.util.function.DoubleUnaryOperator;

/** Rooms, walls, windows and light as they are: no fault. */
final class RoomCases {

    private RoomCases() {}

    static void addTo(PictureCases cases, Places places) {
        for (double stops : new double[] {-1, -2}) {
            cases.normal(
                    "dark courtroom wood",
                    stops + " EV",
                    () -> Film.of(
                            places.person(
                                    Light.of(places.photograph("coffee.png", WIDTH, HEIGHT), Light.stops(stops)),
                                    Portrait.ASTRONAUT,
                                    Placing.of(0.5, 0.45, 0.28)),
                            RATE),
                    USUAL);
        }
        for (double stops : new double[] {1.5, 3}) {
            cases.normal(
                    "snow-bright window beside the face",
                    "+" + stops + " EV",
                    () -> Film.of(
                            places.person(
                                    Places.side(places.room(WIDTH, HEIGHT), 0.3, 0.34, stops),
                                    Portrait.ASTRONAUT,
                                    Placing.of(0.62, 0.42, 0.25)),
                            RATE),
                    USUAL);
        }
        cases.normal(
                "white wall",
                "90 %",
                () -> Film.of(
                        places.person(
                                Places.wall(WIDTH, HEIGHT, 0.86, 0.86, 0.84),
                                Portrait.HOPPER,
                                Placing.of(0.5, 0.45, 0.32)),
                        RATE),
                USUAL);
        cases.normal(
                "grey wall",
                "45 %",
                () -> Film.of(
                        places.person(
                                Places.wall(640, 360, 0.45, 0.45, 0.47),
                                Portrait.ASTRONAUT,
                                Placing.of(0.5, 0.45, 0.32)),
                        RATE),
                SMALLER);
        cases.normal(
                "blue wall",
                "saturated",
                () -> Film.of(
                        places.person(
                                Places.wall(WIDTH, HEIGHT, 0.2, 0.3, 0.6),
                                Portrait.HOPPER,
                                Placing.of(0.5, 0.45, 0.32)),
                        RATE),
                USUAL);
        cases.normal(
                "brick wall",
                "720p",
                () -> Film.of(
                        places.person(
                                places.photograph("brick.png", WIDTH, HEIGHT),
                                Portrait.ASTRONAUT,
                                Placing.of(0.5, 0.45, 0.28)),
                        RATE),
                USUAL);
        cases.normal(
                "books and papers",
                "720p",
                () -> Film.of(
                        places.person(
                                places.photograph("page.png", WIDTH, HEIGHT),
                                Portrait.HOPPER,
                                Placing.of(0.5, 0.45, 0.28)),
                        RATE),
                USUAL);
        cases.normal(
                "background out of focus",
                "sigma 8",
                () -> Film.of(
                        places.person(
                                Blur.gaussian(places.room(WIDTH, HEIGHT), 8),
                                Portrait.HOPPER,
                                Placing.of(0.5, 0.48, 0.32)),
                        RATE),
                USUAL);
        cases.normal(
                "evening light",
                "-1 EV",
                () -> Film.of(places.usual(WIDTH, HEIGHT).lit(-1), RATE).noise(3),
                USUAL);
        cases.normal(
                "bright day",
                "+0.6 EV",
                () -> Film.of(places.usual(WIDTH, HEIGHT).lit(0.6), RATE),
                USUAL);
        cases.normal(
                "face in light shade",
                "-1 EV",
                () -> Film.of(places.usual(WIDTH, HEIGHT, DoubleUnaryOperator.identity(), Light.stops(-1)), RATE),
                USUAL);
        cases.normal(
                "light from one side", "-0.7 EV", () -> Film.of(places.halfLit(Portrait.HOPPER, -0.7), RATE), USUAL);
        cases.normal(
                "warm light",
                "lamp",
                () -> Film.of(
                        places.usual(WIDTH, HEIGHT).map(picture -> Places.balanced(picture, 1, 0.82, 0.55)), RATE),
                USUAL);
        cases.normal(
                "cold light",
                "tubes",
                () -> Film.of(
                        places.usual(WIDTH, HEIGHT).map(picture -> Places.balanced(picture, 0.75, 0.95, 1)), RATE),
                USUAL);
        cases.normal(
                "black-and-white camera",
                "720p",
                () -> Film.of(places.usual(WIDTH, HEIGHT).map(Places::grey), RATE),
                USUAL);
        cases.normal(
                "less contrast",
                "60 %",
                () -> Film.of(
                        places.usual(WIDTH, HEIGHT).map(picture -> Light.of(picture, Light.haze(0.6, 0.5))), RATE),
                USUAL);
    }
}
