package org.courtbridge.benchmarks.pictures;

import static org.courtbridge.benchmarks.pictures.PictureCases.CIF;
import static org.courtbridge.benchmarks.pictures.PictureCases.FACE;
import static org.courtbridge.benchmarks.pictures.PictureCases.HEIGHT;
import static org.courtbridge.benchmarks.pictures.PictureCases.RATE;
import static org.courtbridge.benchmarks.pictures.PictureCases.SMALLER;
import static org.courtbridge.benchmarks.pictures.PictureCases.USUAL;
import static org.courtbridge.benchmarks.pictures.PictureCases.WIDTH;
import static org.courtbridge.benchmarks.pictures.PictureCases.percent;
import static org.courtbridge.benchmarks.pictures.PictureCases.with;
import static org.courtbridge.codecs.video.PictureCoding.H263;
import static org.courtbridge.codecs.video.PictureCoding.H264;
import static org.courtbridge.provisioning.testcall.Check.BLOCKING;
import static org.courtbridge.provisioning.testcall.Check.BLUR;
import static org.courtbridge.provisioning.testcall.Check.CONTRAST;
import static org.courtbridge.provisioning.testcall.Check.CORRUPTION;
import static org.courtbridge.provisioning.testcall.Check.FRAME_RATE;
import static org.courtbridge.provisioning.testcall.Check.FROZEN;
import static org.courtbridge.provisioning.testcall.Check.RESOLUTION;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Faults of the line and the coder: the picture stands still, comes seldom, is small, torn or in blocks. */
final class StreamCases {

    private StreamCases() {}

    static void addTo(PictureCases cases, Places places) {
        for (Wire wire : List.of(USUAL, SMALLER, CIF)) {
            int width = wire == USUAL ? WIDTH : wire == SMALLER ? 640 : 352;
            int height = wire == USUAL ? HEIGHT : wire == SMALLER ? 360 : 288;
            Supplier<Film> film = () -> Film.of(places.usual(width, height), RATE);
            String in = wire.coding() + " " + width + "×" + height;
            cases.fault("frozen", in, () -> film.get().shown(i -> 0), wire, Set.of(FROZEN));
            cases.fault(
                    "frozen after 2 s",
                    in,
                    () -> film.get().lasting(10).shown(i -> Math.min(i, 30)),
                    wire,
                    Set.of(FROZEN));
            cases.fault(
                    "ceases after 2 s",
                    in,
                    () -> film.get().shown(i -> i < 30 ? i : -1),
                    wire,
                    Set.of(FROZEN),
                    FRAME_RATE);
            cases.border("stands still for 3 s", in, () -> film.get().shown(i -> i < 30 || i > 75 ? i : 30), wire);
        }
        for (int rate : new int[] {2, 3, 5}) {
            cases.fault(
                    "low rate",
                    rate + " a second",
                    () -> Film.of(places.usual(640, 360), rate),
                    SMALLER,
                    Set.of(FRAME_RATE));
        }
        cases.border("low rate", "7 a second", () -> Film.of(places.usual(640, 360), 7), SMALLER);
        cases.fault(
                "tiny",
                "128×96",
                () -> Film.of(places.usual(128, 96), RATE),
                Wire.of(H263, 64),
                Set.of(RESOLUTION),
                with(FACE, BLUR, BLOCKING, CONTRAST));
        cases.border("small", "176×144", () -> Film.of(places.usual(176, 144), RATE), Wire.of(H263, 128));
        for (double part : new double[] {0.1, 0.3}) {
            cases.fault(
                    "green blocks",
                    percent(part) + " of rows",
                    () -> Film.of(places.usual(640, 360), RATE).damaged(Damages.green(part)),
                    SMALLER,
                    Set.of(CORRUPTION),
                    with(FACE, BLUR, BLOCKING));
        }
        for (double part : new double[] {0.1, 0.25}) {
            cases.fault(
                    "garbled blocks",
                    percent(part) + " of blocks",
                    () -> Film.of(places.usual(WIDTH, HEIGHT), RATE).damaged(Damages.garbled(part)),
                    Wire.of(H264, 3_000),
                    Set.of(CORRUPTION),
                    with(FACE, BLUR, BLOCKING));
        }
        for (int kbit : new int[] {20, 40}) {
            cases.fault(
                    "heavy blocking",
                    "H.263 CIF, " + kbit + " kbit/s",
                    () -> Film.of(places.usual(352, 288), RATE),
                    Wire.of(H263, kbit).keyframes(2),
                    Set.of(BLOCKING),
                    with(FACE, BLUR));
            cases.fault(
                    "heavy blocking, scaled",
                    "H.263 CIF to 720p, " + kbit + " kbit/s",
                    () -> Film.of(places.usual(352, 288), RATE),
                    Wire.of(H263, kbit).keyframes(2).scaled(880, 720),
                    Set.of(BLOCKING),
                    with(FACE, BLUR));
        }
        cases.border(
                "blocking",
                "H.263 CIF, 96 kbit/s",
                () -> Film.of(places.usual(352, 288), RATE),
                Wire.of(H263, 96).keyframes(4));
    }
}
