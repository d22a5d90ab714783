package org.courtbridge.benchmarks.pictures;

import static org.courtbridge.benchmarks.pictures.PictureCase.Group.BORDER;
import static org.courtbridge.benchmarks.pictures.PictureCase.Group.FAULT;
import static org.courtbridge.benchmarks.pictures.PictureCase.Group.NORMAL;
import static org.courtbridge.codecs.video.PictureCoding.H261;
import static org.courtbridge.codecs.video.PictureCoding.H263;
import static org.courtbridge.codecs.video.PictureCoding.H264;
import static org.courtbridge.codecs.video.PictureCoding.VP8;
import static org.courtbridge.provisioning.testcall.Check.*;

import java.awt.Color;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.PictureSubject;

/** The labelled set of pictures: every kind of fault and of normal variation, each at some strengths and in some codings. */
final class PictureCases {

    private static final int WIDTH = 1_280;
    private static final int HEIGHT = 720;
    private static final int RATE = 15;

    private static final Wire USUAL = Wire.of(H264, 1_200);
    private static final Wire SMALLER = Wire.of(VP8, 500);
    private static final Wire CIF = Wire.of(H263, 384);

    private static final Set<Check> FACE = EnumSet.range(FACE_FOUND, FACE_DETAIL);
    private static final DoubleUnaryOperator SAME = DoubleUnaryOperator.identity();

    private final Places places;
    private final List<PictureCase> cases = new ArrayList<>();

    private PictureCases(Photographs photographs) {
        this.places = new Places(photographs);
    }

    static List<PictureCase> all(Photographs photographs) {
        PictureCases all = new PictureCases(photographs);
        all.streams();
        all.slates();
        all.light();
        all.sharpness();
        all.faces();
        all.usual();
        all.rooms();
        all.formats();
        return all.cases;
    }

    private void streams() {
        for (Wire wire : List.of(USUAL, SMALLER, CIF)) {
            int width = wire == USUAL ? WIDTH : wire == SMALLER ? 640 : 352;
            int height = wire == USUAL ? HEIGHT : wire == SMALLER ? 360 : 288;
            Supplier<Film> film = () -> Film.of(places.usual(width, height), RATE);
            String in = wire.coding() + " " + width + "×" + height;
            fault("frozen", in, () -> film.get().shown(i -> 0), wire, Set.of(FROZEN));
            fault(
                    "frozen after 2 s",
                    in,
                    () -> film.get().lasting(10).shown(i -> Math.min(i, 30)),
                    wire,
                    Set.of(FROZEN));
            fault(
                    "ceases after 2 s",
                    in,
                    () -> film.get().shown(i -> i < 30 ? i : -1),
                    wire,
                    Set.of(FROZEN),
                    FRAME_RATE);
            border("stands still for 3 s", in, () -> film.get().shown(i -> i < 30 || i > 75 ? i : 30), wire);
        }
        for (int rate : new int[] {2, 3, 5}) {
            fault(
                    "low rate",
                    rate + " a second",
                    () -> Film.of(places.usual(640, 360), rate),
                    SMALLER,
                    Set.of(FRAME_RATE));
        }
        border("low rate", "7 a second", () -> Film.of(places.usual(640, 360), 7), SMALLER);
        fault(
                "tiny",
                "128×96",
                () -> Film.of(places.usual(128, 96), RATE),
                Wire.of(H263, 64),
                Set.of(RESOLUTION),
                with(FACE, BLUR, BLOCKING, CONTRAST));
        border("small", "176×144", () -> Film.of(places.usual(176, 144), RATE), Wire.of(H263, 128));
        for (double part : new double[] {0.1, 0.3}) {
            fault(
                    "green blocks",
                    percent(part) + " of rows",
                    () -> Film.of(places.usual(640, 360), RATE).damaged(Damages.green(part)),
                    SMALLER,
                    Set.of(CORRUPTION),
                    with(FACE, BLUR, BLOCKING));
        }
        for (double part : new double[] {0.1, 0.25}) {
            fault(
                    "garbled blocks",
                    percent(part) + " of blocks",
                    () -> Film.of(places.usual(WIDTH, HEIGHT), RATE).damaged(Damages.garbled(part)),
                    Wire.of(H264, 3_000),
                    Set.of(CORRUPTION),
                    with(FACE, BLUR, BLOCKING));
        }
        for (int kbit : new int[] {20, 40}) {
            fault(
                    "heavy blocking",
                    "H.263 CIF, " + kbit + " kbit/s",
                    () -> Film.of(places.usual(352, 288), RATE),
                    Wire.of(H263, kbit).keyframes(2),
                    Set.of(BLOCKING),
                    with(FACE, BLUR));
            fault(
                    "heavy blocking, scaled",
                    "H.263 CIF to 720p, " + kbit + " kbit/s",
                    () -> Film.of(places.usual(352, 288), RATE),
                    Wire.of(H263, kbit).keyframes(2).scaled(880, 720),
                    Set.of(BLOCKING),
                    with(FACE, BLUR));
        }
        border(
                "blocking",
                "H.263 CIF, 96 kbit/s",
                () -> Film.of(places.usual(352, 288), RATE),
                Wire.of(H263, 96).keyframes(4));
    }

