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
import static org.courtbridge.provisioning.testcall.Check.BLACK;
import static org.courtbridge.provisioning.testcall.Check.BLUE_OR_NO_SIGNAL;
import static org.courtbridge.provisioning.testcall.Check.BLUR;
import static org.courtbridge.provisioning.testcall.Check.CONTRAST;
import static org.courtbridge.provisioning.testcall.Check.COVERED_LENS;
import static org.courtbridge.provisioning.testcall.Check.UNDER_EXPOSED;

import java.awt.Color;
import java.util.List;
import java.util.Set;
import org.courtbridge.provisioning.testcall.Check;

/** Nothing of the room: black, blue, words, bars, and what is before the lens. */
final class SlateCases {

    private SlateCases() {}

    static void addTo(PictureCases cases, Places places) {
        cases.fault(
                "black",
                "coded 16",
                () -> Film.of(Slates.plain(WIDTH, HEIGHT, Color.BLACK), RATE).noise(0),
                USUAL,
                Set.of(BLACK));
        cases.fault(
                "black",
                "noise",
                () -> Film.of(Slates.plain(640, 360, Color.BLACK), RATE).noise(2),
                SMALLER,
                Set.of(BLACK));
        cases.fault(
                "black",
                "H.263",
                () -> Film.of(Slates.plain(352, 288, Color.BLACK), RATE).noise(1),
                CIF,
                Set.of(BLACK));
        for (Wire wire : List.of(USUAL, CIF)) {
            int width = wire == USUAL ? WIDTH : 352;
            int height = wire == USUAL ? HEIGHT : 288;
            String in = wire.coding().toString();
            cases.fault(
                    "blue",
                    in,
                    () -> Film.of(Slates.plain(width, height, new Color(0, 0, 200)), RATE)
                            .noise(0),
                    wire,
                    Set.of(BLUE_OR_NO_SIGNAL));
            cases.fault(
                    "blue, words",
                    in,
                    () -> Film.of(Slates.words(width, height, new Color(10, 40, 160), "NO SIGNAL"), RATE)
                            .noise(0),
                    wire,
                    Set.of(BLUE_OR_NO_SIGNAL),
                    with(FACE));
            cases.fault(
                    "grey, words",
                    in,
                    () -> Film.of(Slates.words(width, height, new Color(70, 70, 70), "Нет сигнала"), RATE)
                            .noise(0),
                    wire,
                    Set.of(BLUE_OR_NO_SIGNAL),
                    with(FACE));
            cases.fault(
                    "colour bars",
                    in,
                    () -> Film.of(Slates.bars(width, height), RATE).noise(0),
                    wire,
                    Set.of(BLUE_OR_NO_SIGNAL),
                    with(FACE));
        }
        Set<Check> covered = with(FACE, UNDER_EXPOSED, CONTRAST, BLUR);
        for (double bright : new double[] {0.35, 0.6}) {
            cases.fault(
                    "finger on the lens",
                    percent(bright),
                    () -> Film.of(Slates.finger(WIDTH, HEIGHT, bright), RATE),
                    USUAL,
                    Set.of(COVERED_LENS),
                    covered);
            cases.fault(
                    "finger on the lens, H.263",
                    percent(bright),
                    () -> Film.of(Slates.finger(352, 288, bright), RATE),
                    CIF,
                    Set.of(COVERED_LENS),
                    covered);
        }
        for (double bright : new double[] {0.08, 0.2}) {
            cases.fault(
                    "cover on the lens",
                    percent(bright),
                    () -> Film.of(Slates.cover(640, 360, bright), RATE).noise(2.5),
                    SMALLER,
                    Set.of(COVERED_LENS, BLACK),
                    covered);
        }
    }
}