    private void slates() {
        fault(
                "black",
                "coded 16",
                () -> Film.of(Slates.plain(WIDTH, HEIGHT, Color.BLACK), RATE).noise(0),
                USUAL,
                Set.of(BLACK));
        fault(
                "black",
                "noise",
                () -> Film.of(Slates.plain(640, 360, Color.BLACK), RATE).noise(2),
                SMALLER,
                Set.of(BLACK));
        fault(
                "black",
                "H.263",
                () -> Film.of(Slates.plain(352, 288, Color.BLACK), RATE).noise(1),
                CIF,
                Set.of(BLACK));
        for (Wire wire : List.of(USUAL, CIF)) {
            int width = wire == USUAL ? WIDTH : 352;
            int height = wire == USUAL ? HEIGHT : 288;
            String in = wire.coding().toString();
            fault(
                    "blue",
                    in,
                    () -> Film.of(Slates.plain(width, height, new Color(0, 0, 200)), RATE)
                            .noise(0),
                    wire,
                    Set.of(BLUE_OR_NO_SIGNAL));
            fault(
                    "blue, words",
                    in,
                    () -> Film.of(Slates.words(width, height, new Color(10, 40, 160), "NO SIGNAL"), RATE)
                            .noise(0),
                    wire,
                    Set.of(BLUE_OR_NO_SIGNAL),
                    with(FACE));
            fault(
                    "grey, words",
                    in,
                    () -> Film.of(Slates.words(width, height, new Color(70, 70, 70), "Нет сигнала"), RATE)
                            .noise(0),
                    wire,
                    Set.of(BLUE_OR_NO_SIGNAL),
                    with(FACE));
            fault(
                    "colour bars",
                    in,
                    () -> Film.of(Slates.bars(width, height), RATE).noise(0),
                    wire,
                    Set.of(BLUE_OR_NO_SIGNAL),
                    with(FACE));
        }
        Set<Check> covered = with(FACE, UNDER_EXPOSED, CONTRAST, BLUR);
        for (double bright : new double[] {0.35, 0.6}) {
            fault(
                    "finger on the lens",
                    percent(bright),
                    () -> Film.of(Slates.finger(WIDTH, HEIGHT, bright), RATE),
                    USUAL,
                    Set.of(COVERED_LENS),
                    covered);
            fault(
                    "finger on the lens, H.263",
                    percent(bright),
                    () -> Film.of(Slates.finger(352, 288, bright), RATE),
                    CIF,
                    Set.of(COVERED_LENS),
                    covered);
        }
        for (double bright : new double[] {0.08, 0.2}) {
            fault(
                    "cover on the lens",
                    percent(bright),
                    () -> Film.of(Slates.cover(640, 360, bright), RATE).noise(2.5),
                    SMALLER,
                    Set.of(COVERED_LENS, BLACK),
                    covered);
        }
    }

    private void light() {
        for (double stops : new double[] {-4, -5, -6}) {
            fault(
                    "dark room",
                    stops + " EV",
                    () -> Film.of(places.usual(WIDTH, HEIGHT).lit(stops), RATE).noise(3),
                    USUAL,
                    Set.of(UNDER_EXPOSED),
                    with(FACE, CONTRAST, BLUR, BLACK, COVERED_LENS));
        }
        border("dark room", "-2.5 EV", () -> Film.of(places.usual(WIDTH, HEIGHT).lit(-2.5), RATE), USUAL);
        for (double stops : new double[] {-3.5, -4.5}) {
            fault(
                    "dark face before bright window",
                    stops + " EV",
                    () -> Film.of(places.usual(WIDTH, HEIGHT, Light.stops(1.5), Light.stops(stops)), RATE),
                    USUAL,
                    Set.of(FACE_AGAINST_LIGHT),
                    with(FACE));
            fault(
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
        border(
                "dark face before bright window",
                "-2 EV",
                () -> Film.of(places.usual(WIDTH, HEIGHT, Light.stops(1.5), Light.stops(-2)), RATE),
                USUAL);
        for (double stops : new double[] {3, 4}) {
            fault(
                    "over-exposed",
                    "+" + stops + " EV",
                    () -> Film.of(places.usual(WIDTH, HEIGHT).lit(stops), RATE),
                    USUAL,
                    Set.of(OVER_EXPOSED),
                    with(FACE, CONTRAST, BLUR));
        }
        border(
                "over-exposed",
                "+1.5 EV",
                () -> Film.of(places.usual(WIDTH, HEIGHT).lit(1.5), RATE),
                USUAL);
        for (double range : new double[] {0.12, 0.2}) {
            fault(
                    "washed out",
                    percent(range),
                    () -> Film.of(
                            places.usual(WIDTH, HEIGHT).map(picture -> Light.of(picture, Light.haze(range, 0.6))),
                            RATE),
                    USUAL,
                    Set.of(CONTRAST),
                    with(FACE, BLUR));
        }
        border(
                "washed out",
                "35 %",
                () -> Film.of(
                        places.usual(WIDTH, HEIGHT).map(picture -> Light.of(picture, Light.haze(0.35, 0.6))), RATE),
                USUAL);
        for (Portrait portrait : List.of(Portrait.ASTRONAUT, Portrait.HOPPER)) {
            fault(
                    "face lit from one side",
                    "-4 EV",
                    () -> Film.of(halfLit(portrait, -4), RATE),
                    USUAL,
                    Set.of(FACE_ONE_SIDED),
                    with(FACE));
            for (double stops : new double[] {2, 3.5}) {
                fault(
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
            fault(
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
        border("face lit from one side", "-1.5 EV", () -> Film.of(halfLit(Portrait.ASTRONAUT, -1.5), RATE), USUAL);
    }

    private Scene halfLit(Portrait portrait, double stops) {
        return places.person(places.room(WIDTH, HEIGHT), portrait, Placing.of(0.5, 0.45, 0.3), 0.004)
                .map(picture -> Places.side(picture, 0.49, 0.51, stops));
    }

    private void sharpness() {
        Set<Check> also = with(FACE, CONTRAST);
        for (double sigma : new double[] {8, 12}) {
            fault(
                    "out of focus",
                    "sigma " + sigma + " of 720",
                    () -> Film.of(places.usual(WIDTH, HEIGHT).blurred(sigma), RATE),
                    USUAL,
                    Set.of(BLUR),
                    also);
            fault(
                    "out of focus, VP8",
                    "sigma " + sigma + " of 720",
                    () -> Film.of(places.usual(640, 360).blurred(sigma / 2), RATE),
                    SMALLER,
                    Set.of(BLUR),
                    also);
        }
        border(
                "out of focus",
                "sigma 4 of 720",
                () -> Film.of(places.usual(WIDTH, HEIGHT).blurred(4), RATE),
                USUAL);
        for (int length : new int[] {41, 61}) {
            fault(
                    "smeared",
                    length + " pixels of 720p",
                    () -> Film.of(places.usual(WIDTH, HEIGHT).map(picture -> Blur.smear(picture, length)), RATE),
                    USUAL,
                    Set.of(BLUR),
                    also);
        }
        border(
                "smeared",
                "15 pixels of 720p",
                () -> Film.of(places.usual(WIDTH, HEIGHT).map(picture -> Blur.smear(picture, 15)), RATE),
                USUAL);
        fault(
                "coarse, scaled up",
                "128×96 to 720p",
                () -> Film.of(places.usual(128, 96), RATE),
                Wire.of(H263, 128).scaled(960, 720),
                Set.of(BLUR, FACE_DETAIL),
                with(FACE, BLUR, BLOCKING));
    }

    private void faces() {
        ColourPicture room = places.photograph("motorcycle_left.png", WIDTH, HEIGHT);
        for (double size : new double[] {0.02, 0.035}) {
            fault(
                    "too far away",
                    percent(size),
                    () -> Film.of(places.person(room, Portrait.HOPPER, Placing.of(0.5, 0.5, size)), RATE),
                    USUAL,
                    Set.of(FACE_SIZE, FACE_FOUND),
                    with(FACE));
        }
        border(
                "too far away",
                "6 %",
                () -> Film.of(places.person(room, Portrait.HOPPER, Placing.of(0.5, 0.5, 0.06)), RATE),
                USUAL);
        for (double x : new double[] {0, 0.02}) {
            fault(
                    "cut off at the side",
                    percent(x),
                    () -> Film.of(places.person(room, Portrait.ASTRONAUT, Placing.of(x, 0.45, 0.35)), RATE),
                    USUAL,
                    Set.of(FACE_CUT_OFF, FACE_FOUND),
                    with(FACE));
        }
        fault(
                "cut off above",
                "brows",
                () -> Film.of(places.person(room, Portrait.ASTRONAUT, Placing.of(0.5, 0.0, 0.35)), RATE),
                USUAL,
                Set.of(FACE_CUT_OFF, FACE_FOUND),
                with(FACE));
        for (String name : List.of("motorcycle_left.png", "hdr_room.png", "coffee.png", "rocket.jpg")) {
            fault(
                    "nobody",
                    name,
                    () -> Film.of(places.empty(places.photograph(name, 640, 360)), RATE)
                            .noise(2),
                    SMALLER,
                    Set.of(FACE_FOUND));
        }
        fault(
                "nobody, the wall",
                "plain",
                () -> Film.of(places.empty(places.photograph("brick.png", 640, 360)), RATE)
                        .noise(2),
                SMALLER,
                Set.of(FACE_FOUND));
    }

    private void usual() {
        normal("usual", "720p H.264", () -> Film.of(places.usual(WIDTH, HEIGHT), RATE), USUAL);
        normal("usual", "720p H.264, 30 a second", () -> Film.of(places.usual(WIDTH, HEIGHT), 30), USUAL);
        normal(
                "with glasses",
                "720p",
                () -> Film.of(
                        places.person(places.room(WIDTH, HEIGHT), Portrait.HOPPER, Placing.of(0.45, 0.5, 0.3)), RATE),
                USUAL);
        normal(
                "tilted head",
                "15 degrees",
                () -> Film.of(
                        places.person(
                                places.room(WIDTH, HEIGHT),
                                Portrait.HOPPER,
                                Placing.of(0.55, 0.5, 0.3).tilted(15)),
                        RATE),
                USUAL);
        normal(
                "tilted head",
                "-25 degrees",
                () -> Film.of(
                        places.person(
                                places.room(640, 360),
                                Portrait.ASTRONAUT,
                                Placing.of(0.45, 0.5, 0.3).tilted(-25)),
                        RATE),
                SMALLER);
        normal(
                "near",
                "50 %",
                () -> Film.of(
                        places.person(places.room(WIDTH, HEIGHT), Portrait.HOPPER, Placing.of(0.5, 0.5, 0.5)), RATE),
                USUAL);
        normal(
                "across the room",
                "12 %",
                () -> Film.of(
                        places.person(
                                places.photograph("motorcycle_left.png", WIDTH, HEIGHT),
                                Portrait.HOPPER,
                                Placing.of(0.6, 0.4, 0.12)),
                        RATE),
                USUAL);
        normal(
                "hardly moves",
                "1 pixel",
                () -> Film.of(
                        places.person(
                                places.room(WIDTH, HEIGHT), Portrait.ASTRONAUT, Placing.of(0.5, 0.42, 0.25), 0.0015),
                        RATE),
                USUAL);
        normal(
                "hardly moves, VP8",
                "1 pixel",
                () -> Film.of(
                        places.person(places.room(640, 360), Portrait.ASTRONAUT, Placing.of(0.5, 0.42, 0.25), 0.0015),
                        RATE),
                SMALLER);
        normal(
                "small movements",
                "VP8",
                () -> Film.of(
                        places.person(places.room(640, 360), Portrait.HOPPER, Placing.of(0.5, 0.45, 0.3), 0.004), RATE),
                SMALLER);
        normal("several people", "three", () -> Film.of(several(), RATE), USUAL);
        normal("slow pan", "720p", () -> Film.of(places.pan(WIDTH, HEIGHT), RATE), USUAL);
        normal(
                "cheap sensor",
                "noise 5",
                () -> Film.of(places.usual(640, 360), RATE).noise(5),
                Wire.of(VP8, 800));
        normal(
                "cheap sensor",
                "noise 8",
                () -> Film.of(places.usual(WIDTH, HEIGHT), RATE).noise(8),
                Wire.of(H264, 2_000));
        room(
                "empty room",
                "noise 2",
                () -> Film.of(places.empty(places.room(WIDTH, HEIGHT)), RATE).noise(2),
                USUAL);
        room(
                "empty room, no noise",
                "noise 0",
                () -> Film.of(places.empty(places.room(640, 360)), RATE).noise(0),
                SMALLER);
        room(
                "empty dark wood",
                "H.263",
                () -> Film.of(places.empty(places.photograph("coffee.png", 352, 288)), RATE),
                CIF);
    }

    private Scene several() {
        return Scene.of(Places.SWAY, by -> {
            ColourPicture picture = places.room(WIDTH, HEIGHT);
            places.put(picture, Portrait.HOPPER, Placing.of(0.2, 0.45, 0.2), by);
            places.put(picture, Portrait.ASTRONAUT, Placing.of(0.5, 0.42, 0.2), -by);
            places.put(picture, Portrait.HOPPER, Placing.of(0.8, 0.42, 0.18).tilted(5), by / 2);
            return picture;
        });
    }

    private void rooms() {
        for (double stops : new double[] {-1, -2}) {
            normal(
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
            normal(
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
        normal(
                "white wall",
                "90 %",
                () -> Film.of(
                        places.person(
                                Places.wall(WIDTH, HEIGHT, 0.86, 0.86, 0.84),
                                Portrait.HOPPER,
                                Placing.of(0.5, 0.45, 0.32)),
                        RATE),
                USUAL);
        normal(
                "grey wall",
                "45 %",
                () -> Film.of(
                        places.person(
                                Places.wall(640, 360, 0.45, 0.45, 0.47),
                                Portrait.ASTRONAUT,
                                Placing.of(0.5, 0.45, 0.32)),
                        RATE),
                SMALLER);
        normal(
                "blue wall",
                "saturated",
                () -> Film.of(
                        places.person(
                                Places.wall(WIDTH, HEIGHT, 0.2, 0.3, 0.6),
                                Portrait.HOPPER,
                                Placing.of(0.5, 0.45, 0.32)),
                        RATE),
                USUAL);
        normal(
                "brick wall",
                "720p",
                () -> Film.of(
                        places.person(
                                places.photograph("brick.png", WIDTH, HEIGHT),
                                Portrait.ASTRONAUT,
                                Placing.of(0.5, 0.45, 0.28)),
                        RATE),
                USUAL);
        normal(
                "books and papers",
                "720p",
                () -> Film.of(
                        places.person(
                                places.photograph("page.png", WIDTH, HEIGHT),
                                Portrait.HOPPER,
                                Placing.of(0.5, 0.45, 0.28)),
                        RATE),
                USUAL);
        normal(
                "background out of focus",
                "sigma 8",
                () -> Film.of(
                        places.person(
                                Blur.gaussian(places.room(WIDTH, HEIGHT), 8),
                                Portrait.HOPPER,
                                Placing.of(0.5, 0.48, 0.32)),
                        RATE),
                USUAL);
        normal(
                "evening light",
                "-1 EV",
                () -> Film.of(places.usual(WIDTH, HEIGHT).lit(-1), RATE).noise(3),
                USUAL);
        normal(
                "bright day",
                "+0.6 EV",
                () -> Film.of(places.usual(WIDTH, HEIGHT).lit(0.6), RATE),
                USUAL);
        normal(
                "face in light shade",
                "-1 EV",
                () -> Film.of(places.usual(WIDTH, HEIGHT, SAME, Light.stops(-1)), RATE),
                USUAL);
        normal("light from one side", "-0.7 EV", () -> Film.of(halfLit(Portrait.HOPPER, -0.7), RATE), USUAL);
        normal(
                "warm light",
                "lamp",
                () -> Film.of(
                        places.usual(WIDTH, HEIGHT).map(picture -> Places.balanced(picture, 1, 0.82, 0.55)), RATE),
                USUAL);
        normal(
                "cold light",
                "tubes",
                () -> Film.of(
                        places.usual(WIDTH, HEIGHT).map(picture -> Places.balanced(picture, 0.75, 0.95, 1)), RATE),
                USUAL);
        normal(
                "black-and-white camera",
                "720p",
                () -> Film.of(places.usual(WIDTH, HEIGHT).map(Places::grey), RATE),
                USUAL);
        normal(
                "less contrast",
                "60 %",
                () -> Film.of(
                        places.usual(WIDTH, HEIGHT).map(picture -> Light.of(picture, Light.haze(0.6, 0.5))), RATE),
                USUAL);
    }

    private void formats() {
        normal("H.263 CIF", "384 kbit/s", () -> Film.of(places.usual(352, 288), RATE), CIF);
        normal("H.263 4CIF", "768 kbit/s", () -> Film.of(places.usual(704, 576), RATE), Wire.of(H263, 1_500));
        normal("H.261 CIF", "384 kbit/s", () -> Film.of(places.usual(352, 288), RATE), Wire.of(H261, 512));
        normal(
                "1080p H.264",
                "2.5 Mbit/s",
                () -> Film.of(
                        places.person(places.room(1_920, 1_080), Portrait.HOPPER, Placing.of(0.5, 0.48, 0.3)), RATE),
                Wire.of(H264, 2_500));
        normal("VP8 at a low rate", "10 a second", () -> Film.of(places.usual(640, 360), 10), Wire.of(VP8, 300));
        normal("VP8 VGA", "4:3", () -> Film.of(places.usual(640, 480), RATE), Wire.of(VP8, 600));
        normal("H.264 360p", "400 kbit/s", () -> Film.of(places.usual(640, 360), RATE), Wire.of(H264, 400));
        normal("CIF scaled up", "H.263 CIF to 720p", () -> Film.of(places.usual(352, 288), RATE), CIF.scaled(880, 720));
        normal(
                "letterboxed",
                "16:9 in 4:3",
                () -> Film.of(places.usual(640, 360).within(640, 480), RATE),
                Wire.of(VP8, 600));
        normal(
                "pillar-boxed",
                "4:3 in 16:9",
                () -> Film.of(places.usual(960, 720).within(WIDTH, HEIGHT), RATE),
                USUAL);
        normal("phone held portrait", "720×1280", () -> Film.of(portrait(), RATE), USUAL);
        cases.add(new PictureCase(
                NORMAL,
                "phone held portrait, turned",
                "coded lying",
                () -> Film.of(lying(), RATE),
                USUAL,
                1,
                PictureSubject.PERSON,
                List.of(),
                Set.of()));
        normal(
                "portrait in the middle",
                "9:16 in 16:9",
                () -> Film.of(places.usual(404, 720).within(WIDTH, HEIGHT), RATE),
                USUAL);
    }

    private Scene portrait() {
        return places.person(places.room(720, 1_280), Portrait.HOPPER, Placing.of(0.5, 0.4, 0.25));
    }

    /** Turned anticlockwise, as a phone codes what it is to be turned clockwise. */
    private Scene lying() {
        return portrait().map(picture -> {
            ColourPicture turned = new ColourPicture(picture.height, picture.width);
            for (int plane = 0; plane < 3; plane++) {
                for (int i = 0; i < picture.width * picture.height; i++) {
                    int x = i % picture.width;
                    int y = i / picture.width;
                    turned.planes[plane][(picture.width - 1 - x) * picture.height + y] = picture.planes[plane][i];
                }
            }
            return turned;
        });
    }

    private void fault(
            String name, String strength, Supplier<Film> film, Wire wire, Set<Check> oneOf, Check... besides) {
        fault(name, strength, film, wire, oneOf, Set.of(besides));
    }

    private void fault(
            String name, String strength, Supplier<Film> film, Wire wire, Set<Check> oneOf, Set<Check> besides) {
        cases.add(
                new PictureCase(FAULT, name, strength, film, wire, 0, PictureSubject.PERSON, List.of(oneOf), besides));
    }

    private void border(String name, String strength, Supplier<Film> film, Wire wire) {
        cases.add(new PictureCase(
                BORDER, name, strength, film, wire, 0, PictureSubject.PERSON, List.of(), EnumSet.allOf(Check.class)));
    }

    private void normal(String name, String strength, Supplier<Film> film, Wire wire) {
        cases.add(new PictureCase(NORMAL, name, strength, film, wire, 0, PictureSubject.PERSON, List.of(), Set.of()));
    }

    private void room(String name, String strength, Supplier<Film> film, Wire wire) {
        cases.add(new PictureCase(NORMAL, name, strength, film, wire, 0, PictureSubject.ROOM, List.of(), Set.of()));
    }

    private static Set<Check> with(Set<Check> some, Check... more) {
        Set<Check> all = EnumSet.copyOf(some);
        all.addAll(List.of(more));
        return all;
    }

    private static String percent(double part) {
        return Math.round(part * 1_000) / 10.0 + " %";
    }
}
